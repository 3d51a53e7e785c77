import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentile } from '../../src/store/reduce.ts';
import { furthestBack, TooManyPoints } from '../../src/store/store.ts';
import type { AggregateQuery, Aggregation, Fill, Grouping, Point } from '../../src/store/store.ts';
import { groupStarts, TooManyGroups } from '../../src/store/time-groups.ts';
import { ofOneType, selectionOf, sourceId } from './support/arbitraries.ts';
import { freshBucket, isSelected, onlyFields } from './support/model.ts';
import { naiveAggregate } from './support/naive-aggregate.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

const { store, database } = useStore(1000);
const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-03-28T12:00:00Z');

/** Over the clock change in Berlin, on the quarter of an hour so that sums are exact. */
const points = fc
  .uniqueArray(
    fc.record({
      sourceId,
      key: fc.integer({ min: 0, max: 200 }).map((quarter) => start + quarter * 15 * minute),
      values: fc.dictionary(
        fc.constantFrom('1', 'temperature', '__proto__'),
        fc.oneof(
          { weight: 4, arbitrary: fc.integer({ min: -400, max: 400 }).map((value) => value / 4) },
          { weight: 1, arbitrary: fc.constantFrom('on', true, null) },
        ),
        { minKeys: 1, noNullPrototype: true },
      ),
    }),
    { maxLength: 60, selector: (point) => `${point.sourceId} ${point.key}` },
  )
  .map(ofOneType);

const groupings: (Grouping | undefined)[] = [
  undefined,
  { milliseconds: 45 * minute },
  { unit: 'minute', count: 30, timezone: 'Asia/Kathmandu' },
  { unit: 'hour', count: 1, timezone: 'Europe/Berlin' },
  { unit: 'hour', count: 6, timezone: 'Europe/Berlin' },
  { unit: 'day', count: 1, timezone: 'Europe/Berlin' },
  { unit: 'day', count: 1, timezone: 'America/St_Johns' },
  { unit: 'week', count: 1, timezone: 'UTC' },
  { unit: 'month', count: 1, timezone: 'UTC' },
];
const aggregations: Aggregation[] = ['avg', 'min', 'max', 'sum', 'count', 'first', 'last', 'p50', 'p90', 'p95', 'p99', 'rate'];
const bound = fc.integer({ min: -10, max: 210 }).map((quarter) => start + quarter * 15 * minute);

const query: fc.Arbitrary<AggregateQuery> = fc
  .tuple(
    selectionOf('timestamp'),
    fc.option(bound, { nil: undefined }),
    fc.option(bound, { nil: undefined }),
    fc.constantFrom(...aggregations),
    fc.constantFrom(...groupings),
    fc.constantFrom<Fill>('none', 'null', 'zero', 'previous', 'linear'),
    fc.option(fc.constantFrom(1, hour, 7 * hour, 40 * hour), { nil: undefined }),
    fc.boolean(),
  )
  .map(([{ sourceIds, fields, conditions }, from, to, aggregation, grouping, fill, fillLimit, narrow]) => ({
    from,
    to,
    ...(narrow ? { sourceIds, fields, conditions } : {}),
    aggregation,
    grouping,
    fill,
    fillLimit,
  }));

const page = fc.record({
  order: fc.constantFrom('asc', 'desc'),
  limit: fc.integer({ min: 1, max: 60 }),
  offset: fc.integer({ min: 0, max: 10 }),
});

/** The groups over a range that is given, or over the points. */
function startsOf(selected: readonly Point[], { from, to, grouping }: AggregateQuery): number[] {
  const keys = selected.map((point) => Number(point.key));
  const first = from === undefined ? Math.min(...keys) : Number(from);
  if (grouping === undefined) return [first];
  return groupStarts(grouping, first, to === undefined ? Math.max(...keys) : Number(to) - 1);
}

