import type { Knex } from 'knex';
import type { BucketRef, Key, Selection } from '../store.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { scanSources } from './scan.ts';
import type { Stored } from './scan.ts';
import { applySelection, isConditional, selectColumns } from './select.ts';
import type { ColumnSelection } from './select.ts';

export interface Extent {
  points: number;
  first?: Key;
  last?: Key;
}

/**
 * `Store.extent` on columns. Days that nothing changes are counted without reading their points. With `maxPoints` no more
 * than so many may have to be read. @throws TooManyPoints
 */
export async function readExtent(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  selection: Selection,
  maxPoints?: number,
): Promise<Extent> {
  const wanted = selectColumns(bucket, now, selection);
  if (wanted.isEmpty) return { points: 0 };
  const columns = isConditional(wanted) ? 'data' : 'counting';
  const reading = await readShard(db, names, bucket, { ...wanted, pointsOnly: columns === 'counting', columns, most: maxPoints });
  return reading === null ? { points: 0 } : extentOf(reading, wanted);
}

/** What was counted, and what is decoded to be counted, source by source. */
function extentOf(stored: Stored, wanted: ColumnSelection): Extent {
  const extent = { points: 0, first: Infinity, last: -Infinity };
  const add = ({ points, first, last }: Count): void => {
    extent.points += points;
    extent.first = Math.min(extent.first, first);
    extent.last = Math.max(extent.last, last);
  };
  for (const count of stored.snapshot.counts) add(count);
  for (const source of scanSources(stored, wanted)) {
    for (const { keys } of applySelection([source], wanted)) add({ points: keys.length, first: keys[0] ?? 0, last: keys.at(-1) ?? 0 });
  }
  return extent.points === 0 ? { points: 0 } : extent;
}

interface Count {
  points: number;
  first: number;
  last: number;
}
