import type { Knex } from 'knex';
import type { BucketRef } from '../store.ts';
import { copyCatalog, emptyCatalog, refreshCatalogs } from './catalog.ts';
import type { Catalog, Refresh } from './catalog.ts';
import type { KnownExtent } from './extent.ts';
import type { KnownLatest } from './known-latest.ts';
import type { KnownPages } from './known-pages.ts';
import { addHeld, mergeCatalogs, mergeSnapshots } from './merge-slots.ts';
import type { SlotReading } from './merge-slots.ts';
import type { Stored } from './scan.ts';
import { shardOf } from './shard.ts';
import type { ShardRef } from './shard.ts';
import { findShards, rowsOfShards, shardsOf, slotOf } from './slots.ts';
import type { Layout } from './slots.ts';
import { readSnapshot } from './snapshot.ts';
import type { Snapshot, SnapshotQuery } from './snapshot.ts';
import { createTails } from './tails.ts';
import type { Tails } from './tails.ts';
import { createThreads } from './threads.ts';
import type { Threads } from './threads.ts';

/** The most series whose names a process keeps in memory. */
const mostNames = 1_000_000;

/** What a process has seen of shards and may see again: the names of series, and unfolded batches. Only what is committed. */
export interface Names {
  /** The catalog of a shard, if it is of the bucket that was made at `madeAt`. */
  get(shard: ShardRef, madeAt: number): Catalog | undefined;
  keep(shard: ShardRef, madeAt: number, catalog: Catalog): void;
  tails: Tails;
  threads: Threads;
  /** Transactions of the store's own that only read: what they see is committed. */
  snapshots: WeakSet<Knex>;
  /** How buckets that were cut into slots are laid out, by their first shards. */
  layouts: { get(shardId: string): Layout | undefined; keep(shardId: string, layout: Layout): void; forget(shardId: string): void };
  /** Aggregates of which more than a page was computed. The oldest go first. */
  pages: Map<string, KnownPages>;
  /** The latest values of whole buckets, by their first shards. */
  latest: Map<string, KnownLatest>;
  /** What whole shards were counted to hold. */
  extents: Map<string, KnownExtent>;
}

/** The most buckets with several slots that a process keeps in memory; each takes some megabytes. */
const mostLayouts = 100;

/** From so many values on a read is decoded by another thread: about 10 ms of decoding. */
const heavyValues = 200_000;

export function createNames(heavy = heavyValues): Names {
  const known = new Map<string, { madeAt: number; catalog: Catalog }>();
  return {
    tails: createTails(),
    threads: createThreads(heavy),
    snapshots: new WeakSet(),
    pages: new Map(),
    latest: new Map(),
    extents: new Map(),
    layouts: createLayouts(),
    get({ shardId }, madeAt) {
      const found = known.get(shardId);
      return found?.madeAt === madeAt ? found.catalog : undefined;
    },
    keep({ shardId }, madeAt, catalog) {
      let names = catalog.names.size;
      for (const other of known.values()) names += other.catalog.names.size;
      if (names > mostNames) {
        known.clear();
        this.latest.clear();
      }
      known.set(shardId, { madeAt, catalog });
    },
  };
}

function createLayouts(): Names['layouts'] {
  const known = new Map<string, Layout>();
  return {
    get: (shardId) => known.get(shardId),
    keep(shardId, layout) {
      if (known.get(shardId)?.madeAt === layout.madeAt) return;
      if (known.size >= mostLayouts) known.clear();
      known.set(shardId, layout);
    },
    forget: (shardId) => void known.delete(shardId),
  };
}

/** What a bucket holds of what is wanted, with the names of all series in it. */
export interface Reading extends Stored {
  catalog: Catalog;
}

/**
 * Reads a bucket in one statement; null when it has never been written to. Names that are new to this process cost a second one.
 * A bucket with several slots is read slot by slot, from one snapshot: those of the wanted sources, once it is known where they are.
 */
export async function readShard(db: Knex, names: Names, bucket: BucketRef, query: SnapshotQuery): Promise<Reading | null> {
  const shard = shardOf(bucket);
  const layout = names.layouts.get(shard.shardId);
  if (layout === undefined) {
    const reading = await readSlot(db, names, shard, query);
    if (reading === null || reading.snapshot.slots === 1) return reading;
  }
  if (db.isTransaction) return readSlots(db, names, bucket, query);
  const chosen = layout && chosenSlots(layout, query);
  const reading = layout && chosen?.length === 1 ? await readChosen(db, names, bucket, query, layout, chosen) : null;
  if (reading !== null) return reading;
  const read = (transaction: Knex): Promise<Reading | null> => {
    names.snapshots.add(transaction);
    return readSlots(transaction, names, bucket, query);
  };
  return db.transaction(read, { isolationLevel: 'repeatable read', readOnly: true });
}

