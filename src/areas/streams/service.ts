import type { Context } from '../../domain/context.ts';
import { ApiError, invalid } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Followed } from '../../domain/streams.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { requireBucket } from '../buckets/service.ts';
import { endEvent, gapEvent, headBlock, heartbeat, recordEvent } from './events.ts';
import type { EndReason } from './events.ts';

/** So often a stream that has nothing to tell shows that it is alive, in milliseconds. */
export const heartbeatMs = 15_000;

/** Text goes out in pieces of about so many characters: more is not made before the client has taken it. */
const chunkLength = 65_536;

export interface StreamQuery {
  lastEventId?: string;
  /** The stream ends after so many records. */
  limit?: number;
}

/** The records of a bucket that are written from now on, or after an earlier event, as text that is made when it is asked for. */
export async function streamRecords(context: Context, bucketId: string, query: StreamQuery): Promise<AsyncIterable<string>> {
  const bucket = await requireBucket(context, bucketId);
  context.streams.requireRoom(bucket.organization_id);
  // Browsers repeat the URL with its parameters when they resume, so that the header is the newer one.
  const from = context.lastEventId ?? query.lastEventId;
  const place = await context.store.log.begin(context.db, bucketRef(bucket), from);
  if (place === null)
    throw invalid(
      context.lastEventId === undefined ? 'query.lastEventId' : 'header.Last-Event-ID',
      'is not the id of an event of this bucket',
    );
  return eventsFrom(context, bucket, place, query.limit ?? Number.POSITIVE_INFINITY);
}

async function* eventsFrom(context: Context, bucket: BucketRow, begun: string, limit: number): AsyncGenerator<string> {
  const followed = context.streams.open(context.db, bucketRef(bucket));
  try {
    yield headBlock(begun);
    yield* follow(context, bucket, followed, begun, limit);
  } finally {
    followed.close();
  }
}

async function* follow(context: Context, bucket: BucketRow, followed: Followed, begun: string, limit: number): AsyncGenerator<string> {
  const { clock, streams } = context;
  const signal = context.signal();
  let place = begun;
  let left = limit;
  let heardAt = clock.now();
  let seen: number | null = null;
  let principal = context.principal;
  while (!signal.aborted) {
    if (streams.isStopping) return yield endEvent('server_stopping');
    const checked = await recheck(context, bucket.id, principal);
    if (typeof checked === 'string') return yield endEvent(checked);
    principal = checked;
    if (seen === followed.generation) {
      if (clock.now() - heardAt >= heartbeatMs) {
        yield heartbeat(place);
        heardAt = clock.now();
      }
      await followed.change(seen, signal);
      continue;
    }
    const generation: number = followed.generation;
    const page = await followed.read(place);
    if (page === null) return yield endEvent('bucket_not_found');
    place = page.place;
    let text = page.lostUntil === null ? '' : gapEvent(page.lostUntil, place);
    for (const record of page.records) {
      text += recordEvent(record);
      streams.sent(1);
      if (--left === 0) return yield text;
      if (text.length < chunkLength) continue;
      yield text;
      text = '';
    }
    if (text !== '') {
      yield text;
      heardAt = clock.now();
    }
    seen = page.hasMore ? null : generation;
  }
}

/** Who calls, or why they are told nothing any more. */
async function recheck(context: Context, bucketId: string, known: Principal): Promise<Principal | EndReason> {
  try {
    const principal = await context.recheck();
    if (principal !== known) await requireBucket({ ...context, principal }, bucketId);
    return principal;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return 'bucket_not_found';
    if (error instanceof ApiError) return 'access_ended';
    throw error;
  }
}
