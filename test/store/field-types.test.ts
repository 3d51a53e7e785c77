import { describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import { FieldTypeChange, TooManySeries } from '../../src/store/store.ts';
import type { BucketRef, Point, Store, Value } from '../../src/store/store.ts';
import { columnsOf } from './support/columns.ts';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore } from './support/store.ts';

const { store, database, all } = useStore();
const newProcess = (maxSeries?: number): Store => createStore({ maxPoints: 1000, maxSeries });
const write = (bucket: BucketRef, points: Point[], by = store) => by.write(database().db, bucket, points);
const change = (field: string, stored: 'number' | 'string' | 'boolean', given: 'number' | 'string' | 'boolean', sourceId = sensor) => ({
  sourceId,
  field,
  stored,
  given,
});

/** The changes that a refused write names. */
async function refused(writing: Promise<unknown>): Promise<FieldTypeChange['changes']> {
  const error: unknown = await writing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof FieldTypeChange) return error.changes;
  throw new Error(`not refused: ${String(error)}`);
}

describe('the type of a field', () => {
  test.each<[Value, Value, 'number' | 'string' | 'boolean', 'number' | 'string' | 'boolean']>([
    [1, 'a', 'number', 'string'],
    [1, true, 'number', 'boolean'],
    ['a', 0, 'string', 'number'],
    [false, '', 'boolean', 'string'],
  ])('is that of its first value: after %j not %j', async (first, second, stored, given) => {
    const bucket = freshBucket();
    await write(bucket, [reading(1, { a: null, b: 1 })]);
    await write(bucket, [reading(2, { a: null }), reading(3, { a: first })]);
    expect(await refused(write(bucket, [reading(4, { b: 2 }), reading(4, { a: second })]))).toEqual([change('a', stored, given)]);
    await write(bucket, [reading(5, { a: null }), reading(6, { a: first })]);
    expect((await all(bucket)).map(({ key }) => key)).toEqual([1, 2, 3, 5, 6]);
  });

  test('is one within a batch too, in points and in columns', async () => {
    for (const order of ['points', 'series'] as const) {
      const bucket = freshBucket();
      const points = [
        reading(1, { a: 1, b: null }),
        reading(2, { a: 'x', b: 'y' }),
        reading(3, { b: false }, other),
        reading(4, { b: 2 }, other),
      ];
      const wanted = [change('a', 'number', 'string'), change('b', 'boolean', 'number', other)];
      expect(await refused(write(bucket, points))).toEqual(wanted);
      expect(await refused(store.writeColumns(database().db, bucket, columnsOf(points, order)))).toEqual(wanted);
      expect(await all(bucket)).toEqual([]);
      expect(await store.largestSources(database().db, bucket, 5)).toEqual([]);
    }
  });

  test('is named with what is stored, whatever comes first in the batch', async () => {
    const bucket = freshBucket();
    await write(bucket, [reading(1, { a: 'x' })]);
    expect(await refused(write(bucket, [reading(2, { a: 1 }), reading(3, { a: 'y' })]))).toEqual([change('a', 'string', 'number')]);
  });

  test('binds neither numbered series nor metadata, nor other sources', async () => {
    const bucket = freshBucket();
    await write(bucket, [reading(1, { a: 1 }, null), reading(2, { a: 'x' }, null), reading(1, { a: 1 }), reading(2, { a: 'x' }, other)]);
    await write(bucket, [{ ...reading(3, { a: 2 }), metadata: { a: 1 } }]);
    await write(bucket, [{ ...reading(3, { a: 2 }), metadata: null }]);
    expect(await all(bucket)).toHaveLength(5);
  });

  test('of other requests of the same commit does not fail them', async () => {
    const bucket = freshBucket();
    await write(bucket, [reading(0, { z: 0 })]);
    const outcomes = await Promise.allSettled(
      [reading(1, { z: 1 }), reading(2, { a: 1 }), reading(3, { a: 'x' }), reading(4, { a: 4 }), reading(5, { z: false })].map((point) =>
        write(bucket, [point]),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect((await all(bucket)).map(({ key }) => key)).toEqual([0, 1, 2, 4]);
  });

  test('binds every process, from the commit on that fixed it', async () => {
    const bucket = freshBucket();
    const [one, two] = [newProcess(), newProcess()];
    await write(bucket, [reading(1, { a: null, b: 1 })], one);
    await write(bucket, [reading(2, { b: 2 })], one);
    await write(bucket, [reading(3, { b: 3 })], two);
    await write(bucket, [reading(4, { a: 'x' })], two);
    expect(await refused(write(bucket, [reading(5, { a: 1 })], one))).toEqual([change('a', 'string', 'number')]);
    await write(bucket, [reading(5, { a: 'y' })], one);
    expect(await refused(write(bucket, [reading(6, { a: true })], two))).toEqual([change('a', 'string', 'boolean')]);
  });

  test('goes with the source and with a purge, in every process', async () => {
    const bucket = freshBucket();
    const [one, two] = [newProcess(), newProcess()];
    const points = (value: Value) => [reading(1, { a: value }), reading(1, { a: value }, other)];
    await write(bucket, points(1), two);
    await write(bucket, points(1), one);
    await write(bucket, points(2), one);
    await two.deleteSource(database().db, bucket, sensor);
    expect(await refused(write(bucket, points('x'), one))).toEqual([change('a', 'number', 'string', other)]);
    await write(bucket, [reading(2, { a: 'x' })], one);
    await write(bucket, [reading(3, { a: 'x' })], one);
    expect(await refused(write(bucket, [reading(4, { a: 1 })], two))).toEqual([change('a', 'string', 'number')]);
    await one.purge(database().db, bucket);
    await write(bucket, points(true), two);
    expect(await refused(write(bucket, points(1), one))).toEqual([
      change('a', 'boolean', 'number'),
      change('a', 'boolean', 'number', other),
    ]);
  });

  test('goes with a source of which nothing is left but its name', async () => {
    const bucket = freshBucket();
    await write(bucket, [reading(1, { a: 1 })]);
    await store.deleteRange(database().db, bucket, {});
    expect(await refused(write(bucket, [reading(2, { a: 'x' })]))).toHaveLength(1);
    expect(await store.deleteSource(database().db, bucket, sensor)).toBe(0);
    expect(await write(bucket, [reading(2, { a: 'x' })])).toEqual({ inserted: 1, updated: 0 });
  });

  test('is not fixed by what is rolled back', async () => {
    const bucket = freshBucket();
    const [one, two] = [newProcess(), newProcess()];
    await write(bucket, [reading(1, { a: null })], one);
    const changedItsMind = database().db.transaction(async (transaction) => {
      await one.write(transaction, bucket, [reading(2, { a: 1, b: 1 })]);
      expect(await refused(one.write(transaction, bucket, [reading(2, { b: 'x' })]))).toEqual([change('b', 'number', 'string')]);
      throw new Error('changed its mind');
    });
    await expect(changedItsMind).rejects.toThrow('changed its mind');
    await write(bucket, [reading(2, { a: 'x', b: 'y' })], two);
    expect(await refused(write(bucket, [reading(3, { a: 1, b: 1 })], one))).toHaveLength(2);
    await write(bucket, [reading(3, { a: 'z', b: 'z' })], one);
  });

  test('names the first twenty changes', async () => {
    const bucket = freshBucket();
    const values = (value: Value) => Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, value]));
    await write(bucket, [reading(1, values(1))]);
    expect((await refused(write(bucket, [reading(2, values('x'))]))).map(({ field }) => field)).toEqual(
      Array.from({ length: 20 }, (_, i) => `f${i}`),
    );
  });
});

