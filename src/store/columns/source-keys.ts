import { stretches } from '../../domain/turns.ts';
import type { Steps } from '../../domain/turns.ts';
import type { WriteRequest } from './request.ts';

/** Keys of which sorting takes some milliseconds. */
const mostSorted = 32_768;

/** The keys that a request has of each of `count` sources, each once, ascending. `sourceOf` tells the source of each series. */
export function* keysBySource(
  { count: values, seriesOf, keys }: Pick<WriteRequest, 'count' | 'seriesOf' | 'keys'>,
  sourceOf: Int32Array,
  count: number,
): Steps<Float64Array[]> {
  const next = new Int32Array(count + 1);
  yield* stretches(values, (from, to) => {
    for (let i = from; i < to; i++) {
      const source = (sourceOf[seriesOf[i] ?? 0] ?? 0) + 1;
      next[source] = (next[source] ?? 0) + 1;
    }
  });
  for (let source = 1; source <= count; source++) next[source] = (next[source] ?? 0) + (next[source - 1] ?? 0);
  const starts = next.slice();
  const all = new Float64Array(values);
  yield* stretches(values, (from, to) => {
    for (let i = from; i < to; i++) {
      const source = sourceOf[seriesOf[i] ?? 0] ?? 0;
      const at = next[source] ?? 0;
      next[source] = at + 1;
      all[at] = keys[i] ?? 0;
    }
  });
  const found: Float64Array[] = [];
  let work = 0;
  for (let source = 0; source < count; source++) {
    const own = all.subarray(starts[source], starts[source + 1]);
    found.push(yield* ascending(own));
    work += own.length;
    if (work < mostSorted) continue;
    work = 0;
    yield;
  }
  return found;
}

/** The numbers of an array, which is changed, each once, ascending. */
function* ascending(numbers: Float64Array): Steps<Float64Array> {
  const order = { isAscending: true };
  yield* stretches(numbers.length, (from, to) => {
    order.isAscending &&= isAscending(numbers, Math.max(1, from), to);
  });
  const sorted = order.isAscending ? numbers : yield* sort(numbers);
  let kept = 0;
  yield* stretches(sorted.length, (from, to) => {
    let last = kept === 0 ? NaN : (sorted[kept - 1] ?? NaN);
    for (let i = from; i < to; i++) {
      const number = sorted[i] ?? 0;
      if (number !== last) sorted[kept++] = last = number;
    }
  });
  return sorted.subarray(0, kept);
}

function isAscending(numbers: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((numbers[i] ?? 0) < (numbers[i - 1] ?? 0)) return false;
  return true;
}

/** Sorts piece by piece, and then merges the pieces in pairs. */
function* sort(numbers: Float64Array): Steps<Float64Array> {
  const { length } = numbers;
  for (let from = 0; from < length; from += mostSorted) {
    numbers.subarray(from, from + mostSorted).sort();
    yield;
  }
  let [source, target] = [numbers, length > mostSorted ? new Float64Array(length) : numbers];
  for (let size = mostSorted; size < length; size *= 2) {
    for (let from = 0; from < length; from += size * 2)
      yield* merge(source, target, from, Math.min(length, from + size), Math.min(length, from + size * 2));
    [source, target] = [target, source];
  }
  return source;
}

/** Merges two neighbours that ascend. */
function* merge(source: Float64Array, target: Float64Array, from: number, middle: number, to: number): Steps<void> {
  const at = { left: from, right: middle };
  yield* stretches(to - from, (first, last) => {
    let { left, right } = at;
    for (let i = from + first; i < from + last; i++) {
      const takesLeft = left < middle && (right >= to || (source[left] ?? 0) <= (source[right] ?? 0));
      target[i] = (takesLeft ? source[left++] : source[right++]) ?? 0;
    }
    Object.assign(at, { left, right });
  });
}
