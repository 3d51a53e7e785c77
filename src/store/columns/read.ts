import type { Knex } from 'knex';
import type { BucketRef, Order, Page, Point, Range, Rows, Selection } from '../store.ts';
import { pageKeys, pagePoints, pageRecords } from './page.ts';
import type { PagePart, PageQuery, StoredRecord } from './page.ts';
import { readShard } from './reader.ts';
import type { Names, Reading } from './reader.ts';
import type { Stored } from './scan.ts';
import { isConditional, selectColumns } from './select.ts';
import type { ColumnSelection } from './select.ts';
import { holdOffMaintenance, shardOf } from './shard.ts';
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
): Promise<Rows<Point>> {
  const query = { selection: selectColumns(bucket, now, selection), order, skip: offset, count: limit + 1, maxPoints, seen: 0 };
  const isDeep = offset >= Math.min(deepOffset, maxPoints / 2) && !query.selection.isEmpty && !isConditional(query.selection);
  const rows = isDeep
    ? await inSnapshot(db, bucket, async (transaction) => {
        const left = await skipDays(transaction, names, bucket, query);
        return readPages(transaction, names, bucket, left, pagePoints);
      })
    : await readPages(db, names, bucket, query, pagePoints);
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** From this offset on, it pays to ask for the counts of days first. */
const deepOffset = 5000;

/** Leaves out whole days of which the counts suffice, from the beginning of the page on. */
async function skipDays(db: Knex, names: Names, bucket: BucketRef, query: Omit<PageQuery, 'window'>): Promise<Omit<PageQuery, 'window'>> {
  const { selection, order } = query;
  const reading = await readShard(db, names, bucket, { ...selection, pointsOnly: true, columns: 'counts' });
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
): Promise<Rows<StoredRecord>> {
  const selection = selectColumns(bucket, now, range);
  const rows = await readPages(db, names, bucket, { selection, order, skip: offset, count: limit + 1, maxPoints, seen: 0 }, pageRecords);
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** The greatest `count` keys of a bucket, descending. */
export function newestKeys(db: Knex, names: Names, bucket: BucketRef, count: number): Promise<number[]> {
  const selection = selectColumns({ ...bucket, retentionDays: null }, 0, {});
  return readPages(db, names, bucket, { selection, order: 'desc', skip: 0, count, maxPoints: Infinity, seen: 0 }, pageKeys);
}

type PageOf<Row> = (stored: Stored, query: PageQuery) => PagePart<Row>;

/**
 * Reads only as many days as it takes. The first statement is often enough; otherwise all is read again, window by window,
 * from one snapshot.
 */
async function readPages<Row>(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: Omit<PageQuery, 'window'>,
  pageOf: PageOf<Row>,
): Promise<Row[]> {
  if (query.selection.isEmpty) return [];
  const first = await readWindow(db, names, bucket, query, query.skip + query.count, pageOf);
  if (first.rest === null || first.rows.length >= query.count) return first.rows;
  return inSnapshot(db, bucket, async (transaction) => {
    const rows: Row[] = [];
    let [left, wanted] = [query, query.skip + query.count];
    for (;;) {
      const part = await readWindow(transaction, names, bucket, left, wanted, pageOf);
      for (const row of part.rows) rows.push(row);
      if (part.rest === null || rows.length >= query.count) return rows;
      left = { ...left, selection: part.rest, skip: part.skip, count: query.count - rows.length, seen: part.seen };
      wanted *= 2;
    }
  });
}

/** Reads in several statements what one snapshot shows. In the caller's transaction the background work keeps away instead. */
export async function inSnapshot<T>(db: Knex, bucket: BucketRef, read: (transaction: Knex) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return db.transaction((transaction) => read(transaction), { isolationLevel: 'repeatable read', readOnly: true });
  await holdOffMaintenance(db, shardOf(bucket));
  return read(db);
}

interface Window<Row> extends PagePart<Row> {
  rest: ColumnSelection | null;
}

async function readWindow<Row>(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: Omit<PageQuery, 'window'>,
  points: number,
  pageOf: PageOf<Row>,
): Promise<Window<Row>> {
  const { selection, order, maxPoints } = query;
  const most = Number.isFinite(maxPoints) ? maxPoints : undefined;
  const reading = await readShard(db, names, bucket, { ...selection, enough: { order, points }, columns: 'data', most });
  if (reading === null) return { rows: [], skip: query.skip, seen: query.seen, rest: null };
  const { window, rest } = split(reading, selection, order);
  return { ...pageOf(reading, { ...query, window }), rest };
}

/** The stretch of keys that was read wholly, and what remains. */
function split({ snapshot, span }: Reading, selection: ColumnSelection, order: Order): { window: Span; rest: ColumnSelection | null } {
  const { upToDay } = snapshot;
  if (upToDay === null) return { window: { from: selection.from, to: selection.to }, rest: null };
  if (order === 'asc') {
    const end = (upToDay + 1) * span;
    return { window: { from: selection.from, to: end }, rest: { ...selection, from: end } };
  }
  const start = upToDay * span;
  return { window: { from: start, to: selection.to }, rest: { ...selection, to: start } };
}
