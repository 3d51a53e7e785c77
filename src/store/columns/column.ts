import { valueKinds as kinds } from '../store.ts';
import type { Value } from '../store.ts';

export { valueKinds as kinds } from '../store.ts';

/** The points of one series: keys and beside each its value. */
export interface Column {
  keys: Float64Array;
  numbers: Float64Array;
  /** The kind of each value; null when all are numbers. */
  types: Uint8Array | null;
  texts: readonly string[];
}

export const emptyColumn: Column = { keys: new Float64Array(), numbers: new Float64Array(), types: null, texts: [] };

/** The value at an index within bounds. */
export function valueAt({ types, numbers, texts }: Column, index: number): Value {
  const number = numbers[index] ?? 0;
  if (types === null) return number;
  switch (types[index]) {
    case kinds.number:
      return number;
    case kinds.text:
      return texts[number] ?? '';
    case kinds.null:
      return null;
    default:
      return types[index] === kinds.true;
  }
}

/** Numbers stay in their typed array, which the reducers read at once. */
export function valuesOf(column: Column): ArrayLike<Value> {
  if (column.types === null) return column.numbers;
  return Array.from(column.keys, (_, index) => valueAt(column, index));
}

/** The first index whose key is at least `key`; the length when none is. */
export function lowerBound(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? Infinity) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of a key, or -1. */
export function indexOf(keys: Float64Array, key: number): number {
  const index = lowerBound(keys, key);
  return keys[index] === key ? index : -1;
}

/** The points from `start` to `end`, exclusive; without copying. */
export function slice(column: Column, start: number, end: number): Column {
  if (start === 0 && end === column.keys.length) return column;
  return {
    keys: column.keys.subarray(start, end),
    numbers: column.numbers.subarray(start, end),
    types: column.types?.subarray(start, end) ?? null,
    texts: column.texts,
  };
}

/** The points of keys from `from` to `to`, exclusive, of a column in the order of keys. */
export function between(column: Column, from: number, to: number): Column {
  return slice(column, lowerBound(column.keys, from), lowerBound(column.keys, to));
}

/** The column in memory of its own when it is only a small part of what it was sliced from. */
export function compact(column: Column): Column {
  const { keys, numbers, types, texts } = column;
  if (keys.byteLength * 2 >= keys.buffer.byteLength) return column;
  return { keys: keys.slice(), numbers: numbers.slice(), types: types && types.slice(), texts };
}

/** The points that `keeps` wants, by index. */
export function filter(column: Column, keeps: (index: number) => boolean): Column {
  const kept: number[] = [];
  for (let i = 0; i < column.keys.length; i++) if (keeps(i)) kept.push(i);
  return kept.length === column.keys.length ? column : pickColumn(column, kept);
}

/** The points at these indices, in memory of their own. */
export function pickColumn(column: Column, indices: ArrayLike<number>): Column {
  const count = indices.length;
  const picked = {
    keys: new Float64Array(count),
    numbers: new Float64Array(count),
    types: column.types && new Uint8Array(count),
    texts: column.texts,
  };
  for (let i = 0; i < count; i++) {
    const index = indices[i] ?? 0;
    picked.keys[i] = column.keys[index] ?? 0;
    picked.numbers[i] = column.numbers[index] ?? 0;
    if (picked.types) picked.types[i] = column.types?.[index] ?? kinds.number;
  }
  return picked;
}

/** One column after the other. */
export function concat(columns: readonly Column[]): Column {
  const [first] = columns;
  if (first === undefined) return emptyColumn;
  if (columns.length === 1) return first;
  const count = columns.reduce((sum, { keys }) => sum + keys.length, 0);
  const hasTypes = columns.some(({ types }) => types !== null);
  const whole = {
    keys: new Float64Array(count),
    numbers: new Float64Array(count),
    types: hasTypes ? new Uint8Array(count).fill(kinds.number) : null,
  };
  const texts: string[] = [];
  let at = 0;
  for (const column of columns) {
    whole.keys.set(column.keys, at);
    whole.numbers.set(column.numbers, at);
    if (column.types !== null) whole.types?.set(column.types, at);
    if (column.texts.length > 0) {
      for (let i = 0; i < column.keys.length; i++) {
        if (column.types?.[i] === kinds.text) whole.numbers[at + i] = (column.numbers[i] ?? 0) + texts.length;
      }
      for (const text of column.texts) texts.push(text);
    }
    at += column.keys.length;
  }
  return { ...whole, texts };
}

