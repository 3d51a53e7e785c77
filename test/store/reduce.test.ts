import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { average, interpolate, percentile, rate, reducers, sum } from '../../src/store/reduce.ts';
import { absolute, exact, exactSum } from './support/exact.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const numbers = fc.array(finite, { minLength: 1, maxLength: 50 });
const maximum = Number.MAX_VALUE;

describe('sum and avg', () => {
  test('keep what plain addition loses', () => {
    expect(sum([1, 1e100, 1, -1e100], 0, 4)).toBe(2);
    expect(
      sum(
        Array.from({ length: 10 }, () => 0.1),
        0,
        10,
      ),
    ).toBe(1);
    expect(average([0.1, 0.1, 0.1], 0, 3)).toBe(0.1);
  });

  test('take only their slice', () => {
    expect(sum([1, 2, 3, 4], 1, 3)).toBe(5);
    expect(average(Float64Array.of(1, 2, 4, 100), 1, 3)).toBe(3);
  });

  test('pass through the limit of float64 and back', () => {
    expect(sum([maximum, maximum, -maximum, -maximum], 0, 4)).toBe(0);
    expect(sum([maximum, maximum], 0, 2)).toBe(Infinity);
    expect(average([maximum, maximum], 0, 2)).toBe(maximum);
    expect(average([-maximum, -maximum, maximum], 0, 3)).toBeCloseTo(-maximum / 3, -295);
  });

  test('are exact to one part in 2^51 of the sum and one in 2^90 of the terms', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const got = sum(values, 0, values.length);
        const wanted = exactSum(values);
        const terms = values.reduce((total, value) => total + absolute(exact(value)), 0n);
        if (!Number.isFinite(got)) expect(absolute(wanted)).toBeGreaterThan(exact(maximum) - exact(2 ** 970));
        else expect(absolute(exact(got) - wanted)).toBeLessThanOrEqual((absolute(wanted) >> 51n) + (terms >> 90n) + 1n);
      }),
    );
  });

  test('the mean lies between the least and the greatest value, and is theirs when they are equal', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const mean = average(values, 0, values.length);
        const size = Math.max(...values.map(Math.abs));
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - size * 2 ** -52);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + size * 2 ** -52);
      }),
    );
    fc.assert(
      fc.property(finite, fc.integer({ min: 1, max: 99 }), (value, count) => {
        expect(
          average(
            Array.from({ length: count }, () => value),
            0,
            count,
          ),
        ).toBe(value + 0);
      }),
    );
  });
});

describe('percentiles', () => {
  test('interpolate between the closest ranks', () => {
    expect(percentile([4, 1, 3, 2], 0, 4, 0.5)).toBe(2.5);
    expect(percentile([10, 20], 0, 2, 0.9)).toBe(19);
    expect(percentile([7], 0, 1, 0.99)).toBe(7);
    expect(percentile([9, 3, 1, 2, 9], 1, 4, 0.5)).toBe(2);
    expect(
      reducers.p95(
        Array.from({ length: 101 }, (_, i) => i),
        0,
        101,
        [],
      ),
    ).toBe(95);
  });

  test('leave the values as they were', () => {
    const values = [3, 1, 2];
    percentile(values, 0, 3, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  test('never lie outside of the values', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(0.5, 0.9, 0.95, 0.99), (values, fraction) => {
        const got = percentile(values, 0, values.length, fraction);
        expect(got).toBeGreaterThanOrEqual(Math.min(...values));
        expect(got).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  test('interpolation survives a distance beyond float64', () => {
    expect(interpolate(-maximum, maximum, 0.5)).toBe(0);
    expect(interpolate(-maximum, maximum, 1)).toBe(maximum);
    expect(interpolate(5, 5, 0.3)).toBe(5);
  });
});

describe('rate', () => {
  const keys = [0, 1000, 3000, 4000, 10_000];

  test('is the increase per second between the first and the last point', () => {
    expect(rate([0, 10, 20, 30, 100], 0, 5, keys)).toBe(10);
    expect(rate([5, 6], 0, 2, [0, 500])).toBe(2);
  });

  test('after a drop the new value is the increase', () => {
    expect(rate([100, 110, 4, 5, 5], 0, 5, keys)).toBe(1.5);
  });

  test('an increase belongs to the group of its later point', () => {
    expect(rate([0, 10, 20, 30, 100], 2, 4, keys)).toBe(20 / 3);
    expect(rate([0, 10, 20, 30, 100], 4, 5, keys)).toBe(70 / 6);
  });

  test('needs two points', () => {
    expect(rate([5], 0, 1, [0])).toBeUndefined();
    expect(rate([5, 7], 0, 1, [0, 1])).toBeUndefined();
    expect(rate([5, 7], 1, 2, [0, 1000])).toBe(2);
  });
});

test('min and max', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      expect(reducers.min(values, 0, values.length, [])).toBe(Math.min(...values));
      expect(reducers.max(values, 0, values.length, [])).toBe(Math.max(...values));
    }),
  );
});
