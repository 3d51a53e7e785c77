import type { Knex } from 'knex';
import { StoreBusy, TooManySeries } from '../store.ts';
import type { BucketRef, WriteResult } from '../store.ts';
import { createRegister, settledNumbers } from './admit.ts';
import type { Admission } from './admit.ts';
import type { Catalog } from './catalog.ts';
import { cellsOf, gather } from './cells.ts';
import type { Gathered } from './cells.ts';
import { indexOf } from './column.ts';
import { countAll, countAppends, doubtsOf } from './count.ts';
import type { Counted, Doubts, Highs } from './count.ts';
import { addDeletions } from './deletion.ts';
import { appendBatch, countUnfolded, lockShard } from './log.ts';
import { advanceMarks, completeMarks, highsOf, refreshMarks } from './marks.ts';
import type { Marks, ShardState } from './marks.ts';
import { newestKeys } from './read.ts';
import { catalogFor, readShard } from './reader.ts';
import type { Names } from './reader.ts';
import type { WriteRequest } from './request.ts';
import { scan } from './scan.ts';
import { saveSeries } from './series.ts';
import { holdOffMaintenance, inTransaction, shardOf, wholeSpan } from './shard.ts';
import type { ShardRef } from './shard.ts';

/** The most shards whose greatest keys are kept in memory. */
const mostMarks = 1000;

/** What a process remembers to write fast. All of it may be lost. */
export interface WriterState {
  names: Names;
  marks: Map<string, Marks>;
  /** How many values may be written until the unfolded ones are counted again, by shard. */
  credit: Map<string, number>;
  /** Shards to which open transactions have written. */
  open: WeakMap<Knex, Set<string>>;
  maxUnfolded: number;
  maxSeries: number;
}

export function createWriterState(names: Names, limits: Pick<WriterState, 'maxUnfolded' | 'maxSeries'>): WriterState {
  return { names, marks: new Map(), credit: new Map(), open: new WeakMap(), ...limits };
}

/** What a request has changed, or why nothing of it is stored. */
export type Outcome = WriteResult | Error;

/** Stores the values of several requests in their order, each all or nothing. */
export async function writeRequests(
  state: WriterState,
  db: Knex,
  bucket: BucketRef,
  requests: readonly WriteRequest[],
): Promise<Outcome[]> {
  const shard = shardOf(bucket);
  const count = requests.reduce((sum, request) => sum + request.count, 0);
  await requireRoom(state, db, shard, count);
  const fast = db.isTransaction || bucket.retentionRecords !== null ? null : await appendFast(state, db, shard, requests);
  if (fast) return fast;
  try {
    const { outcomes, written } = await inTransaction(db, (transaction) =>
      writeLocked(state, transaction, db.isTransaction === true, bucket, shard, requests),
    );
    if (!db.isTransaction && written) {
      keepMarks(state, shard, written.marks);
      state.names.keep(shard, written.marks.madeAt, written.catalog);
    }
    return outcomes;
  } catch (error) {
    state.marks.delete(shard.shardId);
    throw error;
  }
}

/** One statement, when what this process knows suffices and nobody else has written. */
async function appendFast(state: WriterState, db: Knex, shard: ShardRef, requests: readonly WriteRequest[]): Promise<WriteResult[] | null> {
  const marks = state.marks.get(shard.shardId);
  const catalog = marks && state.names.get(shard, marks.madeAt);
  if (marks === undefined || catalog?.changedAt !== marks.changedAt) return null;
  const numbers = settledNumbers(requests, catalog);
  if (numbers === null) return null;
  const gathered = gather(requests);
  if (!gathered.sources.every((sourceId) => marks.known.get(sourceId)?.isWhole)) return null;
  const counted = countWithout(gathered, highsOf(marks, gathered.sources));
  if (counted === null) return null;
  const at = await appendBatch(db, shard, cellsOf(requests, numbers), marks.asOf);
  if (at === null) return null;
  advanceMarks(marks, at, gathered.sources, counted.highs);
  return counted.results;
}

/** The counts, if they need nothing from the database. */
function countWithout(gathered: Gathered, highs: Highs): Counted | null {
  const appended = countAppends(gathered, highs);
  if (appended) return appended;
  return doubtsOf(gathered, highs).size === 0 ? countAll(gathered, highs, new Map()) : null;
}

/** A shard under its lock. */
interface Locked {
  shard: ShardRef;
  current: ShardState;
  /** Whether all that is there is committed: what this transaction itself has written may never be. */
  isCommitted: boolean;
  known: Catalog;
}

async function lockForWrite(state: WriterState, db: Knex, shard: ShardRef): Promise<Locked> {
  const current = await lockShard(db, shard);
  const own = state.open.get(db) ?? new Set<string>();
  const isCommitted = !own.has(shard.shardId);
  state.open.set(db, own.add(shard.shardId));
  return { shard, current, isCommitted, known: await catalogFor(db, state.names, shard, current, isCommitted) };
}

