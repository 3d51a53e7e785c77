import { selectedSources } from './aggregate.ts';
import type { Stored } from './scan.ts';
import type { ColumnSelection } from './select.ts';

/** How many points there are, and the keys of the first and the last one. */
export interface Extent {
  points: number;
  first?: number;
  last?: number;
}

/** What was counted, and what is decoded to be counted, source by source. */
export function extentOf(stored: Stored, { selection }: { selection: ColumnSelection }): Extent {
  const extent = { points: 0, first: Infinity, last: -Infinity };
  const add = ({ points, first, last }: Count): void => {
    extent.points += points;
    extent.first = Math.min(extent.first, first);
    extent.last = Math.max(extent.last, last);
  };
  for (const count of stored.snapshot.counts) add(count);
  for (const { keys } of selectedSources(stored, selection)) add({ points: keys.length, first: keys[0] ?? 0, last: keys.at(-1) ?? 0 });
  return extent.points === 0 ? { points: 0 } : extent;
}

interface Count {
  points: number;
  first: number;
  last: number;
}
