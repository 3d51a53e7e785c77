import type { Knex } from 'knex';
import type { BucketRef } from '../store.ts';
import { purge } from './deletion.ts';
import { clockNow, lockShardForDrop } from './log.ts';
import type { Names } from './reader.ts';
import { inTransaction, shardOf } from './shard.ts';

/** How long a dropped shard is kept: longer than any request that may have seen its bucket. */
const keptSeconds = 3600;

/** `Store.drop` on columns. The shard stays as a mark, made if there is none: nothing is written to the bucket any more. */
export function drop(db: Knex, names: Names, bucket: BucketRef): Promise<number> {
  const shard = shardOf(bucket);
  const own = { shard_id: shard.shardId, organization_id: shard.organizationId };
  return inTransaction(db, async (transaction) => {
    if ((await lockShardForDrop(transaction, shard)).isDropped) return 0;
    const points = await purge(transaction, names, bucket);
    await transaction('ts_series').where(own).del();
    await markDropped(transaction, bucket);
    return points;
  });
}

/** Marks the locked shard of a bucket. */
export async function markDropped(db: Knex, bucket: BucketRef): Promise<void> {
  const shard = shardOf(bucket);
  await db('ts_shard')
    .where({ shard_id: shard.shardId, organization_id: shard.organizationId })
    .update({ dropped_at: db.raw(clockNow), series: 0, active: 0 });
}

/** Removes the marks of buckets that have been gone for long. */
export async function forgetDropped(db: Knex): Promise<void> {
  await db('ts_shard').whereRaw(`dropped_at < ${clockNow} - cast(? as bigint) * 1000000`, [keptSeconds]).del();
}
