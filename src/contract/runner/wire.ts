import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as HttpsAgent } from 'node:https';
import { gzipSync } from 'node:zlib';

/** A request as it goes over the wire; nothing is added but the length of the body. */
export interface WireRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  /** Send the body in chunks, without saying its length. */
  chunked?: boolean;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Wire {
  send(request: WireRequest): Promise<WireResponse>;
  close(): void;
}

const timeoutMs = 30_000;

/** Sends requests to a server by its base URL, over connections that are kept. */
export function createWire(baseUrl: string): Wire {
  const base = new URL(baseUrl);
  const secure = base.protocol === 'https:';
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const prefix = base.pathname.replace(/\/$/, '');
  return {
    send({ method, path, headers, body, chunked }) {
      const length: Record<string, string> = body !== undefined && !chunked ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
      return new Promise((resolve, reject) => {
        const options = {
          method,
          agent,
          path: prefix + path,
          host: base.hostname,
          port: base.port,
          headers: { ...headers, ...length },
          timeout: timeoutMs,
        };
        const outgoing = (secure ? httpsRequest : httpRequest)(options, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const received = Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
            resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(received), body: Buffer.concat(chunks) });
          });
        });
        outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
        outgoing.on('error', reject);
        outgoing.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

/** The request with this many bytes of blank space behind its body, which mean nothing in any media type of the contract. */
export function padded(request: WireRequest, bytes: number): WireRequest {
  const blank = request.headers['Content-Type'] === 'application/json' ? ' ' : '\n';
  return { ...request, body: Buffer.concat([Buffer.from(request.body ?? ''), Buffer.alloc(bytes, blank)]) };
}

/** The request with its body compressed. */
export function gzipped(request: WireRequest): WireRequest {
  return { ...request, headers: { ...request.headers, 'Content-Encoding': 'gzip' }, body: gzipSync(request.body ?? '') };
}

/** The command line that repeats a request; the key is left to the reader. */
export function curlOf(baseUrl: string, { method, path, headers, body }: WireRequest): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const shown = Object.entries(headers).map(
    ([name, value]) => `-H ${quote(`${name}: ${value.replaceAll(/tt_[a-z]_[0-9A-Za-z]{36}/g, '$TELLTALE_KEY')}`)}`,
  );
  const text = body?.toString('utf8') ?? '';
  const data = body === undefined ? [] : [`--data-raw ${quote(text.length > 2000 ? `${text.slice(0, 2000)}…` : text)}`];
  return ['curl -i', method === 'GET' ? '' : `-X ${method}`, ...shown, ...data, quote(baseUrl + path)]
    .filter((part) => part !== '')
    .join(' ');
}