async function writeLocked(
  state: WriterState,
  db: Knex,
  isCallers: boolean,
  bucket: BucketRef,
  shard: ShardRef,
  requests: readonly WriteRequest[],
) {
  const locked = await lockForWrite(state, db, shard);
  const register = createRegister(locked.known);
  let room = state.maxSeries - locked.current.active;
  const refusals = requests.map((request) => {
    const plan = register.plan(request);
    if (plan.refusal) return plan.refusal;
    if (plan.activated > 0 && plan.activated > room) return new TooManySeries(state.maxSeries);
    room -= plan.activated;
    register.take(request, plan);
    return undefined;
  });
  const admission = register.admission();
  if (admission.requests.length === 0) return { outcomes: refusals.filter((refusal) => refusal !== undefined), written: null };
  const { results, marks } = await appendLocked(state, db, isCallers, bucket, locked, admission);
  let next = 0;
  const outcomes: Outcome[] = refusals.map((refusal) => refusal ?? results[next++] ?? { inserted: 0, updated: 0 });
  return { outcomes, written: { marks, catalog: admission.catalog } };
}

async function appendLocked(
  state: WriterState,
  db: Knex,
  isCallers: boolean,
  bucket: BucketRef,
  { shard, current, isCommitted, known }: Locked,
  { requests, numbers, catalog, changes }: Admission,
) {
  const gathered = gather(requests);
  if (catalog !== known) await saveSeries(db, shard, catalog, changes);
  const base = await refreshMarks(db, shard, known, current, state.marks.get(shard.shardId));
  if (isCallers && isCommitted) keepMarks(state, shard, base);
  const marks = isCallers ? { ...base, known: new Map(base.known) } : base;
  marks.changedAt = catalog.changedAt;
  await completeMarks(db, shard, known, marks, gathered.sources);
  const highs = highsOf(marks, gathered.sources);
  const counted =
    countAppends(gathered, highs) ?? countAll(gathered, highs, await findDoubts(state, db, bucket, doubtsOf(gathered, highs)));
  const at = await appendBatch(db, shard, cellsOf(requests, numbers), current.lastAt);
  if (at === null) throw new Error('a locked shard was written to');
  if (bucket.retentionRecords !== null) {
    const gone = await limitRecords(state.names, db, bucket, bucket.retentionRecords, at);
    marks.isInexact ||= gone;
  }
  advanceMarks(marks, at, gathered.sources, counted.highs);
  return { results: counted.results, marks };
}

function keepMarks(state: WriterState, { shardId }: ShardRef, marks: Marks): void {
  if (state.marks.size >= mostMarks) state.marks.clear();
  state.marks.set(shardId, marks);
}

/** Which of the doubtful points are there. */
async function findDoubts(state: WriterState, db: Knex, bucket: BucketRef, doubts: Doubts): Promise<Doubts> {
  const found: Doubts = new Map();
  if (doubts.size === 0) return found;
  let [from, to] = [Infinity, -Infinity];
  const days = new Set<number>();
  const { span } = shardOf(bucket);
  for (const keys of doubts.values()) {
    for (const key of keys) {
      from = Math.min(from, key);
      to = Math.max(to, key + 1);
      days.add(Math.floor(key / span));
    }
  }
  const wanted = { from, to, sourceIds: [...doubts.keys()] };
  const reading = await readShard(db, state.names, bucket, { ...wanted, days: [...days], columns: 'data' });
  if (reading === null) return found;
  for (const { sourceId, keys } of scan(reading, wanted)) {
    const there = [...(doubts.get(sourceId) ?? [])].filter((key) => indexOf(keys, key) >= 0);
    found.set(sourceId, new Set(there));
  }
  return found;
}

/** Removes all but the newest records of a locked shard; tells whether there were any. Writes up to `at` are concerned. */
export async function limitRecords(names: Names, db: Knex, bucket: BucketRef, most: number, at: number): Promise<boolean> {
  const shard = shardOf(bucket);
  await holdOffMaintenance(db, shard);
  const newest = await newestKeys(db, names, bucket, most + 1);
  const oldestKept = newest[most - 1];
  if (newest.length <= most || oldestKept === undefined) return false;
  await addDeletions(db, shard, at, [{ from: wholeSpan.from, to: oldestKept, sourceId: null }]);
  return true;
}

/** @throws StoreBusy when more values wait to be folded than may */
async function requireRoom(state: WriterState, db: Knex, shard: ShardRef, count: number): Promise<void> {
  const left = (state.credit.get(shard.shardId) ?? 0) - count;
  if (left >= 0) {
    state.credit.set(shard.shardId, left);
    return;
  }
  // Small writes wait too when a large one has to.
  state.credit.delete(shard.shardId);
  const unfolded = await countUnfolded(db, shard);
  if (unfolded >= state.maxUnfolded) throw new StoreBusy(state.maxUnfolded);
  state.credit.set(shard.shardId, Math.max(1, Math.ceil((state.maxUnfolded - unfolded) / 20)));
}
