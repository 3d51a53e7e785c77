import type { Knex } from 'knex';
import { clockNow } from '../columns/log.ts';
import { shardOf } from '../columns/shard.ts';
import type { ShardRef } from '../columns/shard.ts';

export const own = ({ shardId, organizationId }: ShardRef) => ({ shard_id: shardId, organization_id: organizationId });

/** For how many microseconds the bucket will still be followed, and whether it ever was; null when there is no shard yet. */
export async function leftOf(db: Knex, shard: ShardRef): Promise<{ left: number; isGone: boolean; wasFollowed: boolean } | null> {
  const row: { left: number | string; gone: boolean; known: boolean } | undefined = await db('ts_shard')
    .where(own(shard))
    .first(
      db.raw(`followed_until - ${clockNow} as "left"`),
      db.raw('dropped_at is not null as gone'),
      db.raw('followed_until > 0 as known'),
    );
  return row === undefined ? null : { left: Number(row.left), isGone: row.gone, wasFollowed: row.known };
}

/** Notes that the log says nothing any more of writes up to `at`. */
export async function noteLoss(
  db: Knex,
  { shardId, organizationId }: Pick<ShardRef, 'shardId' | 'organizationId'>,
  at: number,
): Promise<void> {
  await db.raw(
    `insert into ts_replay_lost as l (shard_id, organization_id, lost_at) values (?, ?, ?)
     on conflict (shard_id) do update set lost_at = greatest(l.lost_at, excluded.lost_at)`,
    [shardId, organizationId, String(at)],
  );
}

/** Keeps the batches up to `at`, which are about to go, if the bucket is followed; else notes that they are lost. */
export async function keepBatches(db: Knex, shard: ShardRef, at: number): Promise<void> {
  const lease = await leftOf(db, homeOf(shard));
  if (!lease?.wasFollowed) return;
  if (lease.left <= 0) return noteLoss(db, shard, at);
  await db.raw(
    `insert into ts_replay (shard_id, at, organization_id, n, data)
     select shard_id, at, organization_id, n, data from ts_batch where shard_id = ? and organization_id = ? and at <= ?`,
    [shard.shardId, shard.organizationId, String(at)],
  );
}

/** The first shard of the bucket, which alone knows whether it is followed. */
function homeOf({ organizationId, bucketId }: ShardRef): ShardRef {
  return shardOf({ organizationId, bucketId, keyType: 'integer', retentionDays: null, retentionRecords: null });
}
