import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import { histogramError, histogramPercentile } from '../../src/store/log-histogram.ts';
import { percentile } from '../../src/store/reduce.ts';
import { freshBucket } from './support/model.ts';
import { reading, useStore, whole } from './support/store.ts';

/** What the neighbours of a position may be off by, and the rounding of their logarithms. */
const tolerance = histogramError + 1e-9;

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(0, -0, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 2.2250738585072014e-308, 1),
);

describe('percentiles by the histogram', () => {
  test('lie within one in a hundred of the sorted neighbours, of any numbers', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
        const got = histogramPercentile(values, 0, values.length, fraction);
        const sorted = Float64Array.from(values).sort();
        const position = fraction * (values.length - 1);
        const [low = 0, high = 0] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
        // Sizes below the least normal number count as zero.
        const least = 2.3e-308;
        expect(got).toBeGreaterThanOrEqual(low - Math.abs(low) * tolerance - least);
        expect(got).toBeLessThanOrEqual(high + Math.abs(high) * tolerance + least);
        expect(got).toBeGreaterThanOrEqual(sorted[0] ?? 0);
        expect(got).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test('of numbers of one sign are within one in a hundred of the exact ones', () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.exp(((i * 7919) % 100_003) / 5000) / 1000);
    for (const sign of [1, -1]) {
      const own = values.map((value) => sign * value);
      for (const fraction of [0.001, 0.5, 0.9, 0.95, 0.99, 1]) {
        const exact = percentile(own, 0, own.length, fraction);
        expect(Math.abs(histogramPercentile(own, 0, own.length, fraction) - exact)).toBeLessThanOrEqual(Math.abs(exact) * tolerance);
      }
    }
  });
});

describe('an aggregate', () => {
  const { store, database } = useStore();

  test('tells that groups with very many values have no exact percentiles, and keeps the others exact', async () => {
    const bucket = freshBucket();
    const { db } = database();
    const few = createStore({ maxPoints: 100_000, exactPercentiles: 100 });
    const points = Array.from({ length: 1000 }, (_, i) => reading(i < 950 ? i : 10_000 + i, { a: 100 + ((i * 37) % 1000) }));
    await store.write(db, bucket, points);
    const asked = { aggregation: 'p90', fill: 'none', grouping: { milliseconds: 10_000 } } as const;
    const exact = await store.aggregate(db, bucket, 0, asked, whole);
    const rough = await few.aggregate(db, bucket, 0, asked, whole);
    expect(exact.percentileError).toBeUndefined();
    expect(rough.percentileError).toBe(histogramError);
    expect(rough.rows[1]).toEqual(exact.rows[1]);
    const [got, wanted] = [rough.rows[0]?.values['a'], exact.rows[0]?.values['a']];
    expect(got).not.toBe(wanted);
    expect(Math.abs(Number(got) - Number(wanted))).toBeLessThanOrEqual(Number(wanted) * tolerance);
    expect((await few.aggregate(db, bucket, 0, { ...asked, from: 10_000 }, whole)).percentileError).toBeUndefined();
    expect((await few.aggregate(db, bucket, 0, { ...asked, aggregation: 'avg' }, whole)).percentileError).toBeUndefined();
    await few.close();
  });
});
