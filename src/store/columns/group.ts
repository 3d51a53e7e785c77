import type { Knex } from 'knex';
import type { BucketRef, Point, WriteResult } from '../store.ts';
import { requireKeys } from './cells.ts';
import { shardOf } from './shard.ts';
import { writeRequests } from './write.ts';
import type { WriterState } from './write.ts';

/** The most points that one commit gathers. One request may have more. */
const mostPoints = 50_000;

interface Waiting {
  points: readonly Point[];
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
export function createGroupWriter(state: WriterState): (db: Knex, bucket: BucketRef, points: readonly Point[]) => Promise<WriteResult> {
  const lines = new Map<string, Line>();

  async function empty(name: string, line: Line): Promise<void> {
    while (line.waiting.length > 0) {
      const group = takeGroup(line.waiting);
      try {
        const results = await writeRequests(
          state,
          line.db,
          line.bucket,
          group.map(({ points }) => points),
        );
        for (const [index, { done }] of group.entries()) done(results[index] ?? { inserted: 0, updated: 0 });
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    if (lines.get(name) === line) lines.delete(name);
  }

  return async (db, bucket, points) => {
    if (points.length === 0) return { inserted: 0, updated: 0 };
    requireKeys(points);
    if (db.isTransaction) {
      const [result] = await writeRequests(state, db, bucket, [points]);
      return result ?? { inserted: 0, updated: 0 };
    }
    const name = `${shardOf(bucket).shardId} ${bucket.retentionRecords}`;
    return new Promise((done, failed) => {
      const line = lines.get(name);
      if (line?.db === db) {
        line.waiting.push({ points, done, failed });
        return;
      }
      const own: Line = { db, bucket, waiting: [{ points, done, failed }] };
      if (line === undefined) lines.set(name, own);
      void empty(name, own);
    });
  };
}

/** The first requests that fit into one commit, taken out. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  let [count, total] = [0, 0];
  for (const { points } of waiting) {
    if (count > 0 && total + points.length > mostPoints) break;
    total += points.length;
    count++;
  }
  return waiting.splice(0, count);
}
