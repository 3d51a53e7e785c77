import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { entityTag, names } from '../../domain/entity-tag.ts';

const compress = promisify(gzip);
/** Smaller ones fit into one packet anyway. */
const leastCompressed = 1400;

/** A page or a file, ready to be sent as often as it is asked for. */
export interface File {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Strong entity tag of the uncompressed bytes. */
  tag: string;
  /** The compressed bytes, made when they are first asked for; null where compression gains nothing. */
  compressed: (() => Promise<Buffer>) | null;
}

/** How long a client may use what it has: ask each time, never ask again, or keep nothing. */
export type Caching = 'ask' | 'forever' | 'never';

const cacheControl: Readonly<Record<Caching, string>> = {
  ask: 'no-cache',
  forever: 'public, max-age=31536000, immutable',
  never: 'no-store',
};

export interface FileOptions {
  type: string;
  caching?: Caching;
  status?: number;
  /** The policy of pages; other files need none. */
  policy?: string;
}

/** Makes a file of its content. */
export function fileOf(content: string | Buffer, { type, caching = 'ask', status = 200, policy }: FileOptions): File {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(content);
  let compressing: Promise<Buffer> | undefined;
  const isText = /^text\/|json|yaml|javascript|svg/.test(type);
  return {
    status,
    headers: {
      'Content-Type': type,
      'Cache-Control': cacheControl[caching],
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      ...(policy === undefined ? {} : { 'Content-Security-Policy': policy }),
    },
    body,
    tag: entityTag(body.toString('latin1')),
    compressed: isText && body.length >= leastCompressed ? () => (compressing ??= compress(body)) : null,
  };
}

/** Sends a file, compressed if the client takes that; 304 when it has it already. */
export async function sendFile(request: Request, response: Response, file: File, headers: Readonly<Record<string, string>>): Promise<void> {
  const compressed = file.compressed !== null && request.acceptsEncodings(['gzip', 'identity']) === 'gzip' ? await file.compressed() : null;
  const tag = compressed === null ? file.tag : file.tag.replace(/"$/, '.gzip"');
  const all = { ...headers, ...file.headers, ETag: tag, ...(file.compressed === null ? {} : { Vary: 'Accept-Encoding' }) };
  const known = request.headers['if-none-match'];
  if (file.status === 200 && known !== undefined && names(known, tag, true)) {
    response.writeHead(304, all).end();
    return;
  }
  const body = compressed ?? file.body;
  const encoding: Record<string, string> = compressed === null ? {} : { 'Content-Encoding': 'gzip' };
  response.writeHead(file.status, { ...all, ...encoding, 'Content-Length': body.length }).end(body);
}