/** The slots of the wanted sources; null when that is not all that has to be known, as for the newest values, which are paged by names. */
function chosenSlots(layout: Layout, { sourceIds, columns }: SnapshotQuery): number[] | null {
  if (sourceIds === undefined) return [...Array(layout.slots).keys()];
  if (columns === 'newest' || sourceIds.length === 0) return null;
  return [...new Set(sourceIds.map((id) => slotOf(layout, id)))].sort((a, b) => a - b);
}

/** Reads chosen slots of a bucket; null when they are not those of this layout. */
async function readChosen(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: SnapshotQuery,
  { madeAt, slots }: Layout,
  chosen: readonly number[],
): Promise<Reading | null> {
  const isCommitted = !db.isTransaction || names.snapshots.has(db);
  const found: { shard: ShardRef; state: Snapshot; isCommitted: boolean }[] = [];
  const held = { values: 0, bytes: 0 };
  for (const slot of chosen) {
    const shard = shardOf(bucket, slot);
    const snapshot = await readWithTail(db, names, shard, query, isCommitted);
    if (snapshot?.madeAt !== madeAt) return null;
    addHeld(held, snapshot, query);
    found.push({ shard, state: snapshot, isCommitted });
  }
  const catalogs = await catalogsFor(db, names, found);
  const readings = found.map(({ shard: { slot }, state }, index): SlotReading => {
    return { slot, madeAt, lastAt: state.lastAts[0] ?? 0, snapshot: state, catalog: catalogs[index] ?? nothing };
  });
  const all = shardsOf(bucket, slots).map((shard) => ({
    slot: shard.slot,
    catalog: readings.find(({ slot }) => slot === shard.slot)?.catalog ?? names.get(shard, madeAt) ?? nothing,
  }));
  return {
    snapshot: mergeSnapshots(readings, slots, query),
    span: shardOf(bucket).span,
    // With all that are known the names are mostly the same as for the last query.
    catalog: mergeCatalogs(readings.length === 1 ? readings : all, slots),
  };
}

/** The catalog of a slot of which nothing is known, nor wanted. */
const nothing = emptyCatalog();

/**
 * Reads one slot of a bucket in one statement; null when there is none. `isCommitted`: all that is seen is, also in a transaction that has
 * written to nothing of it yet.
 */
export async function readSlot(
  db: Knex,
  names: Names,
  shard: ShardRef,
  query: SnapshotQuery,
  isCommitted = !db.isTransaction || names.snapshots.has(db),
): Promise<Reading | null> {
  const snapshot = await readWithTail(db, names, shard, query, isCommitted);
  if (snapshot === null) return null;
  return { snapshot, span: shard.span, catalog: await catalogFor(db, names, shard, snapshot) };
}

/** Reads all slots in which there may be something of what is wanted, with the names of all. */
async function readSlots(db: Knex, names: Names, bucket: BucketRef, query: SnapshotQuery): Promise<Reading | null> {
  const isCommitted = !db.isTransaction || names.snapshots.has(db);
  const home = shardOf(bucket);
  const layout = names.layouts.get(home.shardId);
  const chosen = layout && chosenSlots(layout, query);
  const reading = layout && chosen ? await readChosen(db, names, bucket, query, layout, chosen) : null;
  if (reading !== null) return reading;
  const states = await readStates(db, bucket, layout?.slots);
  const [first] = states;
  if (layout !== undefined && first?.madeAt !== layout.madeAt) names.layouts.forget(home.shardId);
  if (first === undefined || states.length === 1) return readSlot(db, names, home, query);
  const known = await catalogsFor(
    db,
    names,
    states.map((state) => ({ shard: shardOf(bucket, state.slot), state, isCommitted })),
  );
  const readings: SlotReading[] = [];
  const held = { values: 0, bytes: 0 };
  for (const [index, state] of states.entries()) {
    const shard = shardOf(bucket, state.slot);
    let catalog = known[index] ?? nothing;
    const isWanted = query.sourceIds?.some((id) => catalog.sources.has(id)) ?? true;
    const snapshot = isWanted ? await readWithTail(db, names, shard, query, isCommitted) : null;
    if (snapshot) catalog = await catalogFor(db, names, shard, snapshot, isCommitted);
    addHeld(held, snapshot, query);
    readings.push({ ...state, catalog, snapshot });
  }
  const settled = new Set(readings[0]?.catalog.sources.keys());
  if (isCommitted) names.layouts.keep(home.shardId, { madeAt: first.madeAt, slots: states.length, settled });
  return {
    snapshot: mergeSnapshots(readings, states.length, query),
    span: home.span,
    catalog: mergeCatalogs(readings, states.length),
  };
}

