import type { Knex } from 'knex';
import { TooManyPoints } from '../store.ts';
import type { BucketRef, Key, Order, Page, Point, Range, Rows, Selection } from '../store.ts';
import { indexOf, unionOfKeys } from './column.ts';
import { readShard } from './reader.ts';
import type { Names, Reading } from './reader.ts';
import { scan } from './scan.ts';
import type { SourceRows } from './scan.ts';
import { applySelection, fieldOrder, pointAt, selectColumns } from './select.ts';
import type { ColumnSelection } from './select.ts';
import { holdOffMaintenance, shardOf } from './shard.ts';

/** `Store.points` on columns. */
export async function readPoints(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  selection: Selection,
  page: Page,
): Promise<Rows<Point>> {
  const { order, limit, offset } = page;
  const rows: Point[] = [];
  let skip = offset;
  await readWindows(
    db,
    names,
    bucket,
    selectColumns(bucket, now, selection),
    { order, points: offset + limit + 1 },
    {
      begin: () => void ((rows.length = 0), (skip = offset)),
      take(sources) {
        const show = sources.map((source) => fieldOrder(source));
        const found = positions(sources, order, skip, limit + 1 - rows.length);
        skip = found.skip;
        for (const [index, key] of found.rows) {
          const source = sources[index];
          if (source) rows.push(pointAt(source, show[index] ?? [], key));
        }
        return rows.length <= limit;
      },
    },
  );
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** The places of rows in the order of keys and then of sources: after `skip` of them the next `count`. */
function positions(
  sources: readonly SourceRows[],
  order: Order,
  skip: number,
  count: number,
): { rows: [source: number, key: number][]; skip: number } {
  const step = order === 'asc' ? 1 : -1;
  const next = sources.map(({ keys }) => (order === 'asc' ? 0 : keys.length - 1));
  const total = sources.reduce((sum, { keys }) => sum + keys.length, 0);
  if (total <= skip) return { rows: [], skip: skip - total };
  const rows: [number, number][] = [];
  const keys = unionOfKeys(sources.map((source) => source.keys));
  let skipped = 0;
  for (let i = 0; i < keys.length && rows.length < count; i++) {
    const key = keys[order === 'asc' ? i : keys.length - 1 - i] ?? 0;
    for (let j = 0; j < sources.length && rows.length < count; j++) {
      const index = order === 'asc' ? j : sources.length - 1 - j;
      const at = next[index] ?? 0;
      if (sources[index]?.keys[at] !== key) continue;
      next[index] = at + step;
      if (skipped < skip) skipped++;
      else rows.push([index, key]);
    }
  }
  return { rows, skip: 0 };
}

interface StoredRecord {
  key: Key;
  points: Point[];
}

/** `Store.records` on columns. */
export async function readRecords(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  range: Range,
  page: Page,
  maxPoints: number,
): Promise<Rows<StoredRecord>> {
  const { order, limit, offset } = page;
  const records: StoredRecord[] = [];
  let [skip, points] = [offset, 0];
  await readWindows(
    db,
    names,
    bucket,
    selectColumns(bucket, now, range),
    { order, points: offset + limit + 1 },
    {
      begin: () => void ((records.length = 0), (skip = offset), (points = 0)),
      take(sources) {
        const show = sources.map((source) => fieldOrder(source));
        const keys = unionOfKeys(sources.map((source) => source.keys));
        const ordered = order === 'asc' ? keys : keys.toReversed();
        for (const key of ordered.subarray(skip, skip + limit + 1 - records.length)) {
          const own = sources.flatMap((source, index) => (indexOf(source.keys, key) < 0 ? [] : [pointAt(source, show[index] ?? [], key)]));
          points += own.length;
          if (points > maxPoints && records.length < limit) throw new TooManyPoints(maxPoints);
          records.push({ key, points: own });
        }
        skip = Math.max(0, skip - keys.length);
        return records.length <= limit;
      },
    },
  );
  return { rows: records.slice(0, limit), hasMore: records.length > limit };
}

/** The greatest `count` keys of a bucket, descending. */
export async function newestKeys(db: Knex, names: Names, bucket: BucketRef, count: number): Promise<number[]> {
  const keys: number[] = [];
  const everything = selectColumns({ ...bucket, retentionDays: null }, 0, {});
  await readWindows(
    db,
    names,
    bucket,
    everything,
    { order: 'desc', points: count },
    {
      begin: () => void (keys.length = 0),
      take(sources) {
        const union = unionOfKeys(sources.map((source) => source.keys));
        for (let i = union.length - 1; i >= 0 && keys.length < count; i--) keys.push(union[i] ?? 0);
        return keys.length < count;
      },
    },
  );
  return keys;
}

/** Gets the selected sources of one stretch of keys after the other, in the order of the query. */
interface Taker {
  /** All is read from the start. */
  begin(): void;
  /** True: more is wanted. */
  take(sources: SourceRows[]): boolean;
}

/**
 * Reads only as many days as it takes. The first statement is often enough; otherwise all is read again, window by window,
 * from one snapshot. In the caller's transaction the background work keeps away, so that no point is missed in between.
 */
async function readWindows(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  selection: ColumnSelection,
  { order, points }: { order: Order; points: number },
  taker: Taker,
): Promise<void> {
  taker.begin();
  if (selection.isEmpty) return;
  const first = await readWindow(db, names, bucket, selection, { order, points });
  if (first === null || !taker.take(first.sources) || first.rest === null) return;
  const read = async (transaction: Knex): Promise<void> => {
    if (db.isTransaction) await holdOffMaintenance(db, shardOf(bucket));
    taker.begin();
    let rest: ColumnSelection | null = selection;
    for (let wanted = points; rest !== null; wanted *= 2) {
      const window = await readWindow(transaction, names, bucket, rest, { order, points: wanted });
      if (window === null || !taker.take(window.sources)) return;
      rest = window.rest;
    }
  };
  if (db.isTransaction) await read(db);
  else await db.transaction((transaction) => read(transaction), { isolationLevel: 'repeatable read', readOnly: true });
}

async function readWindow(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  selection: ColumnSelection,
  enough: { order: Order; points: number },
): Promise<{ sources: SourceRows[]; rest: ColumnSelection | null } | null> {
  const reading = await readShard(db, names, bucket, { ...selection, enough, columns: 'data' });
  if (reading === null) return null;
  const { window, rest } = split(reading, selection, enough.order);
  const sources = scan(reading.snapshot, reading.catalog, reading.shard.span, { ...selection, ...window });
  return { sources: applySelection(sources, selection), rest };
}

/** The stretch of keys that was read wholly, and what remains. */
function split({ snapshot, shard }: Reading, selection: ColumnSelection, order: Order) {
  const { upToDay } = snapshot;
  if (upToDay === null) return { window: { from: selection.from, to: selection.to }, rest: null };
  if (order === 'asc') {
    const end = (upToDay + 1) * shard.span;
    return { window: { from: selection.from, to: end }, rest: { ...selection, from: end } };
  }
  const start = upToDay * shard.span;
  return { window: { from: start, to: selection.to }, rest: { ...selection, to: start } };
}
