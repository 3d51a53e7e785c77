import type { Knex } from 'knex';
import { decodeCells } from './batch.ts';
import { seriesOfSource } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import type { Highs } from './count.ts';
import type { ShardRef } from './shard.ts';

/** The greatest key of a source. `isWhole`: folded points were looked at too, not only batches. */
interface Mark {
  key: number;
  isWhole: boolean;
}

/**
 * The greatest keys of a shard's sources as of a write, so that most writes need not ask the database what they change.
 * A key is never less than the greatest that is stored; after deletions it may be more.
 */
export interface Marks {
  madeAt: number;
  /** The shard's last write or deletion that they know of. */
  asOf: number;
  /** The last change of types before that. */
  changedAt: number;
  /** Whether anything was ever deleted. */
  isInexact: boolean;
  known: Map<string, Mark>;
}

/** The state of a shard under its lock. */
export interface ShardState {
  madeAt: number;
  lastAt: number;
  greatest: number;
  deletedAt: number;
  changedAt: number;
  /** How many series are in use, without those of metadata. */
  active: number;
  isDropped: boolean;
  /** How many slots the bucket has; only the first shard knows. */
  slots: number;
}

/** Marks of a locked shard that are to be brought up to its state. */
export interface Remark {
  shard: ShardRef;
  catalog: Catalog;
  state: ShardState;
  cached: Marks | undefined;
}

/** Brings marks of shards of one bucket up to their state, from the batches since; makes new ones where that is not possible. */
export async function refreshMarks(db: Knex, remarks: readonly Remark[]): Promise<Marks[]> {
  const found = new Map<Remark, Map<string, Mark>>();
  const [behind, unknown]: [Remark[], Remark[]] = [[], []];
  for (const remark of remarks) {
    const { cached, state } = remark;
    if (cached?.madeAt !== state.madeAt) unknown.push(remark);
    else if (cached.asOf !== state.lastAt) behind.push(remark);
    else found.set(remark, cached.known);
  }
  const since = await readBatches(db, behind, ({ cached }) => cached?.asOf ?? 0);
  for (const remark of behind) {
    const { shard, catalog, state, cached } = remark;
    const batches = since.get(shard.shardId) ?? [];
    if (cached !== undefined && isChain(batches, cached.asOf, state.lastAt)) found.set(remark, addBatches(cached.known, batches, catalog));
    else unknown.push(remark);
  }
  const all = await readBatches(db, unknown, () => 0);
  for (const remark of unknown) found.set(remark, addBatches(new Map(), all.get(remark.shard.shardId) ?? [], remark.catalog));
  return remarks.map((remark) => {
    const { madeAt, lastAt, changedAt, deletedAt } = remark.state;
    return { madeAt, asOf: lastAt, changedAt, isInexact: deletedAt > 0, known: found.get(remark) ?? new Map<string, Mark>() };
  });
}

interface BatchRow {
  at: number;
  prevAt: number;
  data: Buffer;
}

/** Batches of shards of one bucket after a place, by shard, in their order. */
async function readBatches(db: Knex, remarks: readonly Remark[], after: (remark: Remark) => number): Promise<Map<string, BatchRow[]>> {
  const found = new Map<string, BatchRow[]>();
  const [first] = remarks;
  if (first === undefined) return found;
  const rows: [string, number | string, number | string, Buffer][] = await db('ts_batch')
    .where({ organization_id: first.shard.organizationId })
    .where((any) => {
      for (const remark of remarks)
        any.orWhere((own) => {
          own.where({ shard_id: remark.shard.shardId }).where('at', '>', after(remark));
        });
    })
    .orderBy('at')
    .select(db.raw('shard_id::text'), 'at', 'prev_at', 'data')
    .options({ rowMode: 'array' });
  for (const [shardId, at, prevAt, data] of rows) {
    const batches = found.get(shardId) ?? [];
    found.set(shardId, batches);
    batches.push({ at: Number(at), prevAt: Number(prevAt), data });
  }
  return found;
}

/** Whether these are all writes after the one up to the other. */
function isChain(batches: readonly BatchRow[], from: number, to: number): boolean {
  let at = from;
  for (const batch of batches) {
    if (batch.prevAt !== at) return false;
    at = batch.at;
  }
  return at === to;
}

