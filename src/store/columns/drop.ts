import type { Knex } from 'knex';
import type { BucketRef } from '../store.ts';
import { purge } from './deletion.ts';
import { clockNow, lockShardForDrop } from './log.ts';
import type { Names } from './reader.ts';
import { inTransaction, shardOf } from './shard.ts';
import type { ShardRef } from './shard.ts';
import { shardsOf } from './slots.ts';

/** How long a dropped shard is kept: longer than any request that may have seen its bucket. */
const keptSeconds = 3600;

/** `Store.drop` on columns. The shards stay as marks, one is made if there is none: nothing is written to the bucket any more. */
export function drop(db: Knex, names: Names, bucket: BucketRef): Promise<number> {
  return inTransaction(db, async (transaction) => {
    const { isDropped, slots } = await lockShardForDrop(transaction, shardOf(bucket));
    if (isDropped) return 0;
    const points = await purge(transaction, names, bucket);
    for (const shard of shardsOf(bucket, slots)) {
      await transaction('ts_series').where({ shard_id: shard.shardId, organization_id: shard.organizationId }).del();
      await markDropped(transaction, shard);
    }
    return points;
  });
}

/** Marks a locked shard. */
export async function markDropped(db: Knex, { shardId, organizationId }: ShardRef): Promise<void> {
  await db('ts_shard')
    .where({ shard_id: shardId, organization_id: organizationId })
    .update({ dropped_at: db.raw(clockNow), series: 0, active: 0 });
  await db('ts_replay_lost').where({ shard_id: shardId, organization_id: organizationId }).del();
}

/** Removes the marks of buckets that have been gone for long. */
export async function forgetDropped(db: Knex): Promise<void> {
  const rows: { shard_id: string; organization_id: string }[] = await db('ts_shard')
    .whereRaw(`dropped_at < ${clockNow} - cast(? as bigint) * 1000000`, [keptSeconds])
    .select(db.raw('shard_id::text as shard_id'), 'organization_id');
  for (const row of rows) await db('ts_shard').where(row).whereNotNull('dropped_at').del();
}
