import type { Knex } from 'knex';
import { readRows } from '../statement.ts';
import type { Value } from '../store.ts';
import { decodeCells } from './batch.ts';
import type { Cells } from './batch.ts';
import { kinds, valueAt } from './column.ts';
import type { Catalog } from './catalog.ts';
import { isUnchanged } from './merge-slots.ts';
import type { NewestReading } from './read-newest.ts';
import { catalogFor, readStates } from './reader.ts';
import type { Names } from './reader.ts';
import type { ShardRef } from './shard.ts';
import type { BucketRef } from '../store.ts';

/** The latest values of all series of a bucket as of a write, so that a question for them reads only what was written since. */
export interface KnownLatest {
  madeAt: number;
  /** The last write or deletion of each slot. */
  lastAts: readonly number[];
  /** The first key that had not expired. */
  from: number;
  /** By the number of the series. */
  values: ReadonlyMap<number, { key: number; value: Value }>;
  catalog: Catalog;
}

/** The most series of all buckets whose latest values are kept in memory. */
const mostSeries = 200_000;

/** More unfolded values than this are not looked through: reading the newest pieces is as fast. */
const mostValues = 250_000;

/** Keeps what a whole bucket was read to hold. */
export function keepLatest(names: Names, { shardId }: ShardRef, reading: NewestReading, from: number): void {
  const values = new Map(reading.values.map(({ series, key, value }) => [series, { key, value }]));
  names.latest.delete(shardId);
  let series = values.size;
  for (const known of names.latest.values()) series += known.values.size;
  if (series > mostSeries) names.latest.clear();
  if (values.size > mostSeries) return;
  names.latest.set(shardId, { madeAt: reading.madeAt, lastAts: reading.lastAts, from, values, catalog: reading.catalog });
}

/** The latest values of a bucket as it is now, if they follow from what is known and what was written since; else undefined. */
export async function advanceLatest(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  shard: ShardRef,
  from: number,
  signal?: AbortSignal,
): Promise<KnownLatest | undefined> {
  const known = names.latest.get(shard.shardId);
  if (known === undefined || from < known.from) return undefined;
  const now = known.lastAts.length === 1 ? await advance(db, names, shard, known, signal) : await unchanged(db, bucket, known);
  if (now !== undefined) names.latest.set(shard.shardId, now);
  return now;
}

/** A bucket with several slots is known only while nothing is written. */
async function unchanged(db: Knex, bucket: BucketRef, known: KnownLatest): Promise<KnownLatest | undefined> {
  const states = await readStates(db, bucket, known.lastAts.length);
  return isUnchanged(states, known) ? known : undefined;
}

type Big = number | string;
type Row = [
  madeAt: Big,
  lastAt: Big,
  deletedAt: Big,
  series: number,
  slots: number,
  at: Big | null,
  prevAt: Big | null,
  count: number | null,
  data: Buffer | null,
];

/** What was written since, by the batches that are not folded yet; undefined when there was something else. */
async function advance(
  db: Knex,
  names: Names,
  shard: ShardRef,
  known: KnownLatest,
  signal?: AbortSignal,
): Promise<KnownLatest | undefined> {
  const { shardId, organizationId } = shard;
  const [since = 0] = known.lastAts;
  const tail = names.tails.of(shardId);
  const decoded = [...tail.keys()].filter((at) => at > since);
  const rows = await readRows<Row>(
    db,
    {
      sql: `select s.made_at, s.last_at, s.deleted_at, s.series, s.slots, b.at, b.prev_at, b.n,
          case when b.at = any(cast(:decoded as bigint[])) or sum(b.n) over (order by b.at) > :most then null else b.data end
        from ts_shard s left join ts_batch b on b.shard_id = :shardId and b.organization_id = :organizationId and b.at > cast(:since as bigint)
        where s.shard_id = :shardId and s.organization_id = :organizationId order by b.at`,
      bindings: { shardId, organizationId, since: String(since), decoded: decoded.map(String), most: mostValues },
    },
    signal,
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  const [madeAt, lastAt, deletedAt] = first.slice(0, 3).map(Number);
  const [, , , greatest, slots] = first;
  if (madeAt !== known.madeAt || slots !== 1 || (deletedAt ?? 0) > since) return undefined;
  if (lastAt === since) return known;
  const catalog = await catalogFor(db, names, shard, { madeAt, greatest });
  const values = new Map(known.values);
  let [at, count] = [since, 0];
  for (const [, , , , , next, before, n, data] of rows) {
    // Folded batches are gone, and deletions take places in the order of writes too.
    if (next === null || Number(before) !== at) return undefined;
    at = Number(next);
    count += n ?? 0;
    const cells = tail.get(at) ?? (data && decodeCells(data));
    if (cells === null || count > mostValues) return undefined;
    names.tails.keep(shardId, at, cells);
    if (!addCells(values, cells, catalog)) return undefined;
  }
  return at === lastAt ? { ...known, lastAts: [lastAt], values, catalog } : undefined;
}

/** False when a latest value was overwritten with null: which one was before it is not known. */
function addCells(values: Map<number, { key: number; value: Value }>, cells: Cells, catalog: Catalog): boolean {
  const { count, series, keys, types } = cells;
  for (let i = 0; i < count; i++) {
    const number = series[i] ?? 0;
    const key = keys[i] ?? 0;
    const known = values.get(number);
    if (known !== undefined && key < known.key) continue;
    if (types?.[i] === kinds.null) {
      if (known?.key === key) return false;
    } else if (known !== undefined || catalog.names.get(number)?.isMetadata === false) {
      values.set(number, { key, value: valueAt(cells, i) });
    }
  }
  return true;
}
