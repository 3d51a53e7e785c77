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

/** Brings marks up to the state of a locked shard, from the batches since; makes new ones where that is not possible. */
export async function refreshMarks(
  db: Knex,
  shard: ShardRef,
  catalog: Catalog,
  state: ShardState,
  cached: Marks | undefined,
): Promise<Marks> {
  const now = { madeAt: state.madeAt, asOf: state.lastAt, changedAt: state.changedAt, isInexact: state.deletedAt > 0 };
  if (cached?.madeAt === state.madeAt) {
    if (cached.asOf === state.lastAt) return { ...now, known: cached.known };
    const since = await readBatches(db, shard, cached.asOf);
    if (isChain(since, cached.asOf, state.lastAt)) return { ...now, known: addBatches(cached.known, since, catalog) };
  }
  return { ...now, known: addBatches(new Map(), await readBatches(db, shard, 0), catalog) };
}

interface BatchRow {
  at: number;
  prevAt: number;
  data: Buffer;
}

async function readBatches(db: Knex, { shardId, organizationId }: ShardRef, after: number): Promise<BatchRow[]> {
  const rows: [number | string, number | string, Buffer][] = await db('ts_batch')
    .where({ shard_id: shardId, organization_id: organizationId })
    .where('at', '>', after)
    .orderBy('at')
    .select('at', 'prev_at', 'data')
    .options({ rowMode: 'array' });
  return rows.map(([at, prevAt, data]) => ({ at: Number(at), prevAt: Number(prevAt), data }));
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

/** Looks for the greatest folded keys of those sources that are not wholly known. */
export async function completeMarks(db: Knex, shard: ShardRef, catalog: Catalog, marks: Marks, sourceIds: Iterable<string>): Promise<void> {
  const bySeries = new Map<number, string>();
  const incomplete: string[] = [];
  for (const sourceId of sourceIds) {
    if (marks.known.get(sourceId)?.isWhole) continue;
    incomplete.push(sourceId);
    for (const number of seriesOfSource(catalog, sourceId)) bySeries.set(number, sourceId);
  }
  if (incomplete.length === 0) return;
  const found = bySeries.size === 0 ? [] : await greatestFolded(db, shard, [...bySeries.keys()]);
  for (const sourceId of incomplete) marks.known.set(sourceId, { key: marks.known.get(sourceId)?.key ?? -Infinity, isWhole: true });
  for (const [number, key] of found) {
    const mark = marks.known.get(bySeries.get(number) ?? '');
    if (mark && Number(key) > mark.key) mark.key = Number(key);
  }
}

async function greatestFolded(db: Knex, { shardId, organizationId }: ShardRef, series: number[]): Promise<[number, number | string][]> {
  const { rows }: { rows: [number, number | string][] } = await db
    .raw(
      `select no, greatest(
       (select t_max from ts_chunk where shard_id = :shardId and organization_id = :organizationId and series_no = no order by day desc, t_min desc limit 1),
       (select max(t_max) from ts_part where shard_id = :shardId and organization_id = :organizationId and series_no = no)
     ) from unnest(cast(:series as int[])) as no
     where exists (select from ts_chunk where shard_id = :shardId and organization_id = :organizationId and series_no = no)
        or exists (select from ts_part where shard_id = :shardId and organization_id = :organizationId and series_no = no)`,
      { shardId, organizationId, series },
    )
    .options({ rowMode: 'array' });
  return rows;
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
