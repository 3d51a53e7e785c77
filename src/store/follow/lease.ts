import type { Knex } from 'knex';
import { nextAt } from '../columns/deletion.ts';
import { clockNow, lockShard, makeShard } from '../columns/log.ts';
import { shardOf } from '../columns/shard.ts';
import type { ShardRef } from '../columns/shard.ts';
import { BucketGone } from '../store.ts';
import type { BucketRef } from '../store.ts';
import { leftOf, noteLoss, own } from './keep.ts';

/** How long a bucket stays followed after it was last asked for, in microseconds. */
const leaseOf = (keptMs: number): string => String(Math.ceil(keptMs * 1000));

/**
 * Has the writes of a bucket kept for those who follow it, from now on and until so long after the last call of this. What a
 * reader finds once this has returned lacks no later write.
 *
 * @throws BucketGone
 */
export async function follow(db: Knex, bucket: BucketRef, keptMs: number): Promise<void> {
  const shard = shardOf(bucket);
  for (;;) {
    const lease = await leftOf(db, shard);
    if (lease?.isGone) throw new BucketGone(bucket.bucketId);
    if (lease === null) await makeShard(db, shard);
    else if (lease.left > keptMs * 750) return;
    else if (bucket.keyType === 'string') return followRows(db, shard, keptMs);
    else {
      await extend(db, shard, keptMs);
      return;
    }
  }
}

async function extend(db: Knex, shard: ShardRef, keptMs: number): Promise<void> {
  await db('ts_shard')
    .where(own(shard))
    .whereNull('dropped_at')
    .update({ followed_until: db.raw(`${clockNow} + cast(? as bigint)`, [leaseOf(keptMs)]) });
}

/** Rows are logged only while they are followed. The lock waits for writers who do not know of it yet. */
async function followRows(db: Knex, shard: ShardRef, keptMs: number): Promise<void> {
  await db.transaction(async (transaction) => {
    await lockShard(transaction, shard);
    const lease = await leftOf(transaction, shard);
    if (lease !== null && lease.left <= 0) await noteLoss(transaction, shard, await nextAt(transaction, shard));
    await extend(transaction, shard, keptMs);
  });
}
