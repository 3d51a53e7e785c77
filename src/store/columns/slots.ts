import type { Knex } from 'knex';
import type { BucketRef } from '../store.ts';
import { shardOf } from './shard.ts';
import type { ShardRef } from './shard.ts';

/** From how many series on a bucket is cut into slots, and into how many. */
export interface Slotting {
  above: number;
  slots: number;
}

/** How a bucket that was cut into slots is laid out. Each slot is a shard; all of a source is in one. It never changes again. */
export interface Layout {
  /** When the first slot was made. */
  madeAt: number;
  slots: number;
  /** Sources that were there before: they stay in the first slot, as numbered series do. */
  settled: ReadonlySet<string>;
}

/** The slot of a source: new ones are spread by their ids. */
export function slotOf({ slots, settled }: Layout, sourceId: string): number {
  return sourceId === '' || settled.has(sourceId) ? 0 : hashOf(sourceId) % slots;
}

/** FNV-1a of 32 bits, over the UTF-16 units. It decides where points are, so that it must never change. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The shards of a bucket that has so many slots, in their order. */
export function shardsOf(bucket: BucketRef, slots: number): ShardRef[] {
  return Array.from({ length: slots }, (_, slot) => shardOf(bucket, slot));
}

/** The rows of some shards of one bucket. */
export function rowsOfShards(db: Knex, table: string, shards: readonly ShardRef[]): Knex.QueryBuilder {
  const [first] = shards;
  const rows = db(table).where({ organization_id: first?.organizationId ?? '' });
  // One shard is named as one, so that a distributed database asks one node only.
  if (first !== undefined && shards.length === 1) return rows.where({ shard_id: first.shardId });
  return rows.whereIn(
    'shard_id',
    shards.map(({ shardId }) => shardId),
  );
}

/** The shards of a bucket, as the database has them. */
export async function findShards(db: Knex, bucket: BucketRef): Promise<ShardRef[]> {
  const { shardId, organizationId } = shardOf(bucket);
  const row: { slots: number } | undefined = await db('ts_shard')
    .where({ shard_id: shardId, organization_id: organizationId })
    .first('slots');
  return shardsOf(bucket, row?.slots ?? 1);
}

/** Cuts a bucket, made at `madeAt`, into slots. Only under the lock of its first shard. */
export async function cutIntoSlots(db: Knex, bucket: BucketRef, madeAt: number, slots: number): Promise<void> {
  const [first, ...others] = shardsOf(bucket, slots);
  if (first === undefined) return;
  await rowsOfShards(db, 'ts_shard', [first]).update({ slots });
  for (const { shardId, organizationId, bucketId, span, slot } of others) {
    await db.raw('insert into ts_shard (shard_id, organization_id, bucket_id, span, made_at, last_at, slot) values (?, ?, ?, ?, ?, ?, ?)', [
      shardId,
      organizationId,
      bucketId,
      span,
      String(madeAt),
      String(madeAt),
      slot,
    ]);
  }
}
