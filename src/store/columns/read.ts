import type { Knex } from 'knex';
import type { BucketRef, Order, Page, Point, Range, ReadOptions, Rows, Selection } from '../store.ts';
import type { Jobs } from './jobs.ts';
import type { PageQuery, StoredRecord } from './page.ts';
import { readShard } from './reader.ts';
import type { Names, Reading } from './reader.ts';
import { boundOf } from './snapshot.ts';
import { isConditional, selectColumns } from './select.ts';
import type { ColumnSelection } from './select.ts';
import { holdOffMaintenance } from './shard.ts';
import { findShards } from './slots.ts';
import type { Span } from './shard.ts';

/** `Store.points` on columns. */
export async function readPoints(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  selection: Selection,
  { order, limit, offset }: Page,
  maxPoints: number,
  options: ReadOptions = {},
): Promise<Rows<Point>> {
  const query = { selection: selectColumns(bucket, now, selection), order, skip: offset, count: limit + 1, maxPoints, seen: 0 };
  const isDeep = offset >= Math.min(deepOffset, maxPoints / 2) && !query.selection.isEmpty && !isConditional(query.selection);
  const rows = isDeep
    ? await inSnapshot(names, db, bucket, async (transaction) => {
        const left = await skipDays(transaction, names, bucket, query, options);
        return readPages(transaction, names, bucket, left, 'points', options);
      })
    : await readPages(db, names, bucket, query, 'points', options);
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** From this offset on, it pays to ask for the counts of days first. */
const deepOffset = 5000;

/** Leaves out whole days of which the counts suffice, from the beginning of the page on. */
async function skipDays(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: Omit<PageQuery, 'window'>,
  { signal }: ReadOptions,
): Promise<Omit<PageQuery, 'window'>> {
  const { selection, order } = query;
  const reading = await readShard(db, names, bucket, { ...selection, pointsOnly: true, columns: 'counts', signal });
  if (reading === null) return query;
  const { snapshot, span } = reading;
  const days = snapshot.counts.sort((a, b) => (order === 'asc' ? a.day - b.day : b.day - a.day));
  const touched = new Set(snapshot.pieces.map(({ day }) => day));
  const spans = snapshot.batches.map(({ first, last }) => [Math.floor(first / span), Math.floor(last / span)] as const);
  const firstTouched =
    order === 'asc' ? Math.min(...touched, ...spans.map(([first]) => first)) : Math.max(...touched, ...spans.map(([, last]) => last));
  let { skip } = query;
  let { from, to } = selection;
  for (const { day, points } of days) {
    if (points > skip || (order === 'asc' ? day >= firstTouched : day <= firstTouched)) break;
    skip -= points;
    if (order === 'asc') from = (day + 1) * span;
    else to = day * span;
  }
  return { ...query, skip, selection: { ...selection, from, to } };
}

/** `Store.records` on columns. */
export async function readRecords(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  range: Range,
  { order, limit, offset }: Page,
  maxPoints: number,
  options: ReadOptions = {},
): Promise<Rows<StoredRecord>> {
  const selection = selectColumns(bucket, now, range);
  const rows = await readPages(
    db,
    names,
    bucket,
    { selection, order, skip: offset, count: limit + 1, maxPoints, seen: 0 },
    'records',
    options,
  );
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** The greatest `count` keys of a bucket, descending. */
export function newestKeys(db: Knex, names: Names, bucket: BucketRef, count: number): Promise<number[]> {
  const selection = selectColumns({ ...bucket, retentionDays: null }, 0, {});
  return readPages(db, names, bucket, { selection, order: 'desc', skip: 0, count, maxPoints: Infinity, seen: 0 }, 'keys', {});
}

type PageName = 'points' | 'records' | 'keys';
type RowOf<Name extends PageName> = Jobs[Name]['answer']['rows'][number];

/**
 * Reads only as many days as it takes. The first statement is often enough; otherwise all is read again, window by window,
 * from one snapshot.
 */
async function readPages<Name extends PageName>(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: Omit<PageQuery, 'window'>,
  name: Name,
  options: ReadOptions,
): Promise<RowOf<Name>[]> {
  if (query.selection.isEmpty) return [];
  const first = await readWindow(db, names, bucket, query, query.skip + query.count, name, options);
  if (first === null) return [];
  if (first.rest === null || first.part.rows.length >= query.count) return first.part.rows;
  return inSnapshot(names, db, bucket, async (transaction) => {
    const rows: RowOf<Name>[] = [];
    let [left, wanted] = [query, query.skip + query.count];
    for (;;) {
      const window = await readWindow(transaction, names, bucket, left, wanted, name, options);
      for (const row of window?.part.rows ?? []) rows.push(row);
      if (window === null || window.rest === null || rows.length >= query.count) return rows;
      const { skip, seen } = window.part;
      left = { ...left, selection: window.rest, skip, seen, count: query.count - rows.length };
      wanted *= 2;
    }
  });
}

/** Reads in several statements what one snapshot shows. In the caller's transaction the background work keeps away instead. */
export async function inSnapshot<T>(names: Names, db: Knex, bucket: BucketRef, read: (transaction: Knex) => Promise<T>): Promise<T> {
  if (!db.isTransaction) {
    const inTransaction = (transaction: Knex): Promise<T> => {
      names.snapshots.add(transaction);
      return read(transaction);
    };
    return db.transaction(inTransaction, { isolationLevel: 'repeatable read', readOnly: true });
  }
  if (!names.snapshots.has(db)) for (const shard of await findShards(db, bucket)) await holdOffMaintenance(db, shard);
  return read(db);
}

async function readWindow<Name extends PageName>(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: Omit<PageQuery, 'window'>,
  points: number,
  name: Name,
  { signal }: ReadOptions,
): Promise<{ part: Jobs[Name]['answer']; rest: ColumnSelection | null } | null> {
  const { selection, order, maxPoints } = query;
  const most = Number.isFinite(maxPoints) ? boundOf(maxPoints) : undefined;
  const reading = await readShard(db, names, bucket, { ...selection, enough: { order, points }, columns: 'data', most, signal });
  if (reading === null) return null;
  const { window, rest } = splitWindow(reading, selection, order);
  return { part: await names.threads.run(name, reading, { ...query, window }, signal), rest };
}

/** The stretch of keys that was read wholly, and what remains. */
export function splitWindow(
  { snapshot, span }: Reading,
  selection: ColumnSelection,
  order: Order,
): { window: Span; rest: ColumnSelection | null } {
  const { upToDay } = snapshot;
  if (upToDay === null) return { window: { from: selection.from, to: selection.to }, rest: null };
  if (order === 'asc') {
    const end = (upToDay + 1) * span;
    return { window: { from: selection.from, to: end }, rest: { ...selection, from: end } };
  }
  const start = upToDay * span;
  return { window: { from: start, to: selection.to }, rest: { ...selection, to: start } };
}
