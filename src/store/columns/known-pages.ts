import type { Knex } from 'knex';
import type { AggregateColumns } from '../aggregate.ts';
import { sliceRows } from '../row-columns.ts';
import type { BucketRef, Page } from '../store.ts';
import type { AggregateJob } from './aggregate.ts';
import { isUnchanged } from './merge-slots.ts';
import { readStates } from './reader.ts';
import type { Names } from './reader.ts';
import { shardOf } from './shard.ts';
import type { Snapshot } from './snapshot.ts';

/** The first rows of an aggregate that has more than a page, so that the next pages need not be computed again. */
export interface KnownPages {
  madeAt: number;
  /** The last write or deletion of each slot. */
  lastAts: readonly number[];
  /** From the first row on. */
  found: AggregateColumns;
}

/** So many pages are made at once when there are more than one, and so many rows of all aggregates are kept. */
const pagesAtOnce = 4;
const mostRows = 200_000;

/** Whether the rows after a page may be kept; shorter pages are cheap. */
export const mayKeep = (db: Knex, { page, query }: AggregateJob): boolean =>
  !db.isTransaction && page.limit >= 1000 && query.fill !== 'previous';

/** The page that is computed for the one that is wanted. */
export const widePage = ({ order, limit }: Page): Page => ({ order, limit: Math.min(limit * pagesAtOnce, mostRows), offset: 0 });

const nameOf = (bucket: BucketRef, { selection, query, page }: AggregateJob): string =>
  JSON.stringify([shardOf(bucket).shardId, selection, [...(selection.shown ?? [])], query, page.order]);

/** A page of an aggregate that is known, if nothing was written or deleted since; else undefined. */
export async function knownPage(db: Knex, names: Names, bucket: BucketRef, job: AggregateJob): Promise<AggregateColumns | undefined> {
  const known = names.pages.get(nameOf(bucket, job));
  const page = known && pageOf(known.found, job.page);
  if (known === undefined || page === undefined) return undefined;
  const states = await readStates(db, bucket, known.lastAts.length);
  return isUnchanged(states, known) ? page : undefined;
}

/** The wanted page of rows from the first one on; undefined when they end before it does. */
export function pageOf({ columns, hasMore, ...rest }: AggregateColumns, { limit, offset }: Page): AggregateColumns | undefined {
  const end = offset + limit;
  if (hasMore && end > columns.count) return undefined;
  return {
    ...rest,
    columns: sliceRows(columns, Math.min(offset, columns.count), Math.min(end, columns.count)),
    hasMore: hasMore || columns.count > end,
  };
}

/** Keeps the first rows of an aggregate when there are more than a page of them. */
export function keepPages(
  names: Names,
  bucket: BucketRef,
  job: AggregateJob,
  { madeAt, lastAts }: Snapshot,
  found: AggregateColumns,
): void {
  if (found.columns.count <= job.page.limit) return;
  const name = nameOf(bucket, job);
  names.pages.delete(name);
  names.pages.set(name, { madeAt, lastAts, found });
  let rows = 0;
  for (const { found: each } of names.pages.values()) rows += each.columns.count;
  for (const [oldest, { found: each }] of names.pages) {
    if (rows <= mostRows) return;
    names.pages.delete(oldest);
    rows -= each.columns.count;
  }
}
