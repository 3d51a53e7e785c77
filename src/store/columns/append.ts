import type { Knex } from 'knex';
import type { InTurns } from '../../domain/turns.ts';
import type { BucketRef, WriteResult } from '../store.ts';
import { settledNumbers } from './admit.ts';
import type { Admission } from './admit.ts';
import type { Cells } from './batch.ts';
import { emptyCatalog } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { cellsOf, gather } from './cells.ts';
import type { Gathered } from './cells.ts';
import { indexOf } from './column.ts';
import { countPoints } from './count.ts';
import { cutCells, isOneBatch } from './cut-cells.ts';
import type { Counted, Doubts } from './count.ts';
import { addDeletions, nextAt } from './deletion.ts';
import { appendBatch, appendBatches, lockShard, lockShards } from './log.ts';
import type { Append } from './log.ts';
import { advanceMarks, completeMarks, copyMarks, highsOf, refreshMarks } from './marks.ts';
import type { Marks, ShardState } from './marks.ts';
import { newestKeys } from './read.ts';
import { catalogsFor, readSlot } from './reader.ts';
import type { Names } from './reader.ts';
import type { WriteRequest } from './request.ts';
import { scan } from './scan.ts';
import { saveSeries } from './series.ts';
import { holdOffMaintenance, shardOf, wholeSpan } from './shard.ts';
import type { ShardRef } from './shard.ts';
import type { Slotting } from './slots.ts';

/** The most shards whose greatest keys are kept in memory. */
const mostMarks = 1000;

/** What a process remembers to write fast. All of it may be lost. */
export interface WriterState {
  names: Names;
  marks: Map<string, Marks>;
  /** How many values may be written until the unfolded ones are counted again, by the first shard of the bucket. */
  credit: Map<string, number>;
  /** Shards to which open transactions have written. */
  open: WeakMap<Knex, Set<string>>;
  maxUnfolded: number;
  maxSeries: number;
  slotting: Slotting;
  /** How long work on many values is done. */
  inTurns: InTurns;
}

export function createWriterState(
  names: Names,
  limits: Pick<WriterState, 'maxUnfolded' | 'maxSeries' | 'slotting' | 'inTurns'>,
): WriterState {
  return { names, marks: new Map(), credit: new Map(), open: new WeakMap(), ...limits };
}

/** What can be appended to a shard in one statement. */
export interface Ready {
  shard: ShardRef;
  marks: Marks;
  /** The shard's last write that the counts rely on: the marks may go on meanwhile. */
  asOf: number;
  gathered: Gathered;
  counted: Counted;
  cells: Cells;
}

/** Counts with what this process knows; null when that does not suffice. */
export async function prepareFast(state: WriterState, shard: ShardRef, requests: readonly WriteRequest[]): Promise<Ready | null> {
  const marks = state.marks.get(shard.shardId);
  const catalog = marks && state.names.get(shard, marks.madeAt);
  if (marks === undefined || catalog?.changedAt !== marks.changedAt) return null;
  const numbers = settledNumbers(requests, catalog);
  if (numbers === null) return null;
  const gathered = gather(requests);
  if (!gathered.sources.every((sourceId) => marks.known.get(sourceId)?.isWhole)) return null;
  const { asOf } = marks;
  const { doubts, finish } = await state.inTurns(countPoints(gathered, highsOf(marks, gathered.sources)));
  if (doubts.size > 0) return null;
  return { shard, marks, asOf, gathered, counted: finish(doubts), cells: await state.inTurns(cellsOf(requests, numbers)) };
}

/** A shard under its lock. */
export interface Locked {
  shard: ShardRef;
  current: ShardState;
  /** Whether all that is there is committed: what this transaction itself has written may never be. */
  isCommitted: boolean;
  known: Catalog;
}

/** Slots that a process takes to be there are not, or are those of another bucket of the same id. */
export class StaleLayout extends Error {}

/** Locks the first shard of a bucket until the transaction ends, and makes it if it is new. @throws BucketGone */
export async function lockFirst(state: WriterState, db: Knex, bucket: BucketRef): Promise<Locked> {
  const shard = shardOf(bucket);
  const current = await lockShard(db, shard);
  return (await named(state, db, [{ shard, current }]))[0] ?? { shard, current, isCommitted: false, known: emptyCatalog() };
}

/**
 * Locks slots of a bucket, laid out at `madeAt`, until the transaction ends; answers those that `isNeeded`.
 * @throws BucketGone, StaleLayout
 */
export async function lockSlots(
  state: WriterState,
  db: Knex,
  shards: readonly ShardRef[],
  madeAt: number,
  isNeeded: (shard: ShardRef) => boolean,
): Promise<Locked[]> {
  const states = await lockShards(db, shards);
  const needed: Pick<Locked, 'shard' | 'current'>[] = [];
  for (const [index, shard] of shards.entries()) {
    const current = states[index];
    if (current?.madeAt !== madeAt) throw new StaleLayout(`the bucket ${shard.bucketId} has other slots`);
    if (isNeeded(shard)) needed.push({ shard, current });
  }
  return named(state, db, needed);
}

/** Locked shards with the names of their series. */
async function named(state: WriterState, db: Knex, shards: readonly Pick<Locked, 'shard' | 'current'>[]): Promise<Locked[]> {
  const own = state.open.get(db) ?? new Set<string>();
  const wanted = shards.map(({ shard, current }) => ({ shard, state: current, current, isCommitted: !own.has(shard.shardId) }));
  state.open.set(db, own);
  for (const { shard } of shards) own.add(shard.shardId);
  const catalogs = await catalogsFor(db, state.names, wanted);
  return wanted.map(({ shard, current, isCommitted }, index) => ({
    shard,
    current,
    isCommitted,
    known: catalogs[index] ?? emptyCatalog(),
  }));
}

