import type { Aggregation } from './store.ts';

/** The aggregations that compute with numbers; the others take any value. */
export type NumericAggregation = Exclude<Aggregation, 'count' | 'first' | 'last'>;

/**
 * Computes one number from `values[start]` to `values[end - 1]` of a series whose keys (epoch ms) ascend; `end > start`.
 * Undefined: there is no such number. The result may be infinite when it is beyond the range of float64.
 */
export type Reducer = (values: ArrayLike<number>, start: number, end: number, keys: ArrayLike<number>) => number | undefined;

/** Which part of the values lies below each percentile. */
const fractions = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** The part of the values below a percentile; undefined for other aggregations. */
export function fractionOf(aggregation: Aggregation): number | undefined {
  return new Map<string, number>(Object.entries(fractions)).get(aggregation);
}

/** Each numeric aggregation over arrays of numbers. Plain or typed arrays serve alike. */
export const reducers: Record<NumericAggregation, Reducer> = {
  avg: average,
  min: (values, start, end) => {
    let least = Infinity;
    for (let i = start; i < end; i++) least = Math.min(least, at(values, i));
    return least;
  },
  max: (values, start, end) => {
    let greatest = -Infinity;
    for (let i = start; i < end; i++) greatest = Math.max(greatest, at(values, i));
    return greatest;
  },
  sum,
  p50: (values, start, end) => percentile(values, start, end, fractions.p50),
  p90: (values, start, end) => percentile(values, start, end, fractions.p90),
  p95: (values, start, end) => percentile(values, start, end, fractions.p95),
  p99: (values, start, end) => percentile(values, start, end, fractions.p99),
  rate,
};

/** Whether the aggregation computes with numbers. */
export function isNumeric(aggregation: Aggregation): aggregation is NumericAggregation {
  return aggregation in reducers;
}

/** For indices within bounds, where the fallback never applies. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? NaN;
}

/** Scaling by a power of two is exact, and keeps the sum of a thousand million greatest float64 finite. */
const downscale = 2 ** -64;

/** The sum after Neumaier: the error does not grow with the number of values. Infinite only when the true sum is beyond float64. */
export function sum(values: ArrayLike<number>, start: number, end: number): number {
  const plain = neumaier(values, start, end, 1);
  return Number.isFinite(plain) ? plain : neumaier(values, start, end, downscale) / downscale;
}

/** The arithmetic mean; finite even where the sum is not, and the value itself where all are equal. */
export function average(values: ArrayLike<number>, start: number, end: number): number {
  const count = end - start;
  const plain = neumaier(values, start, end, 1);
  const [least, greatest] = [reducers.min(values, start, end, []) ?? plain, reducers.max(values, start, end, []) ?? plain];
  if (Number.isFinite(plain)) return meanOf(plain, count, least, greatest);
  return meanOf(neumaier(values, start, end, downscale), count * downscale, least, greatest);
}

/** The mean of so many values between the least and the greatest, from their sum. */
export function meanOf(total: number, count: number, least: number, greatest: number): number {
  // Rounding may carry the mean just beyond the values, as for three times 0.1. Adding 0 makes of -0 a 0, as a sum is.
  return 0 + Math.min(greatest, Math.max(least, total / count));
}

/** Sum, least and greatest of a slice in one pass; the sum as `sum` computes it. */
export function extremes(values: Float64Array, start: number, end: number): { total: number; least: number; greatest: number } {
  let total = 0;
  let lost = 0;
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = start; i < end; i++) {
    const value = values[i] ?? NaN;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  total += lost;
  return { total: Number.isFinite(total) ? total : sum(values, start, end), least, greatest };
}

function neumaier(values: ArrayLike<number>, start: number, end: number, scale: number): number {
  let total = 0;
  let lost = 0;
  for (let i = start; i < end; i++) {
    const value = at(values, i) * scale;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/**
 * The exact percentile by linear interpolation between closest ranks, as PostgreSQL's `percentile_cont`
 * (definition 7 of Hyndman and Fan): position `fraction * (n - 1)` in the sorted values.
 */
export function percentile(values: ArrayLike<number>, start: number, end: number, fraction: number): number {
  const sorted = new Float64Array(end - start);
  for (let i = start; i < end; i++) sorted[i - start] = at(values, i);
  sorted.sort();
  const position = fraction * (sorted.length - 1);
  const below = Math.floor(position);
  return interpolate(at(sorted, below), at(sorted, Math.ceil(position)), position - below);
}

/** The point at `fraction` (0 to 1) of the way from `low` to `high`; never beyond either, also when their distance overflows. */
export function interpolate(low: number, high: number, fraction: number): number {
  if (low === high) return low;
  const distance = high - low;
  return Number.isFinite(distance) ? low + distance * fraction : low * (1 - fraction) + high * fraction;
}

/**
 * The increase per second of a counter. The increase between two consecutive points belongs to the later one's group and is
 * divided by the seconds between them; a drop is a reset of the counter, after which the increase is the new value.
 * Undefined when no point of the slice has a predecessor in the series.
 */
export function rate(values: ArrayLike<number>, start: number, end: number, keys: ArrayLike<number>): number | undefined {
  const from = Math.max(start, 1);
  if (from >= end) return undefined;
  const increases = new Float64Array(end - from);
  for (let i = from; i < end; i++) {
    const value = at(values, i);
    const before = at(values, i - 1);
    increases[i - from] = value < before ? value : value - before;
  }
  const seconds = (at(keys, end - 1) - at(keys, from - 1)) / 1000;
  return sum(increases, 0, increases.length) / seconds;
}
