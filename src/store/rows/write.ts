import type { Knex } from 'knex';
import { nextAt } from '../columns/deletion.ts';
import { clockNow, lockShard } from '../columns/log.ts';
import { inTransaction, shardOf } from '../columns/shard.ts';
import { logPoints } from '../follow/rows.ts';
import { mergePoints } from './merge.ts';
import type { WritePoint } from './merge.ts';
import { enforceRecordLimit, lockBucket } from './retention.ts';
import type { BucketRef, Point, WriteResult } from '../store.ts';
import { keyColumn } from './table.ts';

/** `Store.write` on the table `points`. */
export async function writePoints(db: Knex, bucket: BucketRef, points: readonly Point[]): Promise<WriteResult> {
  if (points.length === 0) return { inserted: 0, updated: 0 };
  const merged = mergePoints(points);
  if (bucket.retentionRecords === null) return upsertIfThere(db, bucket, merged);
  return db.transaction(async (transaction) => {
    await lockBucket(transaction, bucket);
    const result = await upsertIfThere(transaction, bucket, merged);
    await enforceRecordLimit(transaction, bucket);
    return result;
  });
}

/** @throws BucketGone after the bucket was dropped */
async function upsertIfThere(db: Knex, bucket: BucketRef, points: readonly WritePoint[]): Promise<WriteResult> {
  const result = await upsert(db, bucket, points);
  if (result.inserted + result.updated > 0) return result;
  // The first write of the bucket, one after its end, or one that somebody follows.
  return inTransaction(db, async (transaction) => {
    const shard = shardOf(bucket);
    await lockShard(transaction, shard);
    const written = await upsert(transaction, bucket, points, true);
    await logPoints(transaction, shard, bucket, await nextAt(transaction, shard), points);
    return written;
  });
}

/**
 * Writes if the bucket has a shard, was not dropped and is not followed; the shard's lock, which writers share, keeps it so. With
 * `isLocked` the caller has seen to that.
 */
async function upsert(db: Knex, bucket: BucketRef, points: readonly WritePoint[], isLocked = false): Promise<WriteResult> {
  const key = keyColumn(bucket.keyType);
  const { rows }: { rows: { inserted: number | string; updated: number | string }[] } = await db.raw(
    `with shard as (
       select 1 from ts_shard where shard_id = ? and organization_id = ? and dropped_at is null and (? or followed_until < ${clockNow}) for share
     ), written as (
       insert into points as p (organization_id, bucket_id, source_id, ${key.name}, "values", metadata)
       select ?::text, ?::text, source_id, key, "values"::jsonb, nullif(metadata, '')::jsonb
       from unnest(?::text[], ?::${key.type}[], ?::text[], ?::text[]) as batch (source_id, key, "values", metadata), shard
       on conflict (organization_id, bucket_id, key_number, key_text, source_id) do update
       set "values" = p."values" || excluded."values", metadata = coalesce(excluded.metadata, p.metadata)
       -- xmax is 0 in a new row and the lock of this statement in one that was there.
       returning (p.xmax = 0) as is_new
     )
     select count(*) filter (where is_new) as inserted, count(*) filter (where not is_new) as updated from written`,
    [
      shardOf(bucket).shardId,
      bucket.organizationId,
      isLocked,
      bucket.organizationId,
      bucket.bucketId,
      points.map((point) => point.sourceId),
      points.map((point) => String(point.key)),
      points.map((point) => JSON.stringify(point.values)),
      points.map((point) => (point.metadata === undefined ? '' : JSON.stringify(point.metadata))),
    ],
  );
  return { inserted: Number(rows[0]?.inserted), updated: Number(rows[0]?.updated) };
}