/** The points that `previous` may see before the range. */
function earlierOf(all: readonly Point[], wanted: AggregateQuery): Point[] {
  const { from, fill, aggregation, grouping, fillLimit = furthestBack } = wanted;
  if (fill !== 'previous' || from === undefined || grouping === undefined || ['count', 'sum', 'rate'].includes(aggregation)) return [];
  const before = { ...wanted, from: Number(from) - fillLimit, to: from };
  return all.filter((point) => isSelected(point, before)).map((point) => onlyFields(point, wanted.fields));
}

const place = fc.constantFrom<'log' | 'merged' | 'both'>('log', 'merged', 'both');

test('any aggregate equals the naive one, wherever its points are', async () => {
  await fc.assert(
    fc.asyncProperty(points, query, page, place, async (all, wanted, wantedPage, where) => {
      const bucket = freshBucket();
      const { db } = database();
      const folded = where === 'log' ? 0 : where === 'merged' ? all.length : all.length / 2;
      if (folded > 0) {
        await store.write(db, bucket, all.slice(0, folded));
        await store.maintain(db, bucket, start, { all: true });
      }
      await store.write(db, bucket, all.slice(folded));
      const selected = all.filter((point) => isSelected(point, wanted)).map((point) => onlyFields(point, wanted.fields));
      const earlier = earlierOf(all, wanted);
      const { from = -Infinity, to = Infinity, aggregation, fill, fillLimit } = wanted;
      const isEmpty = from >= to || (selected.length === 0 && (earlier.length === 0 || wanted.to === undefined));
      const expected = isEmpty
        ? { rows: [], hasMore: false }
        : naiveAggregate(selected, { aggregation, fill, fillLimit, starts: startsOf(selected, wanted), ...wantedPage }, earlier);
      expect(await store.aggregate(db, bucket, 0, wanted, wantedPage)).toEqual(expected);
    }),
    { numRuns: 400 },
  );
}, 90_000);

test('percentiles are those of percentile_cont', async () => {
  const values = fc.array(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(values, async (numbers) => {
      const { rows } = await database().db.raw(
        `select percentile_cont(array[0.5, 0.9, 0.95, 0.99]) within group (order by number) as wanted
       from unnest(?::float8[]) as number`,
        [numbers],
      );
      expect([0.5, 0.9, 0.95, 0.99].map((fraction) => percentile(numbers, 0, numbers.length, fraction))).toEqual(rows[0].wanted);
    }),
  );
});

describe('rows', () => {
  test('without a grouping their key is the start of the range, else the first point', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(5000, { a: 1 }), reading(6000, { a: 3 }, other), reading(7000, { a: 5 })]);
    const average = (from?: number) => store.aggregate(database().db, bucket, 0, { from, aggregation: 'avg', fill: 'none' }, whole);
    expect((await average()).rows).toEqual([
      { sourceId: sensor, key: 5000, values: { a: 3 } },
      { sourceId: other, key: 5000, values: { a: 3 } },
    ]);
    expect((await average(1000)).rows.map((row) => row.key)).toEqual([1000, 1000]);
    expect(await average(8000)).toEqual({ rows: [], hasMore: false });
  });

  test('gaps are filled to both ends of a range that is given, and not beyond the points otherwise', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(2 * hour, { a: 1 }), reading(4 * hour, { a: 2 })]);
    const zeros = async (range: { from?: number; to?: number }) => {
      const asked = { ...range, aggregation: 'sum', fill: 'zero', grouping: { milliseconds: hour } } as const;
      return (await store.aggregate(database().db, bucket, 0, asked, whole)).rows.map((row) => [row.key / hour, row.values['a']]);
    };
    expect(await zeros({})).toEqual([
      [2, 1],
      [3, 0],
      [4, 2],
    ]);
    expect(await zeros({ from: 0.5 * hour, to: 6 * hour })).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 2],
      [5, 0],
    ]);
    expect(await zeros({ from: hour, to: 4 * hour })).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
    ]);
  });
});

