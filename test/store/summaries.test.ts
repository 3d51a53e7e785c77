import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNames, readShard } from '../../src/store/columns/reader.ts';
import { selectColumns } from '../../src/store/columns/select.ts';
import type { AggregateQuery, Aggregation, BucketRef, Fill, Grouping, Point, Value } from '../../src/store/store.ts';
import { freshBucket } from './support/model.ts';
import { ofOneType } from './support/arbitraries.ts';
import { other, useStore, whole } from './support/store.ts';

const { store, database } = useStore();
/** Numbered series, whose values may be of several types. */
const numbered = null;
const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 2, 27);
const perDay = 144;
const days = 4;

const values: Record<string, (i: number) => Value> = {
  decimals: (i) => Math.round(2000 + 300 * Math.sin(i / 20)) / 100,
  quarters: (i) => ((i * 7919) % 401) / 4,
  binary: (i) => Math.sin(i) / 3,
  words: (i) => (i % 5 === 0 ? 'on' : i % 3 === 0),
  gaps: (i) => (i % 7 === 0 ? null : i),
};

function points(): Point[] {
  const mixed = Array.from({ length: days * perDay }, (_, i) => i).flatMap((i) =>
    [numbered, other].map((sourceId, source) => ({
      sourceId,
      key: start + i * (day / perDay),
      values: Object.fromEntries(
        Object.entries(values)
          .filter((_, field) => (field + source + i) % 9 !== 0)
          .map(([name, of]) => [name, of(i + source)]),
      ),
    })),
  );
  return ofOneType(mixed);
}

const groupings: Grouping[] = [
  { milliseconds: hour },
  { milliseconds: 7 * hour },
  { milliseconds: hour / 2 },
  { unit: 'hour', count: 1, timezone: 'Europe/Berlin' },
  { unit: 'hour', count: 6, timezone: 'Europe/Berlin' },
  { unit: 'day', count: 1, timezone: 'America/St_Johns' },
  { unit: 'day', count: 1, timezone: 'Europe/Berlin' },
  { unit: 'minute', count: 120, timezone: 'UTC' },
  { unit: 'week', count: 1, timezone: 'UTC' },
];
const bound = fc.option(
  fc
    .integer({ min: -2, max: days * 24 + 2 })
    .chain((hours) => fc.constantFrom(0, 0, 1, hour / 2).map((more) => start + hours * hour + more)),
  { nil: undefined },
);
const query: fc.Arbitrary<AggregateQuery> = fc.record({
  from: bound,
  to: bound,
  aggregation: fc.constantFrom<Aggregation>('avg', 'sum', 'min', 'max', 'count', 'p95'),
  grouping: fc.constantFrom(...groupings),
  fill: fc.constantFrom<Fill>('none', 'null', 'previous', 'linear'),
  fields: fc.constantFrom(undefined, ['decimals'], ['binary', 'words'], ['quarters', 'gaps']),
  sourceIds: fc.constantFrom(undefined, [numbered]),
});

const isHour = (grouping: Grouping | undefined): boolean =>
  grouping !== undefined &&
  ('milliseconds' in grouping ? grouping.milliseconds === hour : grouping.unit === 'hour' && grouping.count === 1);

describe('aggregates from summaries', () => {
  test('are those from points: of single hours bit for bit, of several hours as exact as the sums of the hours', async () => {
    const [log, merged, both] = [freshBucket(), freshBucket(), freshBucket()];
    const { db } = database();
    const maintain = (bucket: BucketRef) => store.maintain(db, bucket, start, { all: true });
    await store.write(db, log, points());
    await store.write(db, merged, points());
    await maintain(merged);
    const late = { sourceId: numbered, key: start + day + 1, values: { quarters: 1000, decimals: 3.25, binary: 'text' } };
    await store.write(db, both, points());
    await maintain(both);
    await store.write(db, both, [late]);
    await store.deleteRange(db, both, { from: start + 2 * day, to: start + 2 * day + 5 * hour });
    const again = freshBucket();
    await store.write(db, again, [
      ...points().filter(({ key }) => Number(key) < start + 2 * day || Number(key) >= start + 2 * day + 5 * hour),
      late,
    ]);
    await fc.assert(
      fc.asyncProperty(query, fc.boolean(), async (asked, isTouched) => {
        const [bySummary, byPoints] = await Promise.all(
          (isTouched ? [both, again] : [merged, log]).map((bucket) => store.aggregate(db, bucket, 0, asked, whole)),
        );
        const places = (rows: typeof byPoints) =>
          rows?.rows.map(({ key, sourceId, values: all }) => [key, sourceId, Object.keys(all).sort()]);
        expect(places(bySummary)).toEqual(places(byPoints));
        for (const [index, row] of byPoints?.rows.entries() ?? []) {
          for (const [field, value] of Object.entries(row.values)) {
            const got = bySummary?.rows[index]?.values[field];
            if (typeof value !== 'number' || typeof got !== 'number') expect(got).toBe(value);
            else expect(Math.abs(got - value)).toBeLessThanOrEqual(isHour(asked.grouping) ? 0 : Math.abs(value) * 2 ** -51 + 2 ** -51);
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('serve a day that goes on, as long as nothing reaches between the values that they are of', async () => {
    const bucket = freshBucket();
    const { db } = database();
    const reading = (i: number): Point => ({ sourceId: other, key: start + i * (day / perDay), values: { quarters: (i % 13) / 4 } });
    const some = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => reading(from + i));
    await store.write(db, bucket, some(0, 110));
    await store.maintain(db, bucket, start, { all: true });
    await store.write(db, bucket, some(110, 130));
    await store.write(db, bucket, some(130, 140));
    const query = { aggregation: 'avg', fill: 'none', grouping: { milliseconds: hour } } as const;
    const decoded = async (): Promise<number> => {
      const read = await readShard(db, createNames(), bucket, { ...selectColumns(bucket, 0, {}), columns: 'rolls' });
      return read?.snapshot.pieces.filter(({ data }) => data !== null).length ?? -1;
    };
    const expected = (all: readonly Point[]) =>
      [...Map.groupBy(all, ({ key }) => Math.floor(Number(key) / hour) * hour)].map(([key, own]) => ({
        sourceId: other,
        key,
        values: { quarters: own.reduce((sum, { values: { quarters } }) => sum + Number(quarters), 0) / own.length },
      }));
    expect(await decoded()).toBe(0);
    expect((await store.aggregate(db, bucket, 0, query, whole)).rows).toEqual(expected(some(0, 140)));
    const changed = { ...reading(50), values: { quarters: 1000 } };
    await store.write(db, bucket, [changed]);
    expect(await decoded()).toBe(1);
    const all = some(0, 140).map((point) => (point.key === changed.key ? changed : point));
    expect((await store.aggregate(db, bucket, 0, query, whole)).rows).toEqual(expected(all));
  });
});
