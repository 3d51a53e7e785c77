import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** A client that takes nothing for so long is not waited for: what it reads from is held open. */
const stallMs = 60_000;

/**
 * Sends an answer as it is made: `begin` sends the head once the first chunk is there, so that an error until then is answered as
 * any other. The reader sets the pace. A failure after that breaks the connection off, so that nobody takes a part for the whole;
 * when the client goes away, the source is told to end.
 *
 * @throws what the source threw
 */
export async function sendStream(response: ServerResponse, source: AsyncIterable<string>, begin: () => void): Promise<void> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (response.destroyed) return void (await chunks.return?.());
  begin();
  response.setTimeout(stallMs, () => response.destroy());
  try {
    await pipeline(chained(first, chunks), response);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

async function* chained(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let chunk = first; !chunk.done; chunk = await rest.next()) yield chunk.value;
  } finally {
    await rest.return?.();
  }
}

/** The client went away, which is no failure of ours. */
const isGone = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET');
