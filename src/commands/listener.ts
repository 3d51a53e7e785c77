import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, reasonOf, StartError } from '../start-error.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A listening socket with the requests that came through it. */
export interface Listener {
  /** The port that was taken, also where any free one was asked for. */
  port: number;
  /** Lets the requests in, those that already wait included. */
  serve(handler: RequestHandler): void;
  /** Accepts no more connections; resolves when the requests in flight are answered, or cut off after the timeout. */
  close(timeoutMs: number): Promise<void>;
}

export interface ListenOptions {
  host: string;
  port: number;
  requestTimeoutMs: number;
  /** The settings that host and port come from, for messages. */
  names?: { host: string; port: string };
}

const mostCheckMs = 5000;

const publicNames = { host: 'HOST', port: 'PORT' };

/**
 * Listens before anything else is started, so that a taken port harms nothing. Requests wait until `serve` is called.
 *
 * @throws StartError when the address cannot be listened on
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const handler = Promise.withResolvers<RequestHandler>();
  const { host, port, requestTimeoutMs, names = publicNames } = options;
  let handle: RequestHandler = (request, response) => void handler.promise.then((ready) => ready(request, response));
  void handler.promise.then((ready) => (handle = ready));
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(requestTimeoutMs, 60_000),
      // Requests without a body, which most reads are, need no stream for one.
      optimizeEmptyRequests: true,
      // How often Node looks for requests that have not come in time; by itself only twice a minute.
      connectionsCheckingInterval: Math.min(requestTimeoutMs, mostCheckMs),
    },
    (request, response) => handle(request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new StartError(explain(error, host, port, names))));
    server.listen(port, host, resolve);
  });
  const close = async (timeoutMs: number): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const finished = new AbortController();
    const cutOff = delay(timeoutMs, undefined, { signal: finished.signal }).then(
      () => server.closeAllConnections(),
      () => undefined,
    );
    // A connection that is kept alive for a next request would keep the server from ending.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    await closed;
    clearInterval(sweep);
    finished.abort();
    await cutOff;
  };
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : port, serve: handler.resolve, close };
}

function explain(error: Error, host: string, port: number, names: { host: string; port: string }): string {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken: stop the other program or set ${names.port}`;
    case 'EACCES':
      return `this user may not listen on port ${port}: set ${names.port} to 1024 or more`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `cannot listen on ${host}: this machine has no such address; set ${names.host}`;
    default:
      return `cannot listen on port ${port} of ${host}: ${reasonOf(error)}`;
  }
}
