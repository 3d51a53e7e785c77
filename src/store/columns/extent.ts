import type { Knex } from 'knex';
import type { BucketRef, ReadOptions, Selection } from '../store.ts';
import type { Extent } from './count-points.ts';
import { isUnchanged } from './merge-slots.ts';
import { readShard, readStates } from './reader.ts';
import type { Names } from './reader.ts';
import { shardOf } from './shard.ts';
import { isConditional, selectColumns } from './select.ts';
import { boundOf, patience } from './snapshot.ts';

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
  { maxPoints, signal }: ReadOptions & { maxPoints?: number } = {},
): Promise<Extent> {
  const wanted = selectColumns(bucket, now, selection);
  if (wanted.isEmpty) return { points: 0 };
  const columns = isConditional(wanted) ? 'data' : 'counting';
  const most = maxPoints === undefined ? undefined : boundOf(maxPoints, patience);
  const reading = await readShard(db, names, bucket, { ...wanted, pointsOnly: columns === 'counting', columns, most, signal });
  return reading === null ? { points: 0 } : names.threads.run('extent', reading, { selection: wanted }, signal);
}

/** What a whole bucket was counted to hold, and when. */
export interface KnownExtent {
  madeAt: number;
  /** The last write or deletion of each slot. */
  lastAts: readonly number[];
  /** The first key that had not expired. */
  from: number;
  extent: Extent;
}

/** The most buckets whose counts are kept in memory. */
const mostKnown = 10_000;

/** `Store.extent` of a whole bucket: counted again only when something was written, deleted or has expired since. */
export async function readWholeExtent(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  { signal }: ReadOptions = {},
): Promise<Extent> {
  const { shardId } = shardOf(bucket);
  const wanted = selectColumns(bucket, now, {});
  const known = names.extents.get(shardId);
  if (known !== undefined && expiresNothing(known, wanted.from)) {
    const states = await readStates(db, bucket, known.lastAts.length);
    if (isUnchanged(states, known)) return known.extent;
  }
  const reading = await readShard(db, names, bucket, { ...wanted, columns: 'counting', signal });
  if (reading === null) return { points: 0 };
  const extent = await names.threads.run('extent', reading, { selection: wanted }, signal);
  const { madeAt, lastAts } = reading.snapshot;
  // What a transaction sees may never be committed.
  if (!db.isTransaction) {
    if (names.extents.size >= mostKnown) names.extents.clear();
    names.extents.set(shardId, { madeAt, lastAts, from: wanted.from, extent });
  }
  return extent;
}

/** Whether of what was counted nothing has expired when `from` is the first key that has not, nor come back. */
function expiresNothing(known: KnownExtent, from: number): boolean {
  return from >= known.from && from <= (known.extent.first ?? Infinity);
}
