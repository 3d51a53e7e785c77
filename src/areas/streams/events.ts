import { hasMiswritten, numbersExact } from '../../domain/exact-json.ts';
import { formatTimestamp } from '../../domain/time.ts';
import type { LoggedRecord } from '../../store/store.ts';
import { shortRecord } from '../records/resource.ts';

// The lines of server-sent events (WHATWG HTML, section 9.2). JSON has no line breaks, so that each event has one line of data.

/** Why the server ends a stream. */
export type EndReason = 'bucket_not_found' | 'access_ended' | 'server_stopping';

/** How long a client waits until it comes again, in milliseconds. */
const retryMs = 2000;

/** The beginning of a stream. It has an id, though no event: a client that is cut off before the first one resumes from here. */
export const headBlock = (place: string): string => `retry: ${retryMs}\nid: ${place}\n\n`;

/** Shows that the stream is alive; it moves the id on past what was not told, such as deletions. */
export const heartbeat = (place: string): string => `: heartbeat\nid: ${place}\n\n`;

/** A record in the short form. */
export function recordEvent(record: LoggedRecord): string {
  const short = shortRecord(record);
  return `id: ${record.place}\ndata: ${hasMiswritten(short) ? numbersExact(short) : JSON.stringify(short)}\n\n`;
}

/** Some of what was written until a time, in Unix milliseconds, is no longer kept for streams. */
export const gapEvent = (lostUntil: number, place: string): string =>
  `event: gap\nid: ${place}\ndata: ${JSON.stringify({ lostUntil: formatTimestamp(lostUntil) })}\n\n`;

/** The last event of a stream that the server ends. */
export const endEvent = (reason: EndReason): string => `event: end\ndata: ${JSON.stringify({ reason })}\n\n`;
