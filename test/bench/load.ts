import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** One request as it goes over the wire. */
export type WireRequest = string | Buffer;

/** A request with a key, and with a JSON body if there is one. */
export function wireRequest(method: string, path: string, key: string, body?: string): WireRequest {
  const content = body === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: ${key}\r\nAccept: */*\r\n${content}\r\n${body ?? ''}`;
}

export interface Load {
  /** Of each request, in milliseconds. */
  latenciesMs: number[];
  wallMs: number;
}

/** Connections that stay open. */
export interface Clients {
  /**
   * Sends `count` requests, one at a time on each connection. `requestOf` is given the request's number.
   *
   * @throws Error when an answer has another status than `status`
   */
  send(count: number, status: number, requestOf: (number: number) => WireRequest): Promise<Load>;
  close(): void;
}

/** Opens plain sockets: a client library would cost more than the server that is measured. */
export async function openClients(port: number, connections: number): Promise<Clients> {
  const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1').setNoDelay(true));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return {
    async send(count, status, requestOf) {
      const latenciesMs: number[] = [];
      let next = 0;
      const started = performance.now();
      await Promise.all(
        sockets.map(async (socket) => {
          while (next < count) {
            const sent = performance.now();
            socket.write(requestOf(next++));
            await answer(socket, status);
            latenciesMs.push(performance.now() - sent);
          }
        }),
      );
      return { latenciesMs, wallMs: performance.now() - started };
    },
    close: () => sockets.forEach((socket) => socket.destroy()),
  };
}

/** Waits for a whole answer. */
function answer(socket: Socket, status: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (error: Error | null): void => {
      socket.off('data', take).off('close', lose);
      if (error) reject(error);
      else resolve(text);
    };
    const lose = (): void => done(new Error('the server closed a connection'));
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = /\ncontent-length: *(\d+)/i.exec(text)?.[1];
      if (!text.startsWith(`HTTP/1.1 ${status} `) || length === undefined) done(new Error(`${status} expected, got ${text}`));
      else if (text.length >= end + 4 + Number(length)) done(null);
    };
    socket.on('data', take).on('close', lose);
  });
}
