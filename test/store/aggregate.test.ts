import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregateSeries } from '../../src/store/aggregate.ts';
import type { GroupQuery, Series } from '../../src/store/aggregate.ts';
import type { Aggregation, Fill, Point, Value } from '../../src/store/store.ts';
import { naiveAggregate } from './support/naive-aggregate.ts';

const base: GroupQuery = { aggregation: 'avg', starts: [0, 10, 20, 30, 50], fill: 'none', order: 'asc', limit: 100, offset: 0 };

function series(field: string, readings: [key: number, value: Value][], sourceId: string | null = null): Series {
  return { sourceId, field, keys: readings.map(([key]) => key), values: readings.map(([, value]) => value) };
}

/** The values of one field by group start. */
function column(all: Series[], query: Partial<GroupQuery>, field = 'a'): [number, Value | undefined][] {
  return aggregateSeries(all, { ...base, ...query }).rows.map(({ key, values }) => [key, values[field]]);
}

describe('values', () => {
  const mixed = [
    series('a', [
      [1, 4],
      [2, true],
      [3, 'text'],
      [4, null],
      [12, null],
      [21, 'only text'],
      [31, false],
    ]),
  ];

  test('numbers and booleans are numeric; strings and null are not', () => {
    expect(column(mixed, { aggregation: 'sum' })).toEqual([
      [0, 5],
      [30, 0],
    ]);
    expect(column(mixed, { aggregation: 'avg' })).toEqual([
      [0, 2.5],
      [30, 0],
    ]);
    expect(column(mixed, { aggregation: 'max' })).toEqual([
      [0, 4],
      [30, 0],
    ]);
  });

  test('count, first and last take strings too, and first and last keep the type', () => {
    expect(column(mixed, { aggregation: 'count' })).toEqual([
      [0, 3],
      [20, 1],
      [30, 1],
    ]);
    expect(column(mixed, { aggregation: 'first' })).toEqual([
      [0, 4],
      [20, 'only text'],
      [30, false],
    ]);
    expect(column(mixed, { aggregation: 'last' })).toEqual([
      [0, 'text'],
      [20, 'only text'],
      [30, false],
    ]);
  });

  test('a result beyond float64 is null', () => {
    const huge = [
      series('a', [
        [1, Number.MAX_VALUE],
        [2, Number.MAX_VALUE],
      ]),
    ];
    expect(column(huge, { aggregation: 'sum' })).toEqual([[0, null]]);
    expect(column(huge, { aggregation: 'avg' })).toEqual([[0, Number.MAX_VALUE]]);
  });

  test('typed arrays serve as they are', () => {
    const typed = { sourceId: null, field: 'a', keys: Float64Array.of(1, 2, 11), values: Float64Array.of(1, 2, 5) };
    expect(column([typed], { aggregation: 'p50' })).toEqual([
      [0, 1.5],
      [10, 5],
    ]);
  });

  test('a field of any name is an own property', () => {
    const rows = aggregateSeries(
      ['__proto__', 'constructor', 'toString', ''].map((name) => series(name, [[1, 7]])),
      base,
    ).rows;
    expect(JSON.stringify(rows[0]?.values)).toBe('{"__proto__":7,"constructor":7,"toString":7,"":7}');
  });

  test('no series, no rows', () => {
    for (const fill of ['none', 'null', 'zero', 'previous', 'linear'] as const) {
      expect(aggregateSeries([], { ...base, fill })).toEqual({ rows: [], hasMore: false });
      expect(
        aggregateSeries(
          [
            series('a', [
              [1, null],
              [2, 'x'],
            ]),
          ],
          { ...base, fill },
        ),
      ).toEqual({ rows: [], hasMore: false });
    }
  });
});

