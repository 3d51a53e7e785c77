import { interpolate } from './reduce.ts';
import type { Fill, Value } from './store.ts';

/** The groups of one series that have a value: their numbers, ascending, and beside each its value. */
export interface Cells {
  groups: number[];
  values: Value[];
  /** The last value before all groups, and its time. */
  before?: { key: number; value: Value };
}

/** How gaps are filled: over groups with these `starts` (epoch ms), and how many ms `previous` and `linear` reach; any when absent. */
export interface Filling {
  fill: Fill;
  starts: readonly number[];
  fillLimit?: number;
}

/**
 * The value of a series in a group: its own, or what `fill` puts into the gap; undefined when it stays empty.
 *
 * - `null`, `zero`: that value;
 * - `previous`: the value of the nearest earlier group that has one, else the one before all groups; if the group starts at
 *   most `fillLimit` after the start of that group, or after that value;
 * - `linear`: between the nearest groups on both sides, by the time of the groups' `starts`; only between two numbers, and
 *   groups that start at most `fillLimit` apart.
 */
export function valueAt(cells: Cells, group: number, filling: Filling): Value | undefined {
  const index = lastUpTo(cells.groups, group);
  if (cells.groups[index] === group) return cells.values[index];
  switch (filling.fill) {
    case 'none':
      return undefined;
    case 'null':
      return null;
    case 'zero':
      return 0;
    case 'previous':
      return previous(cells, index, group, filling);
    case 'linear':
      return between(cells, index, group, filling);
  }
}

function previous(cells: Cells, index: number, group: number, { starts, fillLimit = Infinity }: Filling): Value | undefined {
  const value = index < 0 ? cells.before?.value : cells.values[index];
  const since = index < 0 ? cells.before?.key : starts[cells.groups[index] ?? -1];
  return (starts[group] ?? NaN) - (since ?? NaN) <= fillLimit ? value : undefined;
}

function between(cells: Cells, index: number, group: number, { starts, fillLimit = Infinity }: Filling): number | undefined {
  const [low, high] = [cells.values[index], cells.values[index + 1]];
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const time = (number: number | undefined): number => starts[number ?? -1] ?? NaN;
  const [from, to] = [time(cells.groups[index]), time(cells.groups[index + 1])];
  return to - from <= fillLimit ? interpolate(low, high, (time(group) - from) / (to - from)) : undefined;
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
