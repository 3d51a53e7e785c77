import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { createGunzip, createInflate, gunzip, inflate } from 'node:zlib';
import { ApiError, invalid } from '../../domain/errors.ts';
import { createGathering } from './gather.ts';

/** The encodings of bodies that every operation takes; x-gzip is an old name of gzip, deflate is the zlib format of RFC 9110. */
export const contentEncodings = ['gzip', 'deflate', 'identity'] as const;

const decoders = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate), identity: null };

export type ContentEncoding = keyof typeof decoders;

export const isContentEncoding = (name: string): name is ContentEncoding => Object.hasOwn(decoders, name);

/** Pieces in which a body is inflated: few enough for large ones, small enough for the many small. */
const mostPiece = 256 * 1024;

/**
 * Reads a request's body and undoes its encoding. Neither the bytes on the wire nor the decoded ones may be more than
 * `limit`; inflating stops there.
 *
 * @throws ApiError 413 over the limit, 400 when the client ends it early or the encoding is broken
 */
export async function readBody(request: IncomingMessage, limit: number, encoding: ContentEncoding): Promise<Buffer> {
  const bytes = await readRaw(request, limit);
  const decode = decoders[encoding];
  if (decode === null) return bytes;
  try {
    const chunkSize = Math.min(mostPiece, Math.max(1024, bytes.length * 4));
    return bytes.length < largeBytes
      ? await decode(bytes, { maxOutputLength: limit, chunkSize })
      : await decodeLarge(bytes, encoding, limit);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit);
    if (typeof code !== 'string' || !code.startsWith('Z_')) throw error;
    throw invalid('body', `is not the ${encoding} that Content-Encoding says: ${error instanceof Error ? error.message : code}`);
  }
}

/** Compressed bytes that may be so many that putting them together at the end would take long. */
const largeBytes = 16 * 1024;

function decodeLarge(bytes: Buffer, encoding: ContentEncoding, limit: number): Promise<Buffer> {
  const options = { chunkSize: mostPiece };
  const decoder = encoding === 'deflate' ? createInflate(options) : createGunzip(options);
  const body = createGathering(undefined);
  let size = 0;
  return new Promise((resolve, reject) => {
    decoder.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > limit) decoder.destroy(tooLarge(limit));
      else body.add(piece);
    });
    decoder.once('end', () => resolve(body.finish())).once('error', reject);
    decoder.end(bytes);
  });
}

/** The bytes on the wire. Node sees to it that there are as many as `Content-Length` says. */
function readRaw(request: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = request.headers['content-length'];
  if (declared !== undefined && Number(declared) > limit) return Promise.reject(tooLarge(limit));
  // Where nothing was announced, Node made a stream that has ended already.
  if (request.readableEnded) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const body = createGathering(declared === undefined ? undefined : Number(declared));
    let received = 0;
    const take = (chunk: Buffer): void => {
      received += chunk.length;
      if (received <= limit) return body.add(chunk);
      // What still comes is read by nobody, until Node has sent the answer.
      request.off('data', take).pause();
      reject(tooLarge(limit));
    };
    const lose = (): void => {
      if (!request.readableEnded) reject(invalid('body', 'ended before it was complete'));
    };
    request.on('data', take).once('end', () => resolve(body.finish()));
    request.once('error', lose).once('close', lose);
  });
}

const tooLarge = (limit: number) =>
  new ApiError('payload_too_large', [{ location: 'body', message: `must have at most ${limit} bytes, also when it is decoded` }]);
