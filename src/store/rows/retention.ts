import type { Knex } from 'knex';
import type { BucketRef } from '../store.ts';
import { deleteRows } from './delete.ts';
import { expiry, keyColumn, rowsOf } from './table.ts';

/** Makes the writers of a bucket with a limit of records take turns until their transactions end, so that each sees the others' keys. */
export async function lockBucket(transaction: Knex.Transaction, { organizationId, bucketId }: BucketRef): Promise<void> {
  await transaction.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`points ${organizationId} ${bucketId}`]);
}

/** Deletes the keys older than the newest `retentionRecords` (at least 1); answers how many points went. */
export async function enforceRecordLimit(db: Knex, bucket: BucketRef): Promise<number> {
  if (bucket.retentionRecords === null) return 0;
  const { name } = keyColumn(bucket.keyType);
  const oldestKept = rowsOf(db, bucket, {})
    .distinct(name)
    .orderBy(name, 'desc')
    .offset(bucket.retentionRecords - 1)
    .limit(1);
  return deleteRows(db, bucket, {}, (query) => query.where(name, '<', oldestKept));
}

/** `Store.sweep` on the table `points`. */
export async function sweepPoints(db: Knex, bucket: BucketRef, now: number): Promise<number> {
  const expired = expiry(bucket, now);
  const old = expired === null ? 0 : await rowsOf(db, bucket, { to: expired }).del();
  if (bucket.retentionRecords === null) return old;
  const surplus = await db.transaction(async (transaction) => {
    await lockBucket(transaction, bucket);
    return enforceRecordLimit(transaction, bucket);
  });
  return old + surplus;
}