describe('the number of series', () => {
  const fields = (from: number, count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${from + i}`, i]));

  test('is bounded: a write that would be too much stores nothing', async () => {
    const bucket = freshBucket();
    const small = newProcess(5);
    await write(bucket, [reading(1, fields(0, 3)), { ...reading(1, fields(0, 1), other), metadata: { not: 'counted' } }], small);
    await expect(write(bucket, [reading(2, { ...fields(0, 1), ...fields(3, 2) })], small)).rejects.toThrow(new TooManySeries(5));
    await write(bucket, [reading(2, fields(3, 1), null)], small);
    await expect(write(bucket, [reading(3, fields(9, 1), other)], newProcess(5))).rejects.toThrow(TooManySeries);
    await write(bucket, [reading(3, fields(0, 3))], small);
    expect((await all(bucket)).map(({ key, sourceId }) => [key, sourceId])).toEqual([
      [1, sensor],
      [1, other],
      [2, null],
      [3, sensor],
    ]);
    expect(await store.largestSources(database().db, bucket, 2)).toEqual([
      { sourceId: sensor, series: 3 },
      { sourceId: null, series: 1 },
    ]);
  });

  test('counts each request of a commit by itself', async () => {
    const bucket = freshBucket();
    const small = newProcess(3);
    await write(bucket, [reading(0, fields(0, 1))], small);
    const sizes = [1, 2, 1, 0];
    const outcomes = await Promise.allSettled(
      sizes.map((count, i) => write(bucket, [reading(i + 1, { ...fields(0, 1), ...fields(10 * i + 1, count) })], small)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  test('goes down with a source and with a purge', async () => {
    const bucket = freshBucket();
    const small = newProcess(4);
    await write(bucket, [reading(1, fields(0, 2)), reading(1, fields(0, 2), other)], small);
    await small.deleteSource(database().db, bucket, other);
    await write(bucket, [reading(2, fields(5, 2))], small);
    await expect(write(bucket, [reading(3, fields(0, 1), other)], small)).rejects.toThrow(TooManySeries);
    await small.purge(database().db, bucket);
    await write(bucket, [reading(1, fields(0, 4), other)], small);
    await expect(write(bucket, [reading(2, fields(0, 1))], small)).rejects.toThrow(TooManySeries);
  });
});
