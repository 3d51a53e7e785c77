import type { Knex } from 'knex';
import type { BucketRef, Point, ReadOptions, Selection, StoredExport } from '../store.ts';
import type { Cells } from './batch.ts';
import type { Catalog } from './catalog.ts';
import { catalogFor } from './reader.ts';
import type { Names } from './reader.ts';
import { scan } from './scan.ts';
import type { SourceRows } from './scan.ts';
import { applySelection, fieldOrder, pointAt, selectColumns } from './select.ts';
import type { ColumnSelection } from './select.ts';
import { shardOf } from './shard.ts';
import type { ShardRef, Span } from './shard.ts';
import { findShards } from './slots.ts';
import { readSnapshot } from './snapshot.ts';

/** Values that are decoded at once, unless one source has more of them at neighbouring times. */
const mostValues = 1_000_000;
const pagePoints = 10_000;

/**
 * `Store.export` on columns. A day is read in one go where it has few values; otherwise some sources after the others, and a
 * source with very many values in stretches of time.
 */
export async function exportColumns(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  selection: Pick<Selection, 'from' | 'to' | 'sourceIds'>,
  { signal }: ReadOptions = {},
  most = mostValues,
): Promise<StoredExport> {
  const { span } = shardOf(bucket);
  const wanted = selectColumns(bucket, now, selection);
  if (wanted.isEmpty) return { fields: async () => [], pages: nothing };
  const slots: SlotExport[] = [];
  for (const shard of await findShards(db, bucket)) {
    const slot = await openSlot(db, names, shard, wanted, signal);
    if (slot) slots.push(slot);
  }

  async function* pages(): AsyncGenerator<Point[]> {
    for (const day of await allDays(db, slots, wanted)) {
      const start = { from: Math.max(wanted.from, day * span), to: Math.min(wanted.to, (day + 1) * span) };
      for (const parts of await partsOfDay(db, slots, day, start, most, wanted.sourceIds)) {
        const sources: SourceRows[] = [];
        for (const { slot, sourceIds, window } of parts) {
          const part = { ...wanted, ...window, sourceIds };
          const { shard, catalog, tail } = slot;
          const snapshot = await readSnapshot(db, shard, { ...part, days: [day], columns: 'data', signal }, names.threads, tail);
          if (snapshot) for (const source of applySelection(scan({ snapshot, catalog, span }, part), part)) sources.push(source);
        }
        yield* pagesOf(sources.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1)));
      }
    }
  }

  return {
    pages,
    async fields() {
      const found = new Set<string>();
      const wantedIds = wanted.sourceIds && new Set(wanted.sourceIds);
      for (const { shard, catalog, tail } of slots) {
        const stored = new Set(await storedSeries(db, shard));
        for (const { series, count } of tail.values()) for (let i = 0; i < count; i++) stored.add(series[i] ?? 0);
        for (const number of [...stored].sort((a, b) => a - b)) {
          const name = catalog.names.get(number);
          if (name && !name.isMetadata && (wantedIds?.has(name.sourceId) ?? true)) found.add(name.field);
        }
      }
      return [...found];
    },
  };
}

/** One slot of a bucket: what of it is not folded yet, and the names of its series. */
interface SlotExport {
  shard: ShardRef;
  catalog: Catalog;
  tail: ReadonlyMap<number, Cells>;
  /** How many values are not folded, by day and source. */
  waiting: ReadonlyMap<number, Counts>;
}

/** Reads the log and the deletions of a slot. */
async function openSlot(
  db: Knex,
  names: Names,
  shard: ShardRef,
  wanted: ColumnSelection,
  signal: AbortSignal | undefined,
): Promise<SlotExport | null> {
  const log = await readSnapshot(db, shard, { ...wanted, days: [], columns: 'data', signal }, names.threads);
  if (log === null) return null;
  const catalog = await catalogFor(db, names, shard, log);
  const tail = new Map(log.batches.map(({ at, cells }) => [at, cells]));
  return { shard, catalog, tail, waiting: countTail(tail.values(), catalog, shard.span, wanted) };
}

/** The days of all slots in which there are points, ascending. */
async function allDays(db: Knex, slots: readonly SlotExport[], wanted: Span): Promise<number[]> {
  const days = new Set<number>();
  for (const { shard, waiting } of slots) for (const day of await daysOf(db, shard, wanted, waiting)) days.add(day);
  return [...days].sort((a, b) => a - b);
}

/** What is read at once of a day: all slots together when they have few values, otherwise each in parts of its own. */
async function partsOfDay(
  db: Knex,
  slots: readonly SlotExport[],
  day: number,
  window: Span,
  most: number,
  wanted: readonly string[] | undefined,
): Promise<(Cut & { slot: SlotExport })[][]> {
  const isWanted = wanted && new Set(wanted);
  const parts: (Cut & { slot: SlotExport })[][] = [];
  let total = 0;
  for (const slot of slots) {
    const counts = (await countsOf(db, slot.shard, day, slot.waiting.get(day))).filter(([id]) => isWanted?.has(id) ?? true);
    for (const [, count] of counts) total += count;
    for (const part of cut(counts, window, most, wanted)) parts.push([{ ...part, slot }]);
  }
  return total <= most ? [parts.flat()] : parts;
}

async function* nothing(): AsyncGenerator<Point[]> {}

/** How many values each source has, by day. */
type Counts = Map<string, number>;

