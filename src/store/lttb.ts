/**
 * Chooses points of a series for a chart by Largest-Triangle-Three-Buckets (S. Steinarsson, "Downsampling Time Series for Visual
 * Representation", 2013): the first and the last point, and of each of `count - 2` equal stretches between them the one that
 * makes the largest triangle with the point chosen before it and the mean of the next stretch. Of equal ones the first.
 *
 * Answers the indices, ascending; all of them when there are no more than `count`, which is at least 3.
 */
export function largestTriangles(keys: ArrayLike<number>, values: ArrayLike<number>, count: number): Uint32Array {
  const { length } = keys;
  if (length <= count) return Uint32Array.from({ length }, (_, index) => index);
  const chosen = new Uint32Array(count);
  const size = (length - 2) / (count - 2);
  const startOf = (stretch: number): number => Math.min(length - 1, Math.floor(stretch * size) + 1);
  let before = 0;
  for (let stretch = 0; stretch < count - 2; stretch++) {
    const end = startOf(stretch + 1);
    // The last point is a stretch of its own.
    const nextEnd = stretch === count - 3 ? length : startOf(stretch + 2);
    const [x, y] = [keys[before] ?? NaN, values[before] ?? NaN];
    const [nextX, nextY] = [mean(keys, end, nextEnd), mean(values, end, nextEnd)];
    let [best, largest] = [startOf(stretch), -1];
    for (let i = best; i < end; i++) {
      const area = Math.abs((x - nextX) * ((values[i] ?? NaN) - y) - (x - (keys[i] ?? NaN)) * (nextY - y));
      if (area > largest) [best, largest] = [i, area];
    }
    chosen[stretch + 1] = before = best;
  }
  chosen[count - 1] = length - 1;
  return chosen;
}

/** Term by term, so that the sum does not overflow. */
function mean(numbers: ArrayLike<number>, start: number, end: number): number {
  let total = 0;
  for (let i = start; i < end; i++) total += (numbers[i] ?? NaN) / (end - start);
  return total;
}
