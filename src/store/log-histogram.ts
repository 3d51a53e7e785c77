import { interpolate } from './reduce.ts';

/** The relative error of a value that the histogram tells. */
export const histogramError = 0.01;

/** The base of the classes: a class reaches from one power of it to the next, and its middle is off by at most the error. */
const gamma = (1 + histogramError) / (1 - histogramError);
const logGamma = Math.log(gamma);

/** Sizes below the least normal float64 count as zero. */
const leastSize = 2.2250738585072014e-308;
const leastClass = Math.ceil(Math.log(leastSize) / logGamma);
const classes = Math.ceil(Math.log(Number.MAX_VALUE) / logGamma) - leastClass + 1;

/**
 * Percentiles of many numbers in little memory: a histogram whose classes grow in a geometric series, so that each value is known
 * to within `histogramError` of its size, with classes for numbers below zero and one for zero (DDSketch: Masson, Rim, Lee,
 * "DDSketch: A fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019).
 *
 * Position and interpolation are those of `percentile`; no result lies beyond the least and the greatest number.
 */
export function histogramPercentile(values: ArrayLike<number>, start: number, end: number, fraction: number): number {
  const [below, above] = [new Float64Array(classes), new Float64Array(classes)];
  let [zeros, least, greatest] = [0, Infinity, -Infinity];
  for (let i = start; i < end; i++) {
    const value = values[i] ?? NaN;
    const size = Math.abs(value);
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    if (size < leastSize) {
      zeros++;
    } else {
      const side = value < 0 ? below : above;
      const index = Math.ceil(Math.log(size) / logGamma) - leastClass;
      side[index] = (side[index] ?? 0) + 1;
    }
  }
  const at = (rank: number): number => Math.min(greatest, Math.max(least, valueAtRank({ below, zeros, above }, rank)));
  const position = fraction * (end - start - 1);
  const rank = Math.floor(position);
  const [low, high] = [at(rank), at(Math.ceil(position))];
  return interpolate(low, high, position - rank);
}

interface Histogram {
  below: Float64Array;
  zeros: number;
  above: Float64Array;
}

/** The value of a rank, from 0; numbers below zero come with the greatest sizes first. */
function valueAtRank({ below, zeros, above }: Histogram, rank: number): number {
  let left = rank;
  for (let index = classes - 1; index >= 0; index--) {
    left -= below[index] ?? 0;
    if (left < 0) return -middleOf(index);
  }
  left -= zeros;
  if (left < 0) return 0;
  for (let index = 0; index < classes; index++) {
    left -= above[index] ?? 0;
    if (left < 0) return middleOf(index);
  }
  return Infinity;
}

/** The value that is equally far, by its size, from both ends of a class. */
function middleOf(index: number): number {
  return (2 * Math.exp((index + leastClass) * logGamma)) / (gamma + 1);
}
