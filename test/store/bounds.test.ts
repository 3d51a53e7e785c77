import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import { TooManyPoints } from '../../src/store/store.ts';
import type { AggregateQuery, Page, Point, Selection } from '../../src/store/store.ts';
import { createModel, freshBucket } from './support/model.ts';
import type { Model } from './support/model.ts';
import { useStore, whole } from './support/store.ts';

const maxPoints = 2000;
const { store, database } = useStore(maxPoints);
const day = 86_400_000;
const hour = 3_600_000;
const start = 20_000 * day;
const [days, perDay, sources] = [12, 144, 10];
const bucket = freshBucket();
const id = (source: number): string => source.toString(16).padStart(24, '0');

/** Days of points, all merged; then a day of parts, and some points that are not folded. */
const points: Point[] = Array.from({ length: days * perDay }, (_, i) =>
  Array.from({ length: sources }, (_none, source) => ({
    sourceId: id(source),
    key: start + i * (day / perDay),
    values: { value: i % 100, ...(source === 0 ? { state: i % 3 === 0 ? 'on' : 'off' } : {}) },
  })),
).flat();
const late = Array.from({ length: 30 }, (_, i) => ({
  sourceId: id(i % sources),
  key: start + (days - 1) * day + i + 1,
  values: { value: -i },
}));
let model: Model;

beforeAll(async () => {
  model = createModel();
  for (const point of [...points, ...late]) model.append(point);
  await store.write(database().db, bucket, points);
  await store.maintain(database().db, bucket, start, { all: true });
  await store.write(database().db, bucket, late);
});

/** Aggregates may read ten times as many. */
const smallLimit = 400;
const small = createStore({ maxPoints: smallLimit });

const page = (selection: Selection, wanted: Partial<Page>) =>
  store.points(database().db, bucket, 0, selection, { order: 'asc', limit: 10, offset: 0, ...wanted });

/** How many bytes of pieces a piece of work fetches. */
async function fetched(work: () => Promise<unknown>): Promise<number> {
  let bytes = 0;
  const count = (response: { rows?: unknown[][] }): void => {
    for (const row of response.rows ?? []) for (const cell of row) if (Buffer.isBuffer(cell)) bytes += cell.length;
  };
  database().db.on('query-response', count);
  await work().finally(() => database().db.removeListener('query-response', count));
  return bytes;
}

describe('a query that would read too much', () => {
  test('is refused with how much that is, before anything is fetched', async () => {
    const asked = (query: Partial<AggregateQuery>) =>
      small.aggregate(database().db, bucket, 0, { aggregation: 'p50', fill: 'none', ...query }, whole);
    const refused = async (work: () => Promise<unknown>): Promise<TooManyPoints> => {
      const error = await work().catch((thrown: unknown) => thrown);
      if (!(error instanceof TooManyPoints)) throw new Error('it was not refused', { cause: error });
      return error;
    };
    let error: TooManyPoints | undefined;
    expect(await fetched(async () => (error = await refused(() => asked({}))))).toBeLessThan(100);
    expect(error).toEqual(new TooManyPoints(smallLimit * 10, points.length));
    expect((await refused(() => asked({ to: start + 5 * day }))).about).toBe(5 * perDay * sources);
    // Half a day of a piece counts half.
    expect((await refused(() => asked({ to: start + 3.5 * day }))).about).toBeCloseTo(3.5 * perDay * sources, -2);
    expect((await asked({ sourceIds: [id(3)] })).rows).toHaveLength(1);
    expect((await asked({ from: start + 8 * day, to: start + 8 * day + 3 * hour })).rows).toHaveLength(sources);
    expect((await asked({ aggregation: 'avg', grouping: { milliseconds: hour }, to: start + (days - 1) * day })).rows).toHaveLength(
      (days - 1) * 24 * sources,
    );
  });

  test('is refused when few of many points fulfil its conditions', async () => {
    const rare: Selection = { conditions: [{ field: 'value', operator: 'gt', value: 1000 }] };
    await expect(page(rare, {})).rejects.toThrow(TooManyPoints);
    await expect(small.extent(database().db, bucket, 0, rare)).rejects.toThrow(TooManyPoints);
    expect(await page({ ...rare, sourceIds: [id(1)] }, {})).toEqual({ rows: [], hasMore: false });
    expect(await store.extent(database().db, bucket, 0, { fields: ['state'] })).toEqual(model.extent({ fields: ['state'] }));
  });

  test('of a bucket with more values a day than may be decoded is refused until it names sources', async () => {
    const smallest = createStore({ maxPoints: 20 });
    await expect(smallest.points(database().db, bucket, 0, { from: start, to: start + 60_000 }, { ...whole, limit: 5 })).rejects.toThrow(
      TooManyPoints,
    );
    const one = await smallest.points(
      database().db,
      bucket,
      0,
      { from: start, to: start + 60_000, sourceIds: [id(4)] },
      { ...whole, limit: 5 },
    );
    expect(one.rows).toHaveLength(1);
  });
});

describe('pages of a bucket that holds far more than a query may read', () => {
  test('are those of the model, from both ends', async () => {
    const bound = fc.option(
      fc.integer({ min: -1, max: days * perDay + 1 }).map((i) => start + i * (day / perDay)),
      { nil: undefined },
    );
    const asked = fc.record({
      from: bound,
      to: bound,
      fields: fc.constantFrom(undefined, ['value'], ['state']),
      order: fc.constantFrom('asc', 'desc'),
      limit: fc.integer({ min: 1, max: 40 }),
      offset: fc.constantFrom(0, 1, 700),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ from, to, fields, ...wanted }) => {
        expect(await page({ from, to, fields }, wanted)).toEqual(model.points({ from, to, fields }, wanted));
      }),
      { numRuns: 60 },
    );
  });

  test('deep down are found by the counts of days', async () => {
    for (const order of ['asc', 'desc'] as const) {
      for (const offset of [5000, 5760, 9000, 14_000]) {
        const wanted = { order, offset, limit: 25 };
        if (order === 'desc') await expect(page({}, wanted)).rejects.toThrow(TooManyPoints);
        else expect(await page({}, wanted)).toEqual(model.points({}, wanted));
        const range = { to: start + (days - 1) * day };
        expect(await page(range, wanted)).toEqual(model.points(range, wanted));
      }
    }
  });

  test('come in records too', async () => {
    const records = (wanted: Page) => store.records(database().db, bucket, 0, {}, wanted);
    for (const order of ['asc', 'desc'] as const) {
      const wanted = { order, limit: 20, offset: 70 };
      expect(await records(wanted)).toEqual(model.records({}, wanted));
    }
    await expect(records({ order: 'asc', limit: 300, offset: 0 })).rejects.toThrow(TooManyPoints);
  });
});
