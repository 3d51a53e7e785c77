import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { BucketGone } from '../../src/store/store.ts';
import type { BucketRef } from '../../src/store/store.ts';
import { untilOneWaits } from '../support/database.ts';
import { columnsOf } from './support/columns.ts';
import { freshBucket } from './support/model.ts';
import { reading, useStore } from './support/store.ts';

const { store, database } = useStore();
const keyOf = ({ keyType }: BucketRef, n: number): number | string => (keyType === 'string' ? `key ${n}` : n);
const write = (bucket: BucketRef, n: number, db: Knex = database().db) => store.write(db, bucket, [reading(keyOf(bucket, n), { a: n })]);

/** All that the store has of a bucket, but for the mark that it is gone. */
async function leftOf({ bucketId }: BucketRef): Promise<number> {
  const { rows }: { rows: { n: number | string }[] } = await database().db.raw(
    `with shards as (select shard_id from ts_shard where bucket_id = :bucketId)
     select (select count(*) from points where bucket_id = :bucketId) + (select count(*) from ts_shard where bucket_id = :bucketId and dropped_at is null)
       + (select count(*) from ts_batch where shard_id in (select shard_id from shards))
       + (select count(*) from ts_series where shard_id in (select shard_id from shards)) as n`,
    { bucketId },
  );
  return Number(rows[0]?.n);
}

const buckets = (): BucketRef[] => [
  freshBucket(),
  freshBucket({ keyType: 'integer', retentionRecords: 5 }),
  freshBucket({ keyType: 'string' }),
  freshBucket({ keyType: 'string', retentionRecords: 5 }),
];

describe('a bucket that is dropped', () => {
  test.each(buckets())('takes no write that waited for the deletion, nor a later one: %o', async (bucket) => {
    for (let n = 0; n < 3; n++) await write(bucket, n);
    const deletion = await database().db.transaction();
    expect(await store.drop(deletion, bucket)).toBe(3);
    const waiting = write(bucket, 4);
    const refused = expect(waiting).rejects.toThrow(BucketGone);
    await untilOneWaits(database().db);
    await deletion.commit();
    await refused;
    await expect(write(bucket, 5)).rejects.toThrow(BucketGone);
    expect(await leftOf(bucket)).toBe(0);
  });

  test.each(buckets())('takes no first write either: %o', async (bucket) => {
    const deletion = await database().db.transaction();
    expect(await store.drop(deletion, bucket)).toBe(0);
    const refused = expect(write(bucket, 1)).rejects.toThrow(BucketGone);
    await untilOneWaits(database().db);
    await deletion.commit();
    await refused;
    expect(await leftOf(bucket)).toBe(0);
  });

  test.each(buckets())('takes a write again whose deletion was undone: %o', async (bucket) => {
    await write(bucket, 1);
    const deletion = await database().db.transaction();
    await store.drop(deletion, bucket);
    const waiting = write(bucket, 2);
    await untilOneWaits(database().db);
    await deletion.rollback();
    expect(await waiting).toEqual({ inserted: 1, updated: 0 });
    expect(await store.extent(database().db, bucket, 0, {})).toMatchObject({ points: 2 });
  });

  test.each(buckets())('loses what a transaction wrote before it: %o', async (bucket) => {
    const writing = await database().db.transaction();
    await write(bucket, 1, writing);
    const deletion = store.drop(database().db, bucket);
    await untilOneWaits(database().db);
    await writing.commit();
    expect(await deletion).toBe(1);
    expect(await leftOf(bucket)).toBe(0);
  });

  test('answers deletions and queries as an empty one, and columns as points', async () => {
    const bucket = freshBucket();
    await write(bucket, 1);
    expect(await store.drop(database().db, bucket)).toBe(1);
    expect(await store.drop(database().db, bucket)).toBe(0);
    expect(await store.deleteRange(database().db, bucket, {})).toBe(0);
    expect(await store.purge(database().db, bucket)).toBe(0);
    expect(await store.extent(database().db, bucket, 0, {})).toEqual({ points: 0 });
    await expect(store.writeColumns(database().db, bucket, columnsOf([reading(1, { a: 1 })], 'points'))).rejects.toThrow(BucketGone);
  });

  test('is forgotten by the background work after an hour', async () => {
    const { db } = database();
    const [young, old] = [freshBucket(), freshBucket()];
    for (const bucket of [young, old]) await store.drop(db, bucket);
    await db('ts_shard').where({ bucket_id: old.bucketId }).decrement('dropped_at', 3601e6);
    await store.maintainAll(db, 0);
    expect(await db('ts_shard').whereIn('bucket_id', [young.bucketId, old.bucketId]).pluck('bucket_id')).toEqual([young.bucketId]);
  });
});