describe('previous before the range', () => {
  test('reaches 30 days back, or as far as the query says, by summaries as by points', async () => {
    const bucket = freshBucket();
    const { db } = database();
    const day = 24 * hour;
    const from = 100 * day;
    await store.write(db, bucket, [
      reading(from - 29 * day, { near: 1, far: 1, none: null }),
      reading(from - 31 * day, { far: 2, farther: 2, none: 2 }),
      reading(from + 2 * day, { near: 3 }),
    ]);
    const asked = { from, to: from + 3 * day, aggregation: 'max', fill: 'previous', grouping: { milliseconds: day } } as const;
    const valuesOf = async (query: object) =>
      (await store.aggregate(db, bucket, 0, { ...asked, ...query }, whole)).rows.map(({ values }) => values);
    for (const round of ['log', 'merged']) {
      expect(await valuesOf({}), round).toEqual([
        { near: 1, far: 1 },
        { near: 1, far: 1 },
        { near: 3, far: 1 },
      ]);
      expect(await valuesOf({ fillLimit: 30 * day }), round).toEqual([{ near: 1, far: 1 }, { near: 1, far: 1 }, { near: 3 }]);
      expect(await valuesOf({ fillLimit: 31 * day, fields: ['farther', 'none'] }), round).toEqual([{ farther: 2, none: 2 }]);
      expect(await valuesOf({ aggregation: 'count' }), round).toEqual([{ near: 1 }]);
      expect(await valuesOf({ fields: ['far'], to: undefined }), round).toEqual([]);
      await store.maintain(db, bucket, from, { all: true });
    }
  });
});

describe('bounds', () => {
  test('a query reads as many points as the store may, an aggregate ten times as many, and not one more', async () => {
    const bucket = freshBucket();
    const count = { aggregation: 'count', fill: 'none' } as const;
    const points = (length: number) => Array.from({ length }, (_, key) => reading(key, { a: 1 }));
    await store.write(database().db, bucket, points(1000));
    expect((await store.records(database().db, bucket, 0, {}, whole)).rows).toHaveLength(1000);
    await store.write(database().db, bucket, points(10_000));
    expect((await store.aggregate(database().db, bucket, 0, count, whole)).rows[0]?.values).toEqual({ a: 10_000 });
    await expect(store.records(database().db, bucket, 0, {}, whole)).rejects.toThrow(TooManyPoints);
    expect((await store.records(database().db, bucket, 0, {}, { ...whole, limit: 100 })).rows).toHaveLength(100);
    await store.write(database().db, bucket, [reading(10_000, { a: 1 })]);
    await expect(store.aggregate(database().db, bucket, 0, count, whole)).rejects.toThrow(new TooManyPoints(10_000, 10_001));
    expect((await store.aggregate(database().db, bucket, 0, { ...count, from: 1 }, whole)).rows[0]?.values).toEqual({ a: 10_000 });
  });

  test('too many groups are refused; without filling, only groups between points count', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(0, { a: 1 }), reading(1, { a: 1 })]);
    const asked = { from: 0, to: 10 ** 9, aggregation: 'sum', grouping: { milliseconds: 1 } } as const;
    await expect(store.aggregate(database().db, bucket, 0, { ...asked, fill: 'null' }, whole)).rejects.toThrow(TooManyGroups);
    expect((await store.aggregate(database().db, bucket, 0, { ...asked, fill: 'none' }, whole)).rows).toHaveLength(2);
  });

  test('keys that are no times have no aggregates', async () => {
    const asked = { aggregation: 'sum', fill: 'none' } as const;
    await expect(store.aggregate(database().db, freshBucket({ keyType: 'integer' }), 0, asked, whole)).rejects.toThrow(TypeError);
    await expect(store.aggregate(database().db, freshBucket({ keyType: 'string' }), 0, asked, whole)).rejects.toThrow(TypeError);
  });
});
