import { TooManyPoints } from '../store.ts';
import type { Key, Order, Point } from '../store.ts';
import { indexOf, unionOfKeys } from './column.ts';
import { scan } from './scan.ts';
import type { SourceRows, Stored } from './scan.ts';
import { applySelection, fieldOrder, pointAt } from './select.ts';
import type { ColumnSelection } from './select.ts';
import type { Span } from './shard.ts';
import { stretches } from './stretches.ts';

/** Rows of a window of keys that was read: after `skip` of them the next `count`. */
export interface PageQuery {
  selection: ColumnSelection;
  window: Span;
  order: Order;
  skip: number;
  count: number;
  /** How many points may be looked at before the page is full, and how many have been, in other windows. */
  maxPoints: number;
  seen: number;
}

/** What a window had of a page, how many rows are still to be skipped, and how many points were looked at so far. */
export interface PagePart<Row> {
  rows: Row[];
  skip: number;
  seen: number;
}

/** The points of a page. @throws TooManyPoints */
export function pagePoints(stored: Stored, query: PageQuery): PagePart<Point> {
  return page(stored, query, 'points', pointsOf);
}

/** Points in the order of keys and then of sources: after `skip` of them the next `count`. */
export function pointsOf(
  sources: readonly SourceRows[],
  { order, skip, count }: { order: Order; skip: number; count: number },
): { rows: Point[]; skip: number } {
  const show = sources.map((source) => fieldOrder(source));
  const found = positions(sources, order, skip, count);
  const rows = found.rows.flatMap(([index, key]) => {
    const source = sources[index];
    return source === undefined ? [] : [pointAt(source, show[index] ?? [], key)];
  });
  return { rows, skip: found.skip };
}

/** The points at one key. */
export interface StoredRecord {
  key: Key;
  points: Point[];
}

/** The records of a page. @throws TooManyPoints also when the records that come hold too many points */
export function pageRecords(stored: Stored, query: PageQuery): PagePart<StoredRecord> {
  let points = 0;
  return page(stored, query, 'keys', (sources, { order, skip, count }) => {
    const show = sources.map((source) => fieldOrder(source));
    const ordered = orderedKeys(sources, order);
    const rows: StoredRecord[] = [];
    for (const key of ordered.subarray(skip, skip + count)) {
      const own = sources.flatMap((source, index) => (indexOf(source.keys, key) < 0 ? [] : [pointAt(source, show[index] ?? [], key)]));
      points += own.length;
      // The last one only tells that there are more.
      if (points > query.maxPoints && rows.length < count - 1) throw new TooManyPoints(query.maxPoints, points);
      rows.push({ key, points: own });
    }
    return { rows, skip: Math.max(0, skip - ordered.length) };
  });
}

/** The keys of a page. */
export function pageKeys(stored: Stored, query: PageQuery): PagePart<number> {
  return page(stored, query, 'keys', (sources, { order, skip, count }) => {
    const ordered = orderedKeys(sources, order);
    return { rows: [...ordered.subarray(skip, skip + count)], skip: Math.max(0, skip - ordered.length) };
  });
}

function orderedKeys(sources: readonly SourceRows[], order: Order): Float64Array {
  const keys = unionOfKeys(sources.map((source) => source.keys));
  return order === 'asc' ? keys : keys.toReversed();
}

type Take<Row> = (sources: SourceRows[], wanted: { order: Order; skip: number; count: number }) => { rows: Row[]; skip: number };

/** Decodes stretch after stretch until the page is full. */
function page<Row>(stored: Stored, query: PageQuery, unit: 'points' | 'keys', take: Take<Row>): PagePart<Row> {
  const { selection, window, order, count, maxPoints } = query;
  const part: PagePart<Row> = { rows: [], skip: query.skip, seen: query.seen };
  for (const stretch of stretches(stored, window, { order, wanted: part.skip + count, unit, most: maxPoints })) {
    if (part.seen > maxPoints) throw new TooManyPoints(maxPoints, Math.max(part.seen, query.skip + count));
    const scanned = scan(stored, { ...selection, ...stretch });
    for (const { keys } of scanned) part.seen += keys.length;
    const { rows, skip } = take(applySelection(scanned, selection), { order, skip: part.skip, count: count - part.rows.length });
    part.skip = skip;
    for (const row of rows) part.rows.push(row);
    if (part.rows.length >= count) break;
  }
  return part;
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
