import type { Knex } from 'knex';
import type { BucketRef, Key, Selection } from '../store.ts';
import type { Catalog } from './catalog.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { scan } from './scan.ts';
import type { SourceRows } from './scan.ts';
import { applySelection, isConditional, selectColumns } from './select.ts';
import type { Piece } from './snapshot.ts';

export interface Extent {
  points: number;
  first?: Key;
  last?: Key;
}

/** `Store.extent` on columns. Days that nothing changes are counted without reading their points. */
export async function readExtent(db: Knex, names: Names, bucket: BucketRef, now: number, selection: Selection): Promise<Extent> {
  const wanted = selectColumns(bucket, now, selection);
  if (wanted.isEmpty) return { points: 0 };
  const columns = isConditional(wanted) || wanted.shown ? 'data' : 'counting';
  const reading = await readShard(db, names, bucket, { ...wanted, columns });
  if (reading === null) return { points: 0 };
  const { snapshot, catalog, shard } = reading;
  const simple = snapshot.pieces.filter(({ data }) => data === null);
  const others = { ...snapshot, pieces: snapshot.pieces.filter(({ data }) => data !== null) };
  const sources = applySelection(scan(others, catalog, shard.span, wanted), wanted);
  return sum([...countSimple(simple, catalog), ...sources.map(extentOfSource)]);
}

interface Count {
  points: number;
  first: number;
  last: number;
}

/** One piece stands for all series of its source's day, since all have the same keys. */
function countSimple(pieces: readonly Piece[], catalog: Catalog): Count[] {
  const days = new Map<string, Count>();
  for (const { series, day, count, first, last } of pieces) {
    days.set(`${day} ${catalog.names.get(series)?.sourceId ?? ''}`, { points: count, first, last });
  }
  return [...days.values()];
}

function extentOfSource({ keys }: SourceRows): Count {
  return { points: keys.length, first: keys[0] ?? Infinity, last: keys.at(-1) ?? -Infinity };
}

function sum(counts: readonly Count[]): Extent {
  let [points, first, last] = [0, Infinity, -Infinity];
  for (const count of counts) {
    points += count.points;
    first = Math.min(first, count.first);
    last = Math.max(last, count.last);
  }
  return points === 0 ? { points: 0 } : { points, first, last };
}
