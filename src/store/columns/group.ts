import type { Knex } from 'knex';
import type { Beside, BucketRef, WriteResult } from '../store.ts';
import type { WriteRequest } from './request.ts';
import { shardOf } from './shard.ts';
import type { WriterState } from './append.ts';
import { writeRequests } from './write.ts';

/** The most values that one commit gathers. One request may have more. */
const mostValues = 50_000;

const nothing: WriteResult = { inserted: 0, updated: 0 };

interface Waiting {
  request: WriteRequest;
  done(result: WriteResult): void;
  failed(error: unknown): void;
}

interface Line {
  db: Knex;
  bucket: BucketRef;
  waiting: Waiting[];
}

/**
 * `Store.write` on columns. While a commit of a bucket is under way, other requests for it gather and go out as one commit, in
 * the order of their arrival; each is answered after it, but that with something beside it before. In the caller's transaction a write goes
 * alone.
 */
export function createGroupWriter(
  state: WriterState,
): (db: Knex, bucket: BucketRef, request: WriteRequest, beside?: Beside) => Promise<WriteResult> {
  const lines = new Map<string, Line>();

  async function empty(name: string, line: Line): Promise<void> {
    while (line.waiting.length > 0) {
      const group = takeGroup(line.waiting);
      try {
        const outcomes = await writeRequests(
          state,
          line.db,
          line.bucket,
          group.map(({ request }) => request),
        );
        for (const [index, { request, done, failed }] of group.entries()) {
          const outcome = outcomes[index] ?? nothing;
          if (outcome instanceof Error) failed(outcome);
          else done(outcome);
          request.beside?.settled(outcome instanceof Error ? outcome : undefined);
        }
      } catch (error) {
        for (const { request, failed } of group) {
          failed(error);
          request.beside?.settled(error);
        }
      }
    }
    if (lines.get(name) === line) lines.delete(name);
  }

  return async (db, bucket, request, beside) => {
    if (request.count === 0) {
      if (beside !== undefined) throw new TypeError('a write of nothing has nothing beside it');
      return nothing;
    }
    if (db.isTransaction) {
      if (beside !== undefined) throw new TypeError("in the caller's transaction there is nothing beside a write");
      const [outcome = nothing] = await writeRequests(state, db, bucket, [request]);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
    const name = `${shardOf(bucket).shardId} ${bucket.retentionRecords}`;
    return new Promise((done, failed) => {
      const line = lines.get(name);
      const waiting = { request: beside ? { ...request, beside, made: done } : request, done, failed };
      if (line?.db === db) {
        line.waiting.push(waiting);
        return;
      }
      const own: Line = { db, bucket, waiting: [waiting] };
      if (line === undefined) lines.set(name, own);
      void empty(name, own);
    });
  };
}

/** The first requests that fit into one commit, taken out. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  let [count, total] = [0, 0];
  for (const { request } of waiting) {
    if (count > 0 && total + request.count > mostValues) break;
    total += request.count;
    count++;
  }
  return waiting.splice(0, count);
}
