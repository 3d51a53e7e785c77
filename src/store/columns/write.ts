import type { Knex } from 'knex';
import { StoreBusy } from '../store.ts';
import type { BucketRef, WriteResult } from '../store.ts';
import { copyCatalog, createSeries } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { cellsOf, gather, numberSeries } from './cells.ts';
import type { Gathered } from './cells.ts';
import { indexOf } from './column.ts';
import { countAll, countAppends, doubtsOf } from './count.ts';
import type { Counted, Doubts, Highs } from './count.ts';
import { addDeletions } from './deletion.ts';
import { appendBatch, countUnfolded, lockShard } from './log.ts';
import { advanceMarks, completeMarks, highsOf, refreshMarks } from './marks.ts';
import type { Marks } from './marks.ts';
import { newestKeys } from './read.ts';
import { catalogFor, readShard } from './reader.ts';
import type { Names } from './reader.ts';
import type { WriteRequest } from './request.ts';
import { scan } from './scan.ts';
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
}

export function createWriterState(names: Names, maxUnfolded: number): WriterState {
  return { names, marks: new Map(), credit: new Map(), open: new WeakMap(), maxUnfolded };
}

/** Stores the values of several requests in their order, all or none; answers what each of them changed. */
export async function writeRequests(
  state: WriterState,
  db: Knex,
  bucket: BucketRef,
  requests: readonly WriteRequest[],
): Promise<WriteResult[]> {
  const shard = shardOf(bucket);
  const gathered = gather(requests);
  const count = requests.reduce((sum, request) => sum + request.count, 0);
  await requireRoom(state, db, shard, count);
  const fast = db.isTransaction || bucket.retentionRecords !== null ? null : await appendFast(state, db, shard, gathered);
  if (fast) return fast;
  try {
    const { results, marks } = await inTransaction(db, (transaction) =>
      writeLocked(state, transaction, db.isTransaction === true, bucket, shard, gathered),
    );
    if (!db.isTransaction) keepMarks(state, shard, marks);
    return results;
  } catch (error) {
    state.marks.delete(shard.shardId);
    throw error;
  }
}

/** One statement, when what this process knows suffices and nobody else has written. */
async function appendFast(state: WriterState, db: Knex, shard: ShardRef, gathered: Gathered): Promise<WriteResult[] | null> {
  const marks = state.marks.get(shard.shardId);
  const catalog = marks && state.names.get(shard, marks.madeAt);
  if (marks === undefined || catalog === undefined) return null;
  const numbered = numberSeries(gathered, catalog);
  if ('missing' in numbered) return null;
  if (!gathered.sources.every((sourceId) => marks.known.get(sourceId)?.isWhole)) return null;
  const counted = countWithout(gathered, highsOf(marks, gathered.sources));
  if (counted === null) return null;
  const at = await appendBatch(db, shard, cellsOf(gathered.requests, numbered.numbers), marks.asOf);
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

async function writeLocked(state: WriterState, db: Knex, isCallers: boolean, bucket: BucketRef, shard: ShardRef, gathered: Gathered) {
  const current = await lockShard(db, shard);
  // What this transaction itself has written may never be committed; everything else under the lock is.
  const own = state.open.get(db) ?? new Set<string>();
  const isCommitted = !own.has(shard.shardId);
  state.open.set(db, own.add(shard.shardId));

  const known = await catalogFor(db, state.names, shard, current, isCommitted);
  const numbers = await numbersOf(db, shard, known, gathered);
  const base = await refreshMarks(db, shard, known, current, state.marks.get(shard.shardId));
  if (isCallers && isCommitted) keepMarks(state, shard, base);
  const marks = isCallers ? { ...base, known: new Map(base.known) } : base;
  await completeMarks(db, shard, known, marks, gathered.sources);
  const highs = highsOf(marks, gathered.sources);
  const counted =
    countAppends(gathered, highs) ?? countAll(gathered, highs, await findDoubts(state, db, bucket, doubtsOf(gathered, highs)));
  const at = await appendBatch(db, shard, cellsOf(gathered.requests, numbers), current.lastAt);
  if (at === null) throw new Error('a locked shard was written to');
  if (bucket.retentionRecords !== null) {
    const gone = await limitRecords(state.names, db, bucket, bucket.retentionRecords, at);
    marks.isInexact ||= gone;
  }
  advanceMarks(marks, at, gathered.sources, counted.highs);
  return { results: counted.results, marks };
}

/** The numbers of all series; those that are new get theirs. */
async function numbersOf(db: Knex, shard: ShardRef, known: Catalog, gathered: Gathered): Promise<Int32Array[]> {
  const numbered = numberSeries(gathered, known);
  if ('numbers' in numbered) return numbered.numbers;
  const catalog = copyCatalog(known);
  await createSeries(db, shard, catalog, numbered.missing);
  await db('ts_shard').where({ shard_id: shard.shardId, organization_id: shard.organizationId }).update({ series: catalog.greatest });
  const made = numberSeries(gathered, catalog);
  if ('missing' in made) throw new Error('a series was made and is not there');
  return made.numbers;
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
  const unfolded = await countUnfolded(db, shard);
  if (unfolded >= state.maxUnfolded) throw new StoreBusy(state.maxUnfolded);
  state.credit.set(shard.shardId, Math.max(1, Math.ceil((state.maxUnfolded - unfolded) / 20)));
}
