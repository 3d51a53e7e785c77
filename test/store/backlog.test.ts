import { beforeEach, describe, expect, test } from 'vitest';
import type { BucketRef } from '../../src/store/store.ts';
import { freshBucket } from './support/model.ts';
import { reading, useStore } from './support/store.ts';

const { store, database, all } = useStore();
const day = 86_400_000;
const start = 20_000 * day;

beforeEach(async () => {
  for (const table of ['ts_batch', 'ts_part', 'ts_chunk', 'ts_deletion', 'ts_series', 'ts_shard']) await database().db(table).delete();
});

/** The unfolded batches of a bucket. */
const batchesOf = ({ bucketId }: BucketRef) =>
  database()
    .db('ts_batch')
    .whereIn('shard_id', database().db('ts_shard').where({ bucket_id: bucketId }).select('shard_id'));

const manyPoints = Array.from({ length: 40 }, (_, i) => reading(start + i, { a: i }));

describe('the work on all buckets', () => {
  test('goes on with the others when one fails', async () => {
    const [broken, sound] = [freshBucket(), freshBucket()];
    for (const bucket of [broken, sound]) await store.write(database().db, bucket, manyPoints);
    const kept: { data: Buffer }[] = await batchesOf(broken).select('data');
    await batchesOf(broken).update({ data: Buffer.from('nonsense') });
    const { folded, failures } = await store.maintainAll(database().db, start);
    expect(folded).toBe(40);
    expect(failures.map(({ work, bucketId }) => [work, bucketId])).toEqual([['fold', broken.bucketId]]);
    await batchesOf(broken).update({ data: kept[0]?.data });
    expect(await store.maintainAll(database().db, start)).toMatchObject({ folded: 40, failures: [] });
    for (const bucket of [broken, sound]) expect(await all(bucket)).toHaveLength(40);
  });

  test('leaves the rest for later when nearly all fail', async () => {
    for (let count = 0; count < 12; count++) await store.write(database().db, freshBucket(), manyPoints);
    await database()
      .db('ts_batch')
      .update({ data: Buffer.from('nonsense') });
    expect((await store.maintainAll(database().db, start)).failures).toHaveLength(10);
  });
});

describe('the backlog', () => {
  test('of nothing is nothing', async () => {
    const nothing = { values: 0, batches: 0, oldestSeconds: 0, lagSeconds: 0, fullest: null, openParts: 0, closedParts: 0 };
    expect(await store.backlog(database().db, start)).toEqual({ ...nothing, maxUnfolded: 5_000_000 });
  });

  test('tells how much waits, since when, and where the most', async () => {
    const [old, large] = [freshBucket(), freshBucket()];
    await store.write(database().db, old, [reading(start, { a: 1 })]);
    for (const key of [1, 2]) await store.write(database().db, large, [reading(start + key, { a: 1, b: 2 })]);
    await batchesOf(old).decrement('at', 1_000_000_000);
    const waiting = await store.backlog(database().db, start);
    expect(waiting).toMatchObject({
      values: 5,
      batches: 3,
      fullest: { bucketId: large.bucketId, values: 4 },
      openParts: 0,
      closedParts: 0,
    });
    expect(waiting.oldestSeconds).toBeGreaterThan(1000);
    expect(waiting.oldestSeconds).toBeLessThan(1200);
    expect(waiting.lagSeconds).toBeCloseTo(waiting.oldestSeconds - 600, 5);
    await store.maintainAll(database().db, start);
    expect(await store.backlog(database().db, start)).toMatchObject({ values: 4, lagSeconds: 0, openParts: 1, closedParts: 0 });
    expect(await store.backlog(database().db, start + 2 * day)).toMatchObject({ openParts: 0, closedParts: 1 });
  });
});
