import type { Knex } from 'knex';
import type { BucketRef, WriteResult } from '../store.ts';
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
 * the order of their arrival; each is answered after it. In the caller's transaction a write goes alone.
 */
export function createGroupWriter(state: WriterState): (db: Knex, bucket: BucketRef, request: WriteRequest) => Promise<WriteResult> {
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
        for (const [index, { done, failed }] of group.entries()) {
          const outcome = outcomes[index] ?? nothing;
          if (outcome instanceof Error) failed(outcome);
          else done(outcome);
        }
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    if (lines.get(name) === line) lines.delete(name);
  }

  return async (db, bucket, request) => {
    if (request.count === 0) return nothing;
    if (db.isTransaction) {
      const [outcome = nothing] = await writeRequests(state, db, bucket, [request]);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
    const name = `${shardOf(bucket).shardId} ${bucket.retentionRecords}`;
    return new Promise((done, failed) => {
      const line = lines.get(name);
      if (line?.db === db) {
        line.waiting.push({ request, done, failed });
        return;
      }
      const own: Line = { db, bucket, waiting: [{ request, done, failed }] };
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