function addBatches(before: ReadonlyMap<string, Mark>, batches: readonly BatchRow[], catalog: Catalog): Map<string, Mark> {
  const known = new Map(before);
  for (const { data } of batches) {
    const { count, series, keys } = decodeCells(data);
    const greatest = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      const [number, key] = [series[i] ?? 0, keys[i] ?? 0];
      if (key > (greatest.get(number) ?? -Infinity)) greatest.set(number, key);
    }
    for (const [number, key] of greatest) {
      const sourceId = catalog.names.get(number)?.sourceId ?? '';
      const mark = known.get(sourceId);
      if (mark === undefined || key > mark.key) known.set(sourceId, { key, isWhole: mark?.isWhole ?? false });
    }
  }
  return known;
}

/** Marks of a shard that are to be complete for some sources. */
export interface Completion {
  shard: ShardRef;
  catalog: Catalog;
  marks: Marks;
  sourceIds: readonly string[];
}

/** Looks for the greatest folded keys of those sources that are not wholly known. */
export async function completeMarks(db: Knex, completions: readonly Completion[]): Promise<void> {
  const series: FoldedSeries[] = [];
  for (const { shard, catalog, marks, sourceIds } of completions) {
    for (const sourceId of sourceIds) {
      const known = marks.known.get(sourceId);
      if (known?.isWhole) continue;
      const mark = { key: known?.key ?? -Infinity, isWhole: true };
      marks.known.set(sourceId, mark);
      for (const number of seriesOfSource(catalog, sourceId)) series.push({ shard, number, mark });
    }
  }
  if (series.length === 0) return;
  for (const [index, key] of await greatestFolded(db, series)) {
    const mark = series[index - 1]?.mark;
    if (mark && Number(key) > mark.key) mark.key = Number(key);
  }
}

interface FoldedSeries {
  shard: ShardRef;
  number: number;
  mark: Mark;
}

/** The greatest folded keys of series that have some, by their place from 1 on. */
async function greatestFolded(db: Knex, series: readonly FoldedSeries[]): Promise<[number, number | string][]> {
  const [first] = series;
  const isOne = series.every(({ shard }) => shard.shardId === first?.shard.shardId);
  const own = `shard_id = ${isOne ? ':shardId' : 'h.shard_id'} and organization_id = :organizationId and series_no = s.number`;
  // A cluster finds the one place of all slots by the list.
  const slots =
    'join ts_shard h on h.shard_id = s.shard and h.shard_id = any(cast(:slots as bigint[])) and h.organization_id = :organizationId';
  const { rows }: { rows: [number | string, number | string][] } = await db
    .raw(
      `select s.place, greatest(
       (select t_max from ts_chunk where ${own} order by day desc, t_min desc limit 1),
       (select max(t_max) from ts_part where ${own})
     ) from unnest(cast(:numbers as int[])${isOne ? '' : ', cast(:shardIds as bigint[])'}) with ordinality as s (number${isOne ? '' : ', shard'}, place) ${isOne ? '' : slots}
     where exists (select from ts_chunk where ${own}) or exists (select from ts_part where ${own})`,
      {
        shardId: first?.shard.shardId ?? '0',
        shardIds: isOne ? [] : series.map(({ shard }) => shard.shardId),
        slots: [...new Set(series.map(({ shard }) => shard.shardId))],
        organizationId: first?.shard.organizationId ?? '',
        numbers: series.map(({ number }) => number),
      },
    )
    .options({ rowMode: 'array' });
  return rows.map(([place, key]) => [Number(place), key]);
}

/** Marks that may change for these sources without the original, as those of a transaction have to that may not be committed. */
export function copyMarks(marks: Marks, sourceIds: readonly string[]): Marks {
  const known = new Map(marks.known);
  for (const sourceId of sourceIds) {
    const mark = known.get(sourceId);
    if (mark !== undefined) known.set(sourceId, { ...mark });
  }
  return { ...marks, known };
}

/** The greatest keys of sources, of marks that are complete for them. */
export function highsOf(marks: Marks, sourceIds: readonly string[]): Highs {
  return { keys: Float64Array.from(sourceIds, (sourceId) => marks.known.get(sourceId)?.key ?? -Infinity), areThere: !marks.isInexact };
}

/** The marks after a write that was committed; `highs` are the greatest keys of its sources. */
export function advanceMarks(marks: Marks, at: number, sourceIds: readonly string[], highs: Float64Array): void {
  marks.asOf = at;
  for (const [index, sourceId] of sourceIds.entries()) {
    const key = highs[index] ?? -Infinity;
    const mark = marks.known.get(sourceId);
    if (mark === undefined) marks.known.set(sourceId, { key, isWhole: true });
    else mark.key = Math.max(mark.key, key);
  }
}
