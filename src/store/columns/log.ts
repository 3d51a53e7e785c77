import type { Knex } from 'knex';
import { BucketGone } from '../store.ts';
import { encodeCells } from './batch.ts';
import type { Cells } from './batch.ts';
import type { ShardState } from './marks.ts';
import type { ShardRef } from './shard.ts';
import { rowsOfShards } from './slots.ts';

/** Microseconds of the database's clock, at the start of the statement: what changes within one can't be in an UPDATE of a distributed table. */
export const clockNow = '(extract(epoch from statement_timestamp()) * 1000000)::bigint';

/**
 * Locks the shard until the transaction ends, and makes it if it is new: writes and deletions of a shard take turns, so that
 * what is committed later is later by `at` too.
 *
 * @throws BucketGone when the bucket was dropped
 */
export async function lockShard(db: Knex, shard: ShardRef): Promise<ShardState> {
  const found = await lockShardForDrop(db, shard);
  if (found.isDropped) throw new BucketGone(shard.bucketId);
  return found;
}

/** As `lockShard`, but undefined when nothing was ever written, or the bucket was dropped. */
export async function lockExistingShard(db: Knex, shard: ShardRef): Promise<ShardState | undefined> {
  const found = await selectForUpdate(db, shard);
  return found?.isDropped ? undefined : found;
}

/** As `lockShard`, whether the bucket was dropped or not. */
export async function lockShardForDrop(db: Knex, shard: ShardRef): Promise<ShardState> {
  const found = await selectForUpdate(db, shard);
  if (found) return found;
  await makeShard(db, shard);
  const made = await selectForUpdate(db, shard);
  if (!made) throw new Error(`the bucket ${shard.bucketId} has the shard of another one`);
  return made;
}

/** Makes the shard unless it is there. */
export async function makeShard(db: Knex, { shardId, organizationId, bucketId, span }: ShardRef): Promise<void> {
  await db.raw(
    `insert into ts_shard (shard_id, organization_id, bucket_id, span, made_at, last_at) values (?, ?, ?, ?, ${clockNow}, ${clockNow}) on conflict do nothing`,
    [shardId, organizationId, bucketId, span],
  );
}

async function selectForUpdate(db: Knex, { shardId, organizationId, bucketId }: ShardRef): Promise<ShardState | undefined> {
  const rows: [number | string, number | string, number, number | string, number | string, number, boolean, number][] = await db('ts_shard')
    .where({ shard_id: shardId, organization_id: organizationId, bucket_id: bucketId })
    .forUpdate()
    .select('made_at', 'last_at', 'series', 'deleted_at', 'changed_at', 'active', db.raw('dropped_at is not null'), 'slots')
    .options({ rowMode: 'array' });
  const [row] = rows;
  if (row === undefined) return undefined;
  const [madeAt, lastAt, greatest, deletedAt, changedAt, active, isDropped, slots] = row;
  return {
    madeAt: Number(madeAt),
    lastAt: Number(lastAt),
    greatest,
    deletedAt: Number(deletedAt),
    changedAt: Number(changedAt),
    active,
    isDropped,
    slots,
  };
}

/**
 * Appends a batch if the shard's last write is still `asOf`, in one statement. Answers its place in the order of writes, or
 * null when somebody else has written.
 */
export async function appendBatch(db: Knex, { shardId, organizationId }: ShardRef, cells: Cells, asOf: number): Promise<number | null> {
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < cells.count; i++) {
    const key = cells.keys[i] ?? 0;
    if (key < first) first = key;
    if (key > last) last = key;
  }
  const { rows }: { rows: { at: number | string }[] } = await db.raw(
    `with clock as (
       update ts_shard set last_at = greatest(last_at + 1, ${clockNow})
       where shard_id = :shardId and organization_id = :organizationId and last_at = :asOf
       returning last_at
     )
     insert into ts_batch (shard_id, at, organization_id, prev_at, n, t_min, t_max, data)
     select :shardId, last_at, :organizationId, :asOf, :count, :first, :last, :data from clock
     returning at`,
    { shardId, organizationId, asOf: String(asOf), count: cells.count, first: String(first), last: String(last), data: encodeCells(cells) },
  );
  return rows[0] === undefined ? null : Number(rows[0].at);
}

/** How many values of a bucket wait to be folded. */
export async function countUnfolded(db: Knex, shards: readonly ShardRef[]): Promise<number> {
  const rows: { n: number | string | null }[] = await rowsOfShards(db, 'ts_batch', shards).sum({ n: 'n' });
  return Number(rows[0]?.n ?? 0);
}
