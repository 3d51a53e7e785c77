import { describe, expect, test } from 'vitest';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

const { store, database, all } = useStore();
const day = 86_400_000;
const now = Date.parse('2026-05-01T12:00:00Z');

describe('retentionDays', () => {
  const keys = [now - 9 * day, now - 7 * day - 1, now - 7 * day, now - day, now + day];

  async function filled(days: number | null) {
    const bucket = freshBucket({ retentionDays: days });
    await store.write(
      database().db,
      bucket,
      keys.map((key) => reading(key, { a: 1 })),
    );
    return bucket;
  }

  test('hides what has expired from every read at once', async () => {
    const bucket = await filled(7);
    const visible = keys.slice(2);
    expect((await all(bucket, now)).map((point) => point.key)).toEqual(visible);
    expect((await store.records(database().db, bucket, now, {}, whole)).rows.map((record) => record.key)).toEqual(visible);
    expect(await store.extent(database().db, bucket, now, {})).toEqual({ points: 3, first: visible[0], last: visible[2] });
    const counted = await store.aggregate(database().db, bucket, now, { aggregation: 'count', fill: 'none' }, whole);
    expect(counted.rows).toEqual([{ sourceId: reading(0, {}).sourceId, key: visible[0], values: { a: 3 } }]);
    expect((await store.points(database().db, bucket, now, { from: 0 }, whole)).rows).toHaveLength(3);
  });

  test('moves with the clock, and expired points are there until the sweep', async () => {
    const bucket = await filled(7);
    expect(await all(bucket, now - day)).toHaveLength(4);
    expect(await all(bucket, now + 100 * day)).toHaveLength(0);
    expect(await store.sweep(database().db, bucket, now)).toBe(2);
    expect(await store.sweep(database().db, bucket, now)).toBe(0);
    expect(await all(bucket, 0)).toHaveLength(3);
  });

  test('does nothing when it is not set, or keys are no times', async () => {
    const bucket = await filled(null);
    expect(await store.sweep(database().db, bucket, now)).toBe(0);
    expect(await all(bucket, now)).toHaveLength(5);
    const integers = freshBucket({ keyType: 'integer', retentionDays: 1 });
    await store.write(database().db, integers, [reading(1, { a: 1 })]);
    expect(await store.sweep(database().db, integers, now)).toBe(0);
    expect(await all(integers, now)).toHaveLength(1);
  });
});

describe('retentionRecords', () => {
  test.each(['timestamp', 'integer', 'string'] as const)('keeps the newest %s keys with all their points', async (keyType) => {
    const key = (number: number): number | string => (keyType === 'string' ? `key ${number}` : number);
    const bucket = freshBucket({ keyType, retentionRecords: 3 });
    const result = await store.write(
      database().db,
      bucket,
      [5, 1, 4, 2].map((number) => reading(key(number), { a: 1 })),
    );
    expect(result).toEqual({ inserted: 4, updated: 0 });
    expect((await all(bucket)).map((point) => point.key)).toEqual([2, 4, 5].map(key));
    const late = [
      [2, other],
      [4, other],
      [6, sensor],
      [6, other],
    ] as const;
    await store.write(
      database().db,
      bucket,
      late.map(([number, source]) => reading(key(number), { a: 1 }, source)),
    );
    expect((await all(bucket)).map((point) => point.key)).toEqual([4, 4, 5, 6, 6].map(key));
  });

  test('a key older than those that are kept goes in the call that wrote it', async () => {
    const bucket = freshBucket({ retentionRecords: 2 });
    await store.write(database().db, bucket, [reading(10, { a: 1 }), reading(11, { a: 1 })]);
    expect(await store.write(database().db, bucket, [reading(9, { a: 1 })])).toEqual({ inserted: 1, updated: 0 });
    expect((await all(bucket)).map((point) => point.key)).toEqual([10, 11]);
  });

  test('a lowered limit takes effect at the next sweep', async () => {
    const bucket = freshBucket();
    await store.write(
      database().db,
      bucket,
      Array.from({ length: 10 }, (_, key) => reading(key, { a: 1 })),
    );
    expect(await store.sweep(database().db, { ...bucket, retentionRecords: 4 }, now)).toBe(6);
    expect((await all(bucket)).map((point) => point.key)).toEqual([6, 7, 8, 9]);
  });

  test('writers at the same time leave exactly as many', async () => {
    const bucket = freshBucket({ retentionRecords: 20 });
    const batches = Array.from({ length: 8 }, (_, writer) => Array.from({ length: 10 }, (_, i) => reading(writer + i * 8, { a: 1 })));
    await Promise.all(batches.map((batch) => store.write(database().db, bucket, batch)));
    expect((await all(bucket)).map((point) => point.key)).toEqual(Array.from({ length: 20 }, (_, i) => 60 + i));
  });

  test('works within the transaction of the caller', async () => {
    const bucket = freshBucket({ retentionRecords: 1 });
    await database().db.transaction(async (transaction) => {
      await store.write(transaction, bucket, [reading(1, { a: 1 }), reading(2, { a: 1 })]);
      await store.write(transaction, bucket, [reading(3, { a: 1 })]);
    });
    expect((await all(bucket)).map((point) => point.key)).toEqual([3]);
  });

  test('both limits at once: the sweep counts each point once', async () => {
    const bucket = freshBucket();
    const keys = [now - 9 * day, now - 8 * day, now - 3, now - 2, now - 1];
    await store.write(
      database().db,
      bucket,
      keys.map((key) => reading(key, { a: 1 })),
    );
    expect(await store.sweep(database().db, { ...bucket, retentionDays: 7, retentionRecords: 2 }, now)).toBe(3);
  });
});