/** The points in the order of keys; of those with the same key only the last one. */
export function settle(column: Column): Column {
  const { keys } = column;
  const starts = runsOf(keys);
  if (starts.length <= 1) return column;
  const order = mergeRuns(keys, starts);
  let kept = 0;
  for (let i = 0; i < order.length; i++) {
    const index = order[i] ?? 0;
    if (keys[index] === keys[order[i + 1] ?? -1]) continue;
    order[kept++] = index;
  }
  return pickColumn(column, order.subarray(0, kept));
}

/** Where keys begin that ascend. */
function runsOf(keys: Float64Array): number[] {
  const starts: number[] = keys.length === 0 ? [] : [0];
  for (let i = 1; i < keys.length; i++) if ((keys[i] ?? 0) <= (keys[i - 1] ?? 0)) starts.push(i);
  return starts;
}

/** The indices in the order of their keys, those of equal keys ascending. Values come in few ascending runs as a rule, which are merged in pairs. */
function mergeRuns(keys: Float64Array, starts: readonly number[]): Uint32Array {
  const { length } = keys;
  let from = new Uint32Array(length);
  for (let i = 0; i < length; i++) from[i] = i;
  let to = new Uint32Array(length);
  let ends = [...starts.slice(1), length];
  while (ends.length > 1) {
    const merged: number[] = [];
    let start = 0;
    for (let run = 0; run < ends.length; run += 2) {
      const middle = ends[run] ?? length;
      const end = ends[run + 1] ?? middle;
      mergePair(keys, from, to, start, middle, end);
      merged.push(end);
      start = end;
    }
    [from, to, ends] = [to, from, merged];
  }
  return from;
}

/** Merges two runs that lie side by side; what comes before the second one in any case is copied. */
function mergePair(keys: Float64Array, from: Uint32Array, to: Uint32Array, start: number, middle: number, end: number): void {
  let [left, right, at] = [start, middle, start];
  if (middle < end) {
    const second = keys[from[middle] ?? 0] ?? 0;
    let high = middle;
    for (let low = left; low < high;) {
      const half = (low + high) >>> 1;
      if ((keys[from[half] ?? 0] ?? 0) <= second) low = half + 1;
      else high = half;
    }
    to.set(from.subarray(left, high), at);
    at += high - left;
    left = high;
  }
  while (left < middle && right < end) {
    const [a, b] = [from[left] ?? 0, from[right] ?? 0];
    if ((keys[a] ?? 0) <= (keys[b] ?? 0)) {
      to[at++] = a;
      left++;
    } else {
      to[at++] = b;
      right++;
    }
  }
  to.set(from.subarray(left, middle), at);
  to.set(from.subarray(right, end), at + middle - left);
}

/** The keys of all lists, each once, ascending. The lists ascend. */
export function unionOfKeys(lists: readonly Float64Array[]): Float64Array {
  let union: Float64Array | undefined;
  const others: Float64Array[] = [];
  for (const keys of lists) {
    if (union === undefined) union = keys;
    else if (!equalKeys(union, keys)) others.push(keys);
  }
  if (union === undefined) return new Float64Array();
  if (others.length === 0) return union;
  const all = new Float64Array(others.reduce((sum, keys) => sum + keys.length, union.length));
  all.set(union);
  let at = union.length;
  for (const keys of others) {
    all.set(keys, at);
    at += keys.length;
  }
  all.sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) {
    if (i > 0 && all[i] === all[i - 1]) continue;
    all[kept++] = all[i] ?? 0;
  }
  return all.subarray(0, kept);
}

function equalKeys(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
