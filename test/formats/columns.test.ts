import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ColumnSeries } from '../../generated/client/types.gen.ts';
import { decodeColumns } from '../../src/areas/data/columns.ts';
import type { SourceRow } from '../../src/areas/sources/queries.ts';
import { ApiError } from '../../src/domain/errors.ts';
import { pointsOfColumns } from '../store/support/columns.ts';
import type { Point } from '../../src/store/store.ts';
import { value } from '../store/support/arbitraries.ts';
import { createModel, freshBucket } from '../store/support/model.ts';
import { other, sensor, useStore, whole } from '../store/support/store.ts';

const { store, database, all } = useStore();

function source(id: string, schema: SourceRow['schema'] = null): [string, SourceRow] {
  const [created_at, description] = [new Date(0), null];
  const row = { id, organization_id: 'o', bucket_id: 'b', name: id, type: 'sensor', labels: {}, description, schema, downsampling: true };
  return [id, { ...row, created_at, updated_at: created_at }];
}

const open = new Map([source(sensor), source(other)]);

function refusal(work: () => unknown): ApiError['details'] {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) return error.details;
    throw error;
  }
  throw new Error('nothing was refused');
}

const decode = (...given: Parameters<typeof decodeColumns>) => decodeColumns(...given).batch;

describe('columns become points', () => {
  test('with shared times, own times, and a numbered series', () => {
    const series: ColumnSeries[] = [
      { sourceId: sensor, field: 'a', values: [1, 'x'] },
      { sourceId: other, field: 'a', timestamps: ['1970-01-01T00:00:00.003+00:00'], values: [true] },
      { sourceId: null, field: '12', timestamps: [-0], values: [-0] },
    ];
    expect(pointsOfColumns(decode({ timestamps: [1, 2], series }, open))).toStrictEqual([
      { sourceId: sensor, key: 1, values: { a: 1 } },
      { sourceId: sensor, key: 2, values: { a: 'x' } },
      { sourceId: other, key: 3, values: { a: true } },
      { sourceId: null, key: 0, values: { 12: -0 } },
    ]);
  });

  it('where a series that comes twice goes on', () => {
    const batch = decode(
      {
        series: [
          { sourceId: sensor, field: 'a', timestamps: [1, 2], values: [1, 2] },
          { sourceId: sensor, field: 'a', timestamps: [2, 3], values: [20, 30] },
        ],
      },
      open,
    );
    expect(batch.series).toEqual([{ sourceId: sensor, field: 'a' }]);
    expect(pointsOfColumns(batch).map(({ key, values }) => [key, values['a']])).toEqual([
      [1, 1],
      [2, 20],
      [3, 30],
    ]);
  });

  it('as the same points one by one do', async () => {
    const time = fc.integer({ min: 0, max: 5 }).map((minute) => 1_768_472_820_000 + minute * 60_000);
    const cell = fc.tuple(time, value);
    const one = fc.record({
      sourceId: fc.constantFrom(null, sensor, other),
      number: fc.integer({ min: 0, max: 3 }),
      isText: fc.boolean(),
      cells: fc.array(cell, { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (columns) => {
        // A field keeps its type, so its name says it.
        const named = columns.flatMap(({ sourceId, number, isText, cells }) =>
          ['number', 'string', 'boolean', 'object'].flatMap((type) => {
            const own = cells.filter(([, each]) => typeof each === type);
            if (own.length === 0 || (sourceId === null && type !== 'number' && type !== 'object')) return [];
            return [{ sourceId, field: sourceId === null ? String(number) : `${type} ${number}`, isText, cells: own }];
          }),
        );
        fc.pre(named.length > 0);
        const bucket = freshBucket();
        const series = named.map(({ sourceId, field, isText, cells }) => ({
          sourceId,
          field,
          timestamps: cells.map(([key]) => (isText ? new Date(key).toISOString() : key)),
          values: cells.map(([, each]) => each),
        }));
        const points: Point[] = named.flatMap(({ sourceId, field, cells }) =>
          cells.map(([key, each]) => ({ sourceId, key, values: { [field]: each } })),
        );
        const model = createModel();
        const expected = model.write(points);
        expect(await store.writeColumns(database().db, bucket, decode({ series }, open))).toEqual(expected);
        expect(await all(bucket)).toStrictEqual(model.points({}, whole).rows);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what does not fit is refused at its place', () => {
  test.each<[string, Parameters<typeof decodeColumns>[0], string[]]>([
    [
      'arrays of different length',
      { timestamps: [1, 2], series: [{ sourceId: sensor, field: 'a', values: [1, 2, 3] }] },
      ['body.series[0].values'],
    ],
    ['no times', { series: [{ sourceId: sensor, field: 'a', values: [1] }] }, ['body.series[0].timestamps']],
    [
      'two kinds of times',
      { timestamps: [1, '1970-01-01T00:00:00Z', 3], series: [{ sourceId: sensor, field: 'a', values: [1, 2, 3] }] },
      ['body.timestamps[1]'],
    ],
    [
      'unknown sources, each',
      {
        timestamps: [1],
        series: [
          { sourceId: 'f'.repeat(24), field: 'a', values: [1] },
          { sourceId: sensor, field: 'a', values: [1] },
          { sourceId: 'e'.repeat(24), field: 'a', values: [1] },
        ],
      },
      ['body.series[0].sourceId', 'body.series[2].sourceId'],
    ],
    [
      'names and numbers too great of numbered series',
      {
        timestamps: [1],
        series: [
          { sourceId: null, field: 'a', values: [1] },
          { sourceId: null, field: '01', values: [1] },
          { sourceId: null, field: '2147483648', values: [1] },
          { sourceId: null, field: '2147483647', values: [1] },
        ],
      },
      ['body.series[0].field', 'body.series[1].field', 'body.series[2].field'],
    ],
    [
      'text in a numbered series',
      { timestamps: [1, 2], series: [{ sourceId: null, field: '1', values: [null, 'x'] }] },
      ['body.series[0].values[1]'],
    ],
  ])('%s', (_name, body, places) => {
    expect(refusal(() => decode(body, open)).map(({ location }) => location)).toEqual(places);
  });

  test('what breaks the schema of the source, the first 20 places', () => {
    const strict = new Map([source(sensor, { a: { type: 'boolean' } })]);
    const timestamps = Array.from({ length: 30 }, (_, index) => index);
    const values = timestamps.map((index) => (index % 3 === 0 ? null : index % 3 === 1));
    const right = { timestamps, series: [{ sourceId: sensor, field: 'a', values }] };
    expect(decode(right, strict).count).toBe(30);
    const wrong = { timestamps, series: [{ sourceId: sensor, field: 'a', values: timestamps }] };
    const details = refusal(() => decode(wrong, strict));
    expect(details.map(({ location }) => location)).toEqual(timestamps.slice(0, 20).map((index) => `body.series[0].values[${index}]`));
    expect(details[0]?.message).toBe("must be boolean by the source's schema, not number");
    const unknown = { timestamps: [1], series: [{ sourceId: sensor, field: 'b', values: [true] }] };
    expect(refusal(() => decode(unknown, strict))).toEqual([
      { location: 'body.series[0].field', message: "is not a field of the source's schema, which has a" },
    ]);
  });

  test('more than 100,000 values', () => {
    const timestamps = Array.from({ length: 50_000 }, (_, index) => index);
    const one = (field: string) => ({ sourceId: sensor, field, values: timestamps });
    expect(decode({ timestamps, series: [one('a'), one('b')] }, open).count).toBe(100_000);
    const more = { timestamps, series: [one('a'), one('b'), { sourceId: other, field: 'a', timestamps: [1], values: [1] }] };
    expect(refusal(() => decode(more, open))).toEqual([
      { location: 'body.series', message: 'holds 100001 values; one request may have 100000' },
    ]);
  });
});
