import { interpolate } from './reduce.ts';
import type { Fill, Value } from './store.ts';

/** The groups of one series that have a value: their numbers, ascending, and beside each its value. */
export interface Cells {
  groups: number[];
  values: Value[];
}

/**
 * The value of a series in a group: its own, or what `fill` puts into the gap; undefined when it stays empty.
 *
 * - `null`, `zero`: that value;
 * - `previous`: the value of the nearest earlier group that has one (not of points before the range);
 * - `linear`: between the nearest groups on both sides, by the time of the groups' `starts`; only between two numbers.
 */
export function valueAt(cells: Cells, group: number, fill: Fill, starts: readonly number[]): Value | undefined {
  const index = lastUpTo(cells.groups, group);
  if (cells.groups[index] === group) return cells.values[index];
  switch (fill) {
    case 'none':
      return undefined;
    case 'null':
      return null;
    case 'zero':
      return 0;
    case 'previous':
      return cells.values[index];
    case 'linear':
      return between(cells, index, group, starts);
  }
}

function between(cells: Cells, index: number, group: number, starts: readonly number[]): number | undefined {
  const [low, high] = [cells.values[index], cells.values[index + 1]];
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const time = (number: number | undefined): number => starts[number ?? -1] ?? NaN;
  const from = time(cells.groups[index]);
  return interpolate(low, high, (time(group) - from) / (time(cells.groups[index + 1]) - from));
}

/** The index of the last number that is at most `limit`, or -1. `numbers` ascend. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
