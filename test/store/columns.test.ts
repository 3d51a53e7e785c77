import { describe, expect, test } from 'vitest';
import { stepsOf } from '../../src/store/columns/merge.ts';
import { shardOf } from '../../src/store/columns/shard.ts';
import { createStore } from '../../src/store/index.ts';
import { StoreBusy } from '../../src/store/store.ts';
import type { BucketRef, Point } from '../../src/store/store.ts';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

const { store, database, all } = useStore();
const day = 86_400_000;
const start = 20_000 * day;
const maintain = (bucket: BucketRef, by = store) => by.maintain(database().db, bucket, start, { all: true });
const rowsOf = async (table: string): Promise<number> => Number((await database().db(table).count({ count: '*' }))[0]?.['count']);

describe('writes of a bucket', () => {
  test('that arrive while a commit is under way go out as one', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(start, { a: 0 })]);
    const before = await rowsOf('ts_batch');
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) => store.write(database().db, bucket, [reading(start + i, { a: i })])),
    );
    expect(results.map(({ inserted, updated }) => [inserted, updated])).toEqual(results.map((_, i) => (i === 0 ? [0, 1] : [1, 0])));
    expect((await rowsOf('ts_batch')) - before).toBe(2);
    expect((await all(bucket)).map(({ values }) => values['a'])).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test('by several processes are counted exactly, and the last one wins', async () => {
    const bucket = freshBucket();
    const processes = Array.from({ length: 3 }, () => createStore({ maxPoints: 1000 }));
    for (let round = 0; round < 9; round++) {
      const points = Array.from({ length: 10 }, (_, i) => reading(start + i + round, { a: round }));
      expect(await processes[round % 3]?.write(database().db, bucket, points)).toEqual({
        inserted: round === 0 ? 10 : 1,
        updated: round === 0 ? 0 : 9,
      });
      if (round === 4) await maintain(bucket);
    }
    expect((await all(bucket)).map(({ values }) => values['a'])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, ...Array.from({ length: 10 }, () => 8)]);
  });

  test('are refused while too many wait to be folded', async () => {
    const bucket = freshBucket();
    const small = createStore({ maxPoints: 1000, maxUnfolded: 100 });
    const batch = (from: number): Point[] => Array.from({ length: 60 }, (_, i) => reading(from + i, { a: i }));
    await small.write(database().db, bucket, batch(start));
    await small.write(database().db, bucket, batch(start + 60));
    await expect(small.write(database().db, bucket, batch(start + 120))).rejects.toThrow(new StoreBusy(100));
    await maintain(bucket, small);
    await small.write(database().db, bucket, batch(start + 120));
    expect(await all(bucket)).toHaveLength(180);
  });
});

