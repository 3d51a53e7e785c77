import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCells, encodeCells, regroup } from '../../src/store/columns/batch.ts';
import type { Cells } from '../../src/store/columns/batch.ts';
import { decodeColumn, encodeColumn } from '../../src/store/columns/codec.ts';
import { concat, kinds, settle, slice, unionOfKeys, valueAt } from '../../src/store/columns/column.ts';
import type { Column } from '../../src/store/columns/column.ts';
import type { Value } from '../../src/store/store.ts';
import { value } from './support/arbitraries.ts';

type Reading = [key: number, value: Value];

const day = 86_400_000;
const origin = 20_000 * day;

function columnOf(readings: readonly Reading[]): Column {
  const texts: string[] = [];
  const kindOf = (each: Value): number => {
    if (typeof each === 'number') return kinds.number;
    if (typeof each === 'string') return kinds.text;
    return each === null ? kinds.null : each ? kinds.true : kinds.false;
  };
  const numberOf = (each: Value): number => (typeof each === 'number' ? each : typeof each === 'string' ? texts.push(each) - 1 : 0);
  return {
    keys: Float64Array.from(readings, ([key]) => key),
    numbers: Float64Array.from(readings, ([, each]) => numberOf(each)),
    types: Uint8Array.from(readings, ([, each]) => kindOf(each)),
    texts,
  };
}

const readingsOf = (column: Column): Reading[] => Array.from(column.keys, (key, index) => [key, valueAt(column, index)]);

const key = fc.oneof(
  fc.integer({ min: 0, max: day - 1 }),
  fc.integer({ min: 0, max: 1439 }).map((minute) => minute * 60_000),
);
const decimal = fc
  .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, places]) => digits / 10 ** places);
const awkward = fc.constantFrom(
  0,
  -0,
  5e-324,
  -5e-324,
  Number.MAX_VALUE,
  2 ** 50,
  2 ** 50 + 1,
  2 ** 53,
  0.1 + 0.2,
  1e-9,
  123456789.12345678,
);
const anyNumber = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), decimal, awkward);
const uniform = [decimal, fc.integer(), fc.boolean(), fc.constantFrom('on', 'off'), fc.constant(null), anyNumber, value];
const readings = fc
  .constantFrom(...uniform)
  .chain((values: fc.Arbitrary<Value>) => fc.array(fc.tuple(key, values), { maxLength: 300, size: 'max' }));

const sorted = readings.map((all) =>
  [...new Map(all).entries()].sort(([a], [b]) => a - b).map(([at, each]): Reading => [origin + at, each]),
);

describe('a column', () => {
  test('comes back bit for bit', () => {
    fc.assert(
      fc.property(sorted, (all) => {
        const { data } = encodeColumn(columnOf(all), origin);
        expect(readingsOf(decodeColumn(data, origin))).toStrictEqual(all);
      }),
      { numRuns: 1000 },
    );
  });

  test('of numbers needs no types, and keeps both zeros', () => {
    fc.assert(
      fc.property(fc.array(anyNumber), (numbers) => {
        const all = numbers.map((each, index): Reading => [origin + index * 1000, each]);
        const decoded = decodeColumn(encodeColumn({ ...columnOf(all), types: null }, origin).data, origin);
        expect(decoded.types).toBeNull();
        expect(readingsOf(decoded)).toStrictEqual(all);
      }),
      { numRuns: 1000 },
    );
  });

  test('has the hash of its keys, whatever its values', () => {
    fc.assert(
      fc.property(sorted, sorted, (one, other) => {
        const hashOf = (all: Reading[]): string => encodeColumn(columnOf(all), origin).keysHash;
        expect(hashOf(one)).toBe(hashOf(one.map(([at]) => [at, 'x'])));
        const sameKeys = JSON.stringify(one.map(([at]) => at)) === JSON.stringify(other.map(([at]) => at));
        expect(hashOf(one) === hashOf(other)).toBe(sameKeys);
      }),
    );
  });

  test('settles: keys ascend, and of equal ones the last is kept, also over several columns', () => {
    fc.assert(
      fc.property(readings, fc.nat(300), (all, cut) => {
        const column = columnOf(all);
        const wanted = [...new Map(all).entries()].sort(([a], [b]) => a - b);
        expect(readingsOf(settle(column))).toStrictEqual(wanted);
        const at = Math.min(cut, all.length);
        expect(readingsOf(settle(concat([columnOf(all.slice(0, at)), slice(column, at, all.length)])))).toStrictEqual(wanted);
      }),
    );
  });

  test('bytes that end too early are refused', () => {
    const { data } = encodeColumn(
      columnOf([
        [origin, 1],
        [origin + 1, 2],
      ]),
      origin,
    );
    for (let end = 1; end < data.length; end++) expect(() => decodeColumn(data.subarray(0, end), origin)).toThrow(RangeError);
  });
});

test('keys of several lists, each once', () => {
  const list = fc.uniqueArray(fc.integer({ min: -20, max: 20 })).map((keys) => Float64Array.from(keys).sort());
  fc.assert(
    fc.property(fc.array(list), (lists) => {
      const wanted = [...new Set(lists.flatMap((keys) => [...keys]))].sort((a, b) => a - b);
      expect([...unionOfKeys(lists)]).toEqual(wanted);
    }),
  );
});

describe('a batch', () => {
  const rows = fc.array(fc.record({ series: fc.integer({ min: 1, max: 4 }), key: fc.maxSafeInteger(), value }), {
    maxLength: 200,
    size: 'max',
  });

  function cellsOf(all: readonly { series: number; key: number; value: Value }[]): Cells {
    const { keys, numbers, types, texts } = columnOf(all.map((row) => [row.key, row.value]));
    return { count: all.length, series: Int32Array.from(all, ({ series }) => series), keys, numbers, types, texts };
  }

  test('comes back in its order, and is sorted by series and day', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const batches = [first, second].map((all) => decodeCells(encodeCells(cellsOf(all))));
        const groups = regroup(batches, day);
        const names = groups.map((group) => `${group.series} ${group.day}`);
        expect(new Set(names).size).toBe(names.length);
        for (const group of groups) {
          const wanted = [...first, ...second].filter((row) => row.series === group.series && Math.floor(row.key / day) === group.day);
          expect(readingsOf(group.column)).toStrictEqual(wanted.map((row) => [row.key, row.value]));
        }
        expect(groups.reduce((sum, { column }) => sum + column.keys.length, 0)).toBe(first.length + second.length);
      }),
    );
  });
});
