import type { Knex } from 'knex';
import { shardOf } from '../columns/shard.ts';
import { rowsOfShards, shardsOf } from '../columns/slots.ts';
import type { BucketRef } from '../store.ts';

/** How far a slot of a bucket has come. */
export interface Head {
  slot: number;
  madeAt: number;
  lastAt: number;
}

/** The heads of all slots, of which `expected` were there last; null when the bucket was dropped, or never written to. */
export async function readHeads(db: Knex, bucket: BucketRef, expected = 1): Promise<Head[] | null> {
  const rows: [number, number | string, number | string, number, boolean][] = await rowsOfShards(db, 'ts_shard', shardsOf(bucket, expected))
    .orderBy('slot')
    .select('slot', 'made_at', 'last_at', 'slots', db.raw('dropped_at is not null'))
    .options({ rowMode: 'array' });
  const [first] = rows;
  if (first === undefined || first[4]) return null;
  if (first[3] !== expected) return readHeads(db, bucket, first[3]);
  return rows.map(([slot, madeAt, lastAt]) => ({ slot, madeAt: Number(madeAt), lastAt: Number(lastAt) }));
}

/** `StoreLog.heads`: one statement for all buckets, and one for those with several slots. */
export async function readAllHeads(db: Knex, buckets: readonly BucketRef[]): Promise<Map<string, string | null>> {
  const states = await statesOf(
    db,
    buckets.map((bucket) => shardOf(bucket).shardId),
  );
  const slotsOf = (bucket: BucketRef): number => states.get(shardOf(bucket).shardId)?.slots ?? 1;
  const cut = buckets.filter((bucket) => slotsOf(bucket) > 1);
  const others = await statesOf(
    db,
    cut.flatMap((bucket) => shardsOf(bucket, slotsOf(bucket)).map(({ shardId }) => shardId)),
  );
  return new Map(
    buckets.map((bucket) => {
      const home = states.get(shardOf(bucket).shardId);
      if (home === undefined || home.isDropped) return [bucket.bucketId, null];
      if (home.slots === 1) return [bucket.bucketId, home.lastAt];
      return [
        bucket.bucketId,
        shardsOf(bucket, home.slots)
          .map(({ shardId }) => others.get(shardId)?.lastAt)
          .join(),
      ];
    }),
  );
}

interface State {
  lastAt: string;
  slots: number;
  isDropped: boolean;
}

async function statesOf(db: Knex, shardIds: readonly string[]): Promise<Map<string, State>> {
  if (shardIds.length === 0) return new Map();
  const rows: [string, number | string, number, boolean][] = await db('ts_shard')
    .whereIn('shard_id', shardIds)
    .select(db.raw('shard_id::text'), 'last_at', 'slots', db.raw('dropped_at is not null'))
    .options({ rowMode: 'array' });
  return new Map(rows.map(([shardId, lastAt, slots, isDropped]) => [shardId, { lastAt: String(lastAt), slots, isDropped }]));
}