describe('background work', () => {
  test('of many points makes PostgreSQL look at tables that it has never seen', async () => {
    const known = async (): Promise<string[]> =>
      database().db('pg_class').whereLike('relname', 'ts\\_%').where({ relkind: 'r' }).where('reltuples', '>=', 0).pluck('relname');
    const bucket = freshBucket();
    const points = Array.from({ length: 120_000 }, (_, i) => reading(start + i * 500, { a: i % 1000 }));
    await store.write(database().db, bucket, points);
    await maintain(bucket);
    expect(await known()).toEqual(expect.arrayContaining(['ts_series', 'ts_chunk']));
  });

  test('cuts a day with very many points, and nothing changes', async () => {
    const bucket = freshBucket();
    const count = 150_000;
    const points = Array.from({ length: count }, (_, i) => reading(start + i * 500, { a: i % 1000 }));
    await store.write(database().db, bucket, points);
    const chunks = await rowsOf('ts_chunk');
    expect(await maintain(bucket)).toEqual({ folded: count, merged: count });
    expect((await rowsOf('ts_chunk')) - chunks).toBe(3);
    expect(await store.extent(database().db, bucket, 0, {})).toEqual({ points: count, first: start, last: start + (count - 1) * 500 });
    await store.write(database().db, bucket, [reading(start + 70_000 * 500, { a: -1 })]);
    await maintain(bucket);
    expect(await store.extent(database().db, bucket, 0, {})).toMatchObject({ points: count });
    const { rows } = await store.points(database().db, bucket, 0, { from: start + 69_999 * 500, to: start + 70_002 * 500 }, whole);
    expect(rows.map(({ values }) => values['a'])).toEqual([999, -1, 1]);
  });

  test('of several processes at once, beside writers and readers: nothing is lost, doubled or old', async () => {
    const bucket = freshBucket();
    const processes = Array.from({ length: 2 }, () => createStore({ maxPoints: 100_000 }));
    let acknowledged = 0;
    const state = { isWriting: true };
    const writer = async (): Promise<void> => {
      for (let round = 0; round < 60; round++) {
        const points = Array.from({ length: 40 }, (_, i) =>
          reading(start + round * 1000 + i, { a: round, b: i }, i % 2 === 0 ? sensor : other),
        );
        const again = round === 0 ? [] : [reading(start + (round - 1) * 1000, { a: -round })];
        await processes[round % 2]?.write(database().db, bucket, [...points, ...again]);
        acknowledged = (round + 1) * 40;
      }
      state.isWriting = false;
    };
    const reader = async (): Promise<void> => {
      while (state.isWriting) {
        const least = acknowledged;
        const { points } = await store.extent(database().db, bucket, 0, {});
        expect(points).toBeGreaterThanOrEqual(least);
        expect(points % 40).toBe(0);
      }
    };
    const worker = async (by: typeof store): Promise<void> => {
      while (state.isWriting) await maintain(bucket, by);
    };
    await Promise.all([writer(), reader(), ...processes.map(worker)]);
    const points = await all(bucket);
    expect(points).toHaveLength(2400);
    expect(points.filter(({ key }) => (Number(key) - start) % 1000 === 0).map(({ values }) => values['a'])).toEqual([
      ...Array.from({ length: 59 }, (_, i) => -(i + 1)),
      59,
    ]);
  });

  test('merges in steps that hold only so many values', async () => {
    const bucket = freshBucket();
    const counts = [30, 30, 30, 250, 60, 60];
    const points = counts.flatMap((count, source) =>
      Array.from({ length: count }, (_, i) => reading(start + i * 60_000, { a: i }, source.toString(16).padStart(24, '0'))),
    );
    await store.write(database().db, bucket, points);
    await maintain(bucket);
    const days = counts.map((_, series) => ({ series: series + 1, day: start / day }));
    const steps: number[][] = [];
    for await (const { series } of stepsOf(database().db, shardOf(bucket), days, 100)) steps.push(series);
    expect(steps).toEqual([[1, 2, 3], [4], [5], [6]]);
  });

  test('removes what is deleted', async () => {
    const bucket = freshBucket();
    const points = (source: string): Point[] => Array.from({ length: 100 }, (_, i) => reading(start + i * 3_600_000, { a: i }, source));
    await store.write(database().db, bucket, [...points(sensor), ...points(other)]);
    await maintain(bucket);
    const own = async () => Number((await database().db('ts_chunk').sum({ n: 'n' }))[0]?.['n']);
    const before = await own();
    expect(await store.deleteSource(database().db, bucket, other)).toBe(100);
    expect(await store.deleteRange(database().db, bucket, { from: start + day / 2, to: start + 2 * day })).toBe(36);
    await maintain(bucket);
    expect(before - (await own())).toBe(136);
    expect(await rowsOf('ts_deletion')).toBe(0);
    expect(await all(bucket)).toHaveLength(64);
  });

  test('finds the buckets by itself, and leaves young batches', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(start, { a: 1 })]);
    await store.maintainAll(database().db, start);
    expect(await all(bucket)).toHaveLength(1);
    await store.write(
      database().db,
      bucket,
      Array.from({ length: 40 }, (_, i) => reading(start + i, { a: i })),
    );
    expect((await store.maintainAll(database().db, start)).folded).toBeGreaterThanOrEqual(40);
    expect(await all(bucket)).toHaveLength(40);
  });
});