/** What was written to a locked shard, and what is known of it when that is committed. */
export interface Written {
  shard: ShardRef;
  at: number;
  results: WriteResult[];
  marks: Marks;
  catalog: Catalog;
}

/** What goes to a locked shard. */
export interface Addition {
  locked: Locked;
  admission: Admission;
}

/** Writes to locked shards of a bucket, and counts with all that the database knows. Several take as many statements as one. */
export async function appendLocked(
  state: WriterState,
  db: Knex,
  isCallers: boolean,
  bucket: BucketRef,
  additions: readonly Addition[],
): Promise<Written[]> {
  const saves = additions.map(({ locked: { shard }, admission: { catalog, changes } }) => ({ shard, catalog, changes }));
  await saveSeries(
    db,
    saves.filter(({ catalog }, index) => catalog !== additions[index]?.locked.known),
  );
  const remarks = additions.map(({ locked: { shard, known, current } }) => {
    return { shard, catalog: known, state: current, cached: state.marks.get(shard.shardId) };
  });
  const bases = await refreshMarks(db, remarks);
  const writes = additions.flatMap(({ locked, admission }, index) => {
    const base = bases[index];
    if (base === undefined) return [];
    if (isCallers && locked.isCommitted) keepMarks(state, locked.shard, base);
    const gathered = gather(admission.requests);
    const marks = isCallers ? copyMarks(base, gathered.sources) : base;
    marks.changedAt = admission.catalog.changedAt;
    return [{ ...locked, ...admission, gathered, marks }];
  });
  await completeMarks(
    db,
    writes.map(({ shard, known, marks, gathered: { sources } }) => ({ shard, catalog: known, marks, sourceIds: sources })),
  );
  const counts: Counted[] = [];
  for (const { shard, isCommitted, gathered, marks } of writes) {
    const { doubts, finish } = await state.inTurns(countPoints(gathered, highsOf(marks, gathered.sources)));
    counts.push(finish(await findDoubts(state, db, shard, isCommitted, doubts)));
  }
  const appends: Append[] = [];
  for (const { shard, current, requests, numbers } of writes)
    appends.push({ shard, cells: await state.inTurns(cellsOf(requests, numbers)), asOf: current.lastAt });
  const ats = await appendAll(db, appends);
  if (ats === null) throw new Error(`a locked shard of the bucket ${bucket.bucketId} was written to`);
  return writes.flatMap(({ shard, marks, gathered, catalog }, index) => {
    const [at, counted] = [ats[index], counts[index]];
    if (at === undefined || counted === undefined) return [];
    advanceMarks(marks, at, gathered.sources, counted.highs);
    return [{ shard, at, results: counted.results, marks, catalog }];
  });
}

/** Whether cells are few enough to be appended in one statement. */
export function areFew(appends: readonly Append[]): boolean {
  const count = appends.reduce((sum, { cells }) => sum + cells.count, 0);
  return appends.every(({ cells: { texts } }) => isOneBatch({ count, texts }));
}

/**
 * Appends to one shard or to several at once. Those that are not few become several batches, one after the other: `db`
 * has to be a transaction then.
 */
export async function appendAll(db: Knex, appends: readonly Append[]): Promise<number[] | null> {
  if (appends.length > 1 && areFew(appends)) return appendBatches(db, appends);
  const ats: number[] = [];
  for (const { shard, cells, asOf } of appends) {
    let at: number | null = asOf;
    for (const batch of cutCells(cells)) {
      at = await appendBatch(db, { shard, cells: batch, asOf: at });
      if (at === null) return null;
    }
    ats.push(at);
  }
  return ats;
}

export function keepMarks(state: WriterState, { shardId }: ShardRef, marks: Marks): void {
  if (state.marks.size >= mostMarks) state.marks.clear();
  state.marks.set(shardId, marks);
}

/** Which of the doubtful points are there. */
async function findDoubts(state: WriterState, db: Knex, shard: ShardRef, isCommitted: boolean, doubts: Doubts): Promise<Doubts> {
  const found = new Map<string, Float64Array>();
  if (doubts.size === 0) return found;
  let [from, to] = [Infinity, -Infinity];
  const days = new Set<number>();
  for (const keys of doubts.values()) {
    for (const key of keys) {
      from = Math.min(from, key);
      to = Math.max(to, key + 1);
      days.add(Math.floor(key / shard.span));
    }
  }
  const wanted = { from, to, sourceIds: [...doubts.keys()] };
  const reading = await readSlot(db, state.names, shard, { ...wanted, days: [...days], columns: 'data' }, isCommitted);
  if (reading === null) return found;
  for (const { sourceId, keys } of scan(reading, wanted)) {
    found.set(
      sourceId,
      (doubts.get(sourceId) ?? new Float64Array()).filter((key) => indexOf(keys, key) >= 0),
    );
  }
  return found;
}

/** Removes all but the newest records of a bucket whose shards are all locked and were partly written to. */
export async function limitRecords(
  names: Names,
  db: Knex,
  bucket: BucketRef,
  most: number,
  locked: readonly Locked[],
  written: readonly Written[],
): Promise<void> {
  for (const { shard } of locked) await holdOffMaintenance(db, shard);
  const newest = await newestKeys(db, names, bucket, most + 1);
  const oldestKept = newest[most - 1];
  if (newest.length <= most || oldestKept === undefined) return;
  for (const { shard } of locked) {
    const own = written.find((one) => one.shard.shardId === shard.shardId);
    const at = own?.at ?? (await nextAt(db, shard));
    await addDeletions(db, shard, at, [{ from: wholeSpan.from, to: oldestKept, sourceId: null }]);
    if (own) own.marks.isInexact = true;
  }
}
