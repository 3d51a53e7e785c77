import type { Knex } from 'knex';
import type { BucketRef, Point, Selection, StoredExport } from '../store.ts';
import type { Cells } from './batch.ts';
import type { Catalog } from './catalog.ts';
import { catalogFor } from './reader.ts';
import type { Names } from './reader.ts';
import { scan } from './scan.ts';
import type { SourceRows } from './scan.ts';
import { applySelection, fieldOrder, pointAt, selectColumns } from './select.ts';
import { shardOf } from './shard.ts';
import type { ShardRef, Span } from './shard.ts';
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
  most = mostValues,
): Promise<StoredExport> {
  const shard = shardOf(bucket);
  const wanted = selectColumns(bucket, now, selection);
  // Only the log and the deletions.
  const log = wanted.isEmpty ? null : await readSnapshot(db, shard, { ...wanted, days: [], columns: 'data' }, names.threads);
  if (log === null) return { fields: async () => [], pages: nothing };
  const catalog = await catalogFor(db, names, shard, log);
  const tail = new Map(log.batches.map(({ at, cells }) => [at, cells]));

  async function* pages(): AsyncGenerator<Point[]> {
    const waiting = countTail(tail.values(), catalog, shard.span, wanted);
    for (const day of await daysOf(db, shard, wanted, waiting)) {
      const start = { from: Math.max(wanted.from, day * shard.span), to: Math.min(wanted.to, (day + 1) * shard.span) };
      const counts = await countsOf(db, shard, day, waiting.get(day));
      for (const { sourceIds, window } of cut(counts, start, most, wanted.sourceIds)) {
        const part = { ...wanted, ...window, sourceIds };
        const snapshot = await readSnapshot(db, shard, { ...part, days: [day], columns: 'data' }, names.threads, tail);
        if (snapshot) yield* pagesOf(applySelection(scan({ snapshot, catalog, span: shard.span }, part), part));
      }
    }
  }

  return {
    pages,
    async fields() {
      const stored = new Set(await storedSeries(db, shard));
      for (const { series, count } of tail.values()) for (let i = 0; i < count; i++) stored.add(series[i] ?? 0);
      const sources = wanted.sourceIds && new Set(wanted.sourceIds);
      const found = [...stored].sort((a, b) => a - b).flatMap((number) => catalog.names.get(number) ?? []);
      const shown = found.filter(({ isMetadata, sourceId }) => !isMetadata && (sources?.has(sourceId) ?? true));
      return [...new Set(shown.map(({ field }) => field))];
    },
  };
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
function cut(all: readonly [string, number][], window: Span, most: number, wanted: readonly string[] | undefined): Cut[] {
  const isWanted = wanted && new Set(wanted);
  const counts = all.filter(([id]) => isWanted?.has(id) ?? true);
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