/** The values that are not folded yet. */
function countTail(batches: Iterable<Cells>, catalog: Catalog, span: number, { from, to }: Span): Map<number, Counts> {
  const days = new Map<number, Counts>();
  for (const { count, series, keys } of batches) {
    for (let i = 0; i < count; i++) {
      const key = keys[i] ?? 0;
      if (key < from || key >= to) continue;
      const day = Math.floor(key / span);
      let counts = days.get(day);
      if (counts === undefined) days.set(day, (counts = new Map<string, number>()));
      const sourceId = catalog.names.get(series[i] ?? 0)?.sourceId ?? '';
      counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
    }
  }
  return days;
}

const own = 'shard_id = ? and organization_id = ?';

/** The days in which there are points, ascending. */
async function daysOf(db: Knex, shard: ShardRef, { from, to }: Span, waiting: ReadonlyMap<number, Counts>): Promise<number[]> {
  const { rows }: { rows: { day: number }[] } = await db.raw(
    `select day from ts_chunk where ${own} and t_max >= ? and t_min < ? union select day from ts_part where ${own} and t_max >= ? and t_min < ?`,
    [shard, shard].flatMap(({ shardId, organizationId }) => [shardId, organizationId, String(from), String(to)]),
  );
  return [...new Set([...rows.map(({ day }) => day), ...waiting.keys()])].sort((a, b) => a - b);
}

/** How many values each source has in a day, by their ids, ascending. */
async function countsOf(
  db: Knex,
  { shardId, organizationId }: ShardRef,
  day: number,
  waiting: Counts = new Map(),
): Promise<[string, number][]> {
  const { rows }: { rows: { source_id: string; n: number | string }[] } = await db.raw(
    `select s.source_id, sum(p.n) as n
     from (select series_no, n from ts_chunk where ${own} and day = ? union all select series_no, n from ts_part where ${own} and day = ?) p
     join ts_series s on s.shard_id = ? and s.series_no = p.series_no and s.organization_id = ? group by s.source_id`,
    [shardId, organizationId, day, shardId, organizationId, day, shardId, organizationId],
  );
  const counts = new Map(waiting);
  for (const { source_id: id, n } of rows) counts.set(id, (counts.get(id) ?? 0) + Number(n));
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

interface Cut {
  sourceIds: readonly string[] | undefined;
  window: Span;
}

/** Cuts a day into parts with about `most` values each. */
function cut(counts: readonly [string, number][], window: Span, most: number, wanted: readonly string[] | undefined): Cut[] {
  if (counts.reduce((sum, [, count]) => sum + count, 0) <= most) return [{ sourceIds: wanted, window }];
  const cuts: Cut[] = [];
  let [group, size]: [string[], number] = [[], 0];
  const flush = () => {
    if (group.length > 0) cuts.push({ sourceIds: group, window });
    [group, size] = [[], 0];
  };
  for (const [id, count] of counts) {
    if (size + count > most) flush();
    if (count > most) cuts.push(...slices(window, Math.ceil(count / most)).map((slice) => ({ sourceIds: [id], window: slice })));
    else {
      group.push(id);
      size += count;
    }
  }
  flush();
  return cuts;
}

/** A window in equal pieces. */
function slices({ from, to }: Span, count: number): Span[] {
  const bounds = Array.from({ length: count + 1 }, (_, index) => from + Math.round(((to - from) * index) / count));
  return bounds.slice(1).map((end, index) => ({ from: bounds[index] ?? from, to: end }));
}

async function storedSeries(db: Knex, { shardId, organizationId }: ShardRef): Promise<number[]> {
  const exists = (table: string) => `exists (select 1 from ${table} p where p.shard_id = s.shard_id and p.series_no = s.series_no)`;
  const { rows }: { rows: { series_no: number }[] } = await db.raw(
    `select series_no from ts_series s where ${own} and not is_metadata and (${exists('ts_chunk')} or ${exists('ts_part')})`,
    [shardId, organizationId],
  );
  return rows.map((row) => row.series_no);
}

/** The points of sources in the order of keys, then of sources. */
function* pagesOf(sources: readonly SourceRows[]): Generator<Point[]> {
  const shown = sources.map((source) => fieldOrder(source));
  let page: Point[] = [];
  for (const [index, key] of inOrder(sources.map(({ keys }) => keys))) {
    const source = sources[index];
    if (source) page.push(pointAt(source, shown[index] ?? [], key));
    if (page.length < pagePoints) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Merges ascending lists: which list, and its key. Of equal keys the earlier list comes first. */
export function* inOrder(lists: readonly Float64Array[]): Generator<[list: number, key: number]> {
  const next = new Int32Array(lists.length);
  // A heap of lists by their next keys.
  const heap = lists.flatMap((list, index) => (list.length > 0 ? [index] : []));
  const keyOf = (list: number): number => lists[list]?.[next[list] ?? 0] ?? Infinity;
  const isBefore = (a: number, b: number): boolean => keyOf(a) < keyOf(b) || (keyOf(a) === keyOf(b) && a < b);
  const sink = (from: number): void => {
    for (let at = from; ;) {
      const [own, left, right] = [heap[at] ?? 0, heap[2 * at + 1], heap[2 * at + 2]];
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
      const least = heap[child];
      if (least === undefined || !isBefore(least, own)) return;
      heap[at] = least;
      heap[child] = own;
      at = child;
    }
  };
  for (let at = heap.length - 1; at >= 0; at--) sink(at);
  for (let list = heap[0]; list !== undefined; list = heap[0]) {
    yield [list, keyOf(list)];
    next[list] = (next[list] ?? 0) + 1;
    if ((next[list] ?? 0) >= (lists[list]?.length ?? 0)) {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
    }
    sink(0);
  }
}
