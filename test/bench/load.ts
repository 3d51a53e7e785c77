import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** One request as it goes over the wire. */
export type WireRequest = string | Buffer;

/** A request with a key, and with a body if there is one. */
export function wireRequest(method: string, path: string, key: string, body?: string, type = 'application/json'): WireRequest {
  const content = body === undefined ? '' : `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
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
  /** Sends one request; answers the body as it came. */
  ask(status: number, request: WireRequest): Promise<Buffer>;
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
    async ask(status, request) {
      const [socket] = sockets;
      if (socket === undefined) throw new Error('there is no connection');
      socket.write(request);
      return answer(socket, status);
    },
    close: () => sockets.forEach((socket) => socket.destroy()),
  };
}

/** Waits for a whole answer, and gives its body. */
function answer(socket: Socket, status: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    let [bodyStart, end] = [-1, Infinity];
    const done = (error: Error | null): void => {
      socket.off('data', take).off('close', lose);
      if (error) reject(error);
      else resolve((chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).subarray(bodyStart));
    };
    const lose = (): void => done(new Error('the server closed a connection'));
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      received += chunk.length;
      if (bodyStart === -1) {
        // The head fits into the first chunk nearly always.
        const text = Buffer.concat(chunks).toString('latin1');
        const headEnd = text.indexOf('\r\n\r\n');
        if (headEnd === -1) return;
        bodyStart = headEnd + 4;
        end = bodyStart + Number(/\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd))?.[1] ?? (status === 204 ? 0 : NaN));
        if (!text.startsWith(`HTTP/1.1 ${status} `) || Number.isNaN(end)) {
          done(new Error(`${status} expected, got ${text.slice(0, 2000)}`));
          return;
        }
      }
      if (received >= end) done(null);
    };
    socket.on('data', take).on('close', lose);
  });
}