describe('fill', () => {
  const gaps = [
    series('a', [
      [12, 4],
      [55, 10],
    ]),
  ];

  test.each<[Fill, [number, Value][]]>([
    [
      'none',
      [
        [10, 4],
        [50, 10],
      ],
    ],
    [
      'null',
      [
        [0, null],
        [10, 4],
        [20, null],
        [30, null],
        [50, 10],
      ],
    ],
    [
      'zero',
      [
        [0, 0],
        [10, 4],
        [20, 0],
        [30, 0],
        [50, 10],
      ],
    ],
    [
      'previous',
      [
        [10, 4],
        [20, 4],
        [30, 4],
        [50, 10],
      ],
    ],
    [
      'linear',
      [
        [10, 4],
        [20, 5.5],
        [30, 7],
        [50, 10],
      ],
    ],
  ])('%s', (fill, wanted) => {
    expect(column(gaps, { fill })).toEqual(wanted);
    expect(column(gaps, { fill, order: 'desc' })).toEqual(wanted.toReversed());
  });

  test('is done for each source and field by itself', () => {
    const all = [
      series(
        'a',
        [
          [1, 1],
          [21, 3],
        ],
        'x',
      ),
      series('b', [[11, 5]], 'x'),
      series('a', [[11, 9]], 'y'),
    ];
    expect(aggregateSeries(all, { ...base, fill: 'previous', limit: 4 }).rows).toEqual([
      { sourceId: 'x', key: 0, values: { a: 1 } },
      { sourceId: 'x', key: 10, values: { a: 1, b: 5 } },
      { sourceId: 'y', key: 10, values: { a: 9 } },
      { sourceId: 'x', key: 20, values: { a: 3, b: 5 } },
    ]);
  });

  test('linear leaves a gap between strings', () => {
    expect(
      column(
        [
          series('a', [
            [1, 'x'],
            [21, 'y'],
          ]),
        ],
        { aggregation: 'last', fill: 'linear' },
      ),
    ).toEqual([
      [0, 'x'],
      [20, 'y'],
    ]);
  });
});

describe('pages', () => {
  test('reach over groups of several sources, the numbered series first', () => {
    const all = [
      series(
        'a',
        [
          [1, 1],
          [11, 2],
        ],
        'x',
      ),
      series('a', [
        [2, 3],
        [12, 4],
      ]),
      series('a', [[3, 5]], 'b'),
    ];
    const order = (query: Partial<GroupQuery>): (string | number)[] =>
      aggregateSeries(all, { ...base, ...query }).rows.map(({ sourceId, key }) => `${sourceId ?? 'numbered'} ${key}`);
    expect(order({})).toEqual(['numbered 0', 'b 0', 'x 0', 'numbered 10', 'x 10']);
    expect(order({ order: 'desc', offset: 1, limit: 3 })).toEqual(['numbered 10', 'x 0', 'b 0']);
    expect(aggregateSeries(all, { ...base, limit: 5 }).hasMore).toBe(false);
    expect(aggregateSeries(all, { ...base, limit: 4 }).hasMore).toBe(true);
  });
});

/** Sums of these are exact in any order. */
const exactValue = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map((value) => value / 4),
  fc.boolean(),
  fc.constantFrom('', 'on', 'off'),
  fc.constant(null),
);
const point = fc.record({
  sourceId: fc.constantFrom(null, 'a', 'b'),
  key: fc.integer({ min: 0, max: 200 }),
  values: fc.dictionary(fc.constantFrom('1', 'x', '__proto__'), exactValue, { maxKeys: 3, noNullPrototype: true }),
});
const aggregations: Aggregation[] = ['avg', 'min', 'max', 'sum', 'count', 'first', 'last', 'p50', 'p90', 'p95', 'p99', 'rate'];
const anyQuery = fc.record({
  aggregation: fc.constantFrom(...aggregations),
  starts: fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 12 }).map((starts) => [0, ...starts].sort((a, b) => a - b)),
  fill: fc.constantFrom<Fill>('none', 'null', 'zero', 'previous', 'linear'),
  order: fc.constantFrom('asc', 'desc'),
  limit: fc.integer({ min: 1, max: 20 }),
  offset: fc.integer({ min: 0, max: 20 }),
});

function seriesOf(points: readonly Point[]): Series[] {
  const names = new Map<string, Series & { keys: number[]; values: Value[] }>();
  for (const { sourceId, key, values } of points.toSorted((a, b) => Number(a.key) - Number(b.key))) {
    for (const [field, value] of Object.entries(values)) {
      const name = JSON.stringify([sourceId, field]);
      const found = names.get(name) ?? { sourceId, field, keys: [], values: [] };
      found.keys.push(Number(key));
      found.values.push(value);
      names.set(name, found);
    }
  }
  return [...names.values()];
}

test('any aggregate equals the naive one', () => {
  const points = fc.uniqueArray(point, { maxLength: 40, selector: ({ sourceId, key }) => `${sourceId} ${key}` });
  fc.assert(
    fc.property(points, anyQuery, (all, query) => {
      expect(aggregateSeries(seriesOf(all), query)).toEqual(naiveAggregate(all, query));
    }),
    { numRuns: 2000 },
  );
});