interface SlotState {
  slot: number;
  madeAt: number;
  lastAt: number;
  /** The greatest number of a series. */
  greatest: number;
}

/** The slots of a bucket in their order, with what is needed to name their series. `expected` is how many there were last. */
export async function readStates(db: Knex, bucket: BucketRef, expected?: number): Promise<SlotState[]> {
  const shards = expected === undefined ? await findShards(db, bucket) : shardsOf(bucket, expected);
  const rows: [number, number | string, number | string, number, number][] = await rowsOfShards(db, 'ts_shard', shards)
    .orderBy('slot')
    .select('slot', 'made_at', 'last_at', 'series', 'slots')
    .options({ rowMode: 'array' });
  if (expected !== undefined && rows[0]?.[4] !== expected) return readStates(db, bucket);
  return rows.map(([slot, madeAt, lastAt, greatest]) => ({ slot, madeAt: Number(madeAt), lastAt: Number(lastAt), greatest }));
}

/** Unfolded batches are kept for the next reader; but in a transaction, what is seen may never be committed. */
async function readWithTail(
  db: Knex,
  { tails, threads, get }: Names,
  shard: ShardRef,
  query: SnapshotQuery,
  isCommitted: boolean,
): Promise<Snapshot | null> {
  if (!isCommitted) return readSnapshot(db, shard, query, threads);
  // A copy: what is let go meanwhile is still needed for this answer.
  const snapshot = await readSnapshot(db, shard, query, threads, new Map(tails.of(shard.shardId)));
  if (snapshot === null || get(shard, snapshot.madeAt) === undefined) {
    // Perhaps another bucket of the same id, whose batches say nothing of this one.
    const isKnown = tails.of(shard.shardId).size > 0;
    tails.forget(shard.shardId);
    return isKnown ? readSnapshot(db, shard, query, threads) : snapshot;
  }
  for (const { at, cells } of snapshot.batches) tails.keep(shard.shardId, at, cells);
  return snapshot;
}

/** A shard whose series are to be named: at least so many, and with `changedAt`, which only the lock of the shard makes certain, their types. */
interface Named {
  shard: ShardRef;
  state: { madeAt: number; greatest: number; changedAt?: number };
  /** Whether all that is seen is committed. Names that may never be are not kept. */
  isCommitted: boolean;
}

/** The catalogs of shards of one bucket. Those that are not known cost one statement. */
export async function catalogsFor(db: Knex, names: Names, wanted: readonly Named[]): Promise<Catalog[]> {
  const stale: (Named & Refresh)[] = [];
  const catalogs = wanted.map((one) => {
    const { madeAt, greatest, changedAt } = one.state;
    const known = names.get(one.shard, madeAt);
    const isNewest = changedAt === undefined || known?.changedAt === changedAt;
    if (known !== undefined && known.greatest >= greatest && isNewest) return known;
    // Types of a change that was not committed after all are no base for more.
    const isBase = known !== undefined && (changedAt === undefined || known.changedAt <= changedAt);
    const catalog = isBase ? copyCatalog(known) : emptyCatalog();
    stale.push({ ...one, catalog, changedAt });
    return catalog;
  });
  await refreshCatalogs(db, stale);
  for (const { shard, state, isCommitted, catalog } of stale) if (isCommitted) names.keep(shard, state.madeAt, catalog);
  return catalogs;
}

/** The catalog of one shard, as `catalogsFor`. */
export async function catalogFor(
  db: Knex,
  names: Names,
  shard: ShardRef,
  state: Named['state'],
  isCommitted = !db.isTransaction,
): Promise<Catalog> {
  const [catalog = emptyCatalog()] = await catalogsFor(db, names, [{ shard, state, isCommitted }]);
  return catalog;
}
