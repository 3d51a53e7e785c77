import { describe, expect, test } from 'vitest';
import { valueKinds } from '../../src/store/store.ts';
import type { ColumnBatch, Point } from '../../src/store/store.ts';
import { columnsOf } from './support/columns.ts';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore } from './support/store.ts';

const { store, database, all } = useStore();

const batchOf = (changes: Partial<ColumnBatch>): ColumnBatch => ({
  ...columnsOf([reading(1, { a: 1 }), reading(2, { a: 2 })], 'points'),
  ...changes,
});

describe('a batch of columns', () => {
  test('comes back as points', async () => {
    const bucket = freshBucket();
    const points: Point[] = [
      { ...reading(2, { a: -0, b: 'x', c: true }), metadata: { room: 'kitchen' } },
      { ...reading(-0, { a: 1.5, b: null, ['__proto__']: false }), metadata: null },
      reading(1, { '1': 2 }, null),
      { ...reading(5, {}, other), metadata: { only: 'metadata' } },
    ];
    const wanted = [points[1], points[2], points[0], points[3]].map((point) => ({ metadata: null, ...point }));
    for (const order of ['points', 'series'] as const) {
      expect(await store.writeColumns(database().db, bucket, columnsOf(points, order))).toEqual(
        order === 'points' ? { inserted: 4, updated: 0 } : { inserted: 0, updated: 4 },
      );
      expect(await all(bucket)).toEqual(wanted.map((point) => ({ ...point, key: Number(point.key) + 0 })));
    }
  });

  test('may have longer arrays than values, and series without values', async () => {
    const bucket = freshBucket();
    const batch: ColumnBatch = {
      series: [
        { sourceId: other, field: 'unused' },
        { sourceId: sensor, field: 'a' },
      ],
      count: 2,
      seriesOf: Int32Array.of(1, 1, 7),
      keys: Float64Array.of(1, 2, NaN),
      numbers: Float64Array.of(3, 4, 5),
      kinds: null,
      texts: [],
    };
    expect(await store.writeColumns(database().db, bucket, batch)).toEqual({ inserted: 2, updated: 0 });
    expect((await all(bucket)).map(({ key, values }) => [key, values])).toEqual([
      [1, { a: 3 }],
      [2, { a: 4 }],
    ]);
    expect(await database().db('ts_series').where({ field: 'unused' })).toEqual([]);
  });

  test('is counted by source and key, in whatever order its values come', async () => {
    const bucket = freshBucket();
    const points = Array.from({ length: 50 }, (_, key) => reading(key, { a: key, b: key }, key % 2 === 0 ? sensor : other));
    expect(await store.writeColumns(database().db, bucket, columnsOf(points, 'series'))).toEqual({ inserted: 50, updated: 0 });
    expect(await store.writeColumns(database().db, bucket, columnsOf(points.toReversed(), 'points'))).toEqual({ inserted: 0, updated: 50 });
    const later = points.slice(25).map((point) => ({ ...point, key: Number(point.key) + 10 }));
    expect(await store.writeColumns(database().db, bucket, columnsOf(later, 'series'))).toEqual({ inserted: 10, updated: 15 });
  });

  test('shares a commit with points that come at the same time, in the order of arrival', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(0, { a: 0, b: 'x' })]);
    const before = Number((await database().db('ts_batch').count({ n: '*' }))[0]?.['n']);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const points = [reading(Math.floor(i / 2), { a: i, b: `${i}` })];
        return i % 2 === 0
          ? store.write(database().db, bucket, points)
          : store.writeColumns(database().db, bucket, columnsOf(points, 'points'));
      }),
    );
    expect(results.map(({ inserted }) => inserted)).toEqual(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 && i > 0 ? 1 : 0)));
    expect(Number((await database().db('ts_batch').count({ n: '*' }))[0]?.['n']) - before).toBe(2);
    expect((await all(bucket)).map(({ values }) => values)).toEqual(
      Array.from({ length: 10 }, (_, i) => ({ a: 2 * i + 1, b: `${2 * i + 1}` })),
    );
  });

  test('may hold 100,000 values', async () => {
    const bucket = freshBucket();
    const points = Array.from({ length: 100_000 }, (_, i) =>
      reading(Math.floor(i / 1000), { a: i }, (i % 1000).toString(16).padStart(24, '0')),
    );
    expect(await store.writeColumns(database().db, bucket, columnsOf(points, 'points'))).toEqual({ inserted: 100_000, updated: 0 });
    expect(await store.extent(database().db, bucket, 0, {})).toEqual({ points: 100_000, first: 0, last: 99 });
  });

  test('of strings is refused by a bucket that is keyed by strings', async () => {
    await expect(store.writeColumns(database().db, freshBucket({ keyType: 'string' }), batchOf({}))).rejects.toThrow(TypeError);
  });
});

describe('nothing is stored of a batch with', () => {
  const kinds = Uint8Array.of(valueKinds.number, valueKinds.text);
  test.each<[string, Partial<ColumnBatch>]>([
    ['a value of no series', { seriesOf: Int32Array.of(0, 1) }],
    ['a value of a negative series', { seriesOf: Int32Array.of(0, -1) }],
    ['fewer values than it says', { count: 3 }],
    ['fewer keys than values', { keys: Float64Array.of(1) }],
    ['fewer kinds than values', { kinds: Uint8Array.of(valueKinds.number) }],
    ['a kind that is none', { kinds: Uint8Array.of(valueKinds.number, 9) }],
    ['a text that is not there', { kinds, texts: ['a', 'b'] }],
    ['a broken number of a text', { kinds, numbers: Float64Array.of(1, 0.5), texts: ['a', 'b'] }],
    ['a key that is no number', { keys: Float64Array.of(1, NaN) }],
    ['a key between whole numbers', { keys: Float64Array.of(1, 0.5) }],
    ['a key that is too great', { keys: Float64Array.of(1, 2 ** 53) }],
    [
      'metadata that is no JSON',
      {
        series: [{ sourceId: sensor, field: null }],
        kinds: kinds.toReversed().fill(valueKinds.text),
        numbers: new Float64Array(2),
        texts: ['{'],
      },
    ],
    ['metadata that is no object', { series: [{ sourceId: sensor, field: null }] }],
  ])('%s', async (_, changes) => {
    const bucket = freshBucket();
    await expect(store.writeColumns(database().db, bucket, batchOf(changes))).rejects.toThrow(RangeError);
    expect(await all(bucket)).toEqual([]);
  });
});
