import type { Knex } from 'knex';
import type { BucketRef, WriteResult } from '../store.ts';
import { settledNumbers } from './admit.ts';
import type { Admission } from './admit.ts';
import type { Cells } from './batch.ts';
import type { Catalog } from './catalog.ts';
import { cellsOf, gather } from './cells.ts';
import type { Gathered } from './cells.ts';
import { indexOf } from './column.ts';
import { countAll, countAppends, doubtsOf } from './count.ts';
import type { Counted, Doubts, Highs } from './count.ts';
import { addDeletions, nextAt } from './deletion.ts';
import { appendBatch, lockShard } from './log.ts';
import { advanceMarks, completeMarks, highsOf, refreshMarks } from './marks.ts';
import type { Marks, ShardState } from './marks.ts';
import { newestKeys } from './read.ts';
import { catalogFor, readSlot } from './reader.ts';
import type { Names } from './reader.ts';
import type { WriteRequest } from './request.ts';
import { scan } from './scan.ts';
import { saveSeries } from './series.ts';
import { holdOffMaintenance, wholeSpan } from './shard.ts';
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
}

export function createWriterState(names: Names, limits: Pick<WriterState, 'maxUnfolded' | 'maxSeries' | 'slotting'>): WriterState {
  return { names, marks: new Map(), credit: new Map(), open: new WeakMap(), ...limits };
}

/** What can be appended to a shard in one statement. */
export interface Ready {
  shard: ShardRef;
  marks: Marks;
  gathered: Gathered;
  counted: Counted;
  cells(): Cells;
}

/** Counts with what this process knows; null when that does not suffice. */
export function prepareFast(state: WriterState, shard: ShardRef, requests: readonly WriteRequest[]): Ready | null {
  const marks = state.marks.get(shard.shardId);
  const catalog = marks && state.names.get(shard, marks.madeAt);
  if (marks === undefined || catalog?.changedAt !== marks.changedAt) return null;
  const numbers = settledNumbers(requests, catalog);
  if (numbers === null) return null;
  const gathered = gather(requests);
  if (!gathered.sources.every((sourceId) => marks.known.get(sourceId)?.isWhole)) return null;
  const counted = countWithout(gathered, highsOf(marks, gathered.sources));
  return counted === null ? null : { shard, marks, gathered, counted, cells: () => cellsOf(requests, numbers) };
}

/** The counts, if they need nothing from the database. */
function countWithout(gathered: Gathered, highs: Highs): Counted | null {
  const appended = countAppends(gathered, highs);
  if (appended) return appended;
  return doubtsOf(gathered, highs).size === 0 ? countAll(gathered, highs, new Map()) : null;
}

/** A shard under its lock. */
export interface Locked {
  shard: ShardRef;
  current: ShardState;
  /** Whether all that is there is committed: what this transaction itself has written may never be. */
  isCommitted: boolean;
  known: Catalog;
}

/** Locks a shard until the transaction ends. @throws BucketGone */
export async function lockForWrite(state: WriterState, db: Knex, shard: ShardRef): Promise<Locked> {
  const current = await lockShard(db, shard);
  const own = state.open.get(db) ?? new Set<string>();
  const isCommitted = !own.has(shard.shardId);
  state.open.set(db, own.add(shard.shardId));
  return { shard, current, isCommitted, known: await catalogFor(db, state.names, shard, current, isCommitted) };
}

/** What was written to a locked shard, and what is known of it when that is committed. */
export interface Written {
  shard: ShardRef;
  at: number;
  results: WriteResult[];
  marks: Marks;
  catalog: Catalog;
}

/** Writes to a locked shard, and counts with all that the database knows. */
export async function appendLocked(
  state: WriterState,
  db: Knex,
  isCallers: boolean,
  bucket: BucketRef,
  { shard, current, isCommitted, known }: Locked,
  { requests, numbers, catalog, changes }: Admission,
): Promise<Written> {
  const gathered = gather(requests);
  if (catalog !== known) await saveSeries(db, shard, catalog, changes);
  const base = await refreshMarks(db, shard, known, current, state.marks.get(shard.shardId));
  if (isCallers && isCommitted) keepMarks(state, shard, base);
  const marks = isCallers ? { ...base, known: new Map(base.known) } : base;
  marks.changedAt = catalog.changedAt;
  await completeMarks(db, shard, known, marks, gathered.sources);
  const highs = highsOf(marks, gathered.sources);
  const counted = countAppends(gathered, highs) ?? countAll(gathered, highs, await findDoubts(state, db, shard, doubtsOf(gathered, highs)));
  const at = await appendBatch(db, shard, cellsOf(requests, numbers), current.lastAt);
  if (at === null) throw new Error(`a locked shard of the bucket ${bucket.bucketId} was written to`);
  advanceMarks(marks, at, gathered.sources, counted.highs);
  return { shard, at, results: counted.results, marks, catalog };
}

export function keepMarks(state: WriterState, { shardId }: ShardRef, marks: Marks): void {
  if (state.marks.size >= mostMarks) state.marks.clear();
  state.marks.set(shardId, marks);
}

/** Which of the doubtful points are there. */
async function findDoubts(state: WriterState, db: Knex, shard: ShardRef, doubts: Doubts): Promise<Doubts> {
  const found: Doubts = new Map();
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
  const reading = await readSlot(db, state.names, shard, { ...wanted, days: [...days], columns: 'data' });
  if (reading === null) return found;
  for (const { sourceId, keys } of scan(reading, wanted)) {
    const there = [...(doubts.get(sourceId) ?? [])].filter((key) => indexOf(keys, key) >= 0);
    found.set(sourceId, new Set(there));
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
