import type { Knex } from 'knex';
import { FieldTypeChange, StoreBusy, TooManySeries } from '../store.ts';
import type { BucketRef, WriteResult } from '../store.ts';
import { createRegister, mostChanges } from './admit.ts';
import type { Plan, Register } from './admit.ts';
import { appendAll, appendLocked, areFew, keepMarks, limitRecords, lockFirst, lockSlots, prepareFast, StaleLayout } from './append.ts';
import type { Locked, Ready, Written, WriterState } from './append.ts';
import { withBesides } from './besides.ts';
import { countUnfolded } from './log.ts';
import { advanceMarks } from './marks.ts';
import { partsOf } from './parts.ts';
import type { Part } from './parts.ts';
import type { WriteRequest } from './request.ts';
import { activeSeries } from './series.ts';
import { inTransaction, shardOf } from './shard.ts';
import type { ShardRef } from './shard.ts';
import { cutIntoSlots, shardsOf } from './slots.ts';
import type { Layout } from './slots.ts';

/** What a request has changed, or why nothing of it is stored. */
export type Outcome = WriteResult | Error;

/** Stores the values of several requests in their order, each all or nothing. */
export async function writeRequests(
  state: WriterState,
  db: Knex,
  bucket: BucketRef,
  requests: readonly WriteRequest[],
): Promise<Outcome[]> {
  const layout = state.names.layouts.get(shardOf(bucket).shardId);
  const count = requests.reduce((sum, request) => sum + request.count, 0);
  await requireRoom(state, db, bucket, layout, count);
  const isFast = !db.isTransaction && bucket.retentionRecords === null && requests.every(({ beside }) => beside === undefined);
  const fast = isFast ? await appendFast(state, db, bucket, partsOf(requests, layout), requests.length) : null;
  if (fast) return fast;
  try {
    const { outcomes, written, found } = await inTransaction(db, (transaction) =>
      withBesides(transaction, requests, (own) => writeLocked(state, transaction, db.isTransaction === true, bucket, own, layout)),
    );
    if (db.isTransaction) return outcomes;
    if (found) state.names.layouts.keep(shardOf(bucket).shardId, found);
    for (const { shard, marks, catalog } of written) {
      keepMarks(state, shard, marks);
      state.names.keep(shard, marks.madeAt, catalog);
    }
    return outcomes;
  } catch (error) {
    for (const { shardId } of shardsOf(bucket, Math.max(layout?.slots ?? 1, state.slotting.slots))) state.marks.delete(shardId);
    if (!(error instanceof StaleLayout) || layout === undefined) throw error;
    state.names.layouts.forget(shardOf(bucket).shardId);
    return writeRequests(state, db, bucket, requests);
  }
}

/** One statement, when what this process knows suffices and nobody else has written. */
async function appendFast(
  state: WriterState,
  db: Knex,
  bucket: BucketRef,
  parts: readonly Part[],
  count: number,
): Promise<WriteResult[] | null> {
  const ready: Ready[] = [];
  for (const { slot, requests } of parts) {
    const one = await prepareFast(state, shardOf(bucket, slot), requests);
    if (one === null) return null;
    ready.push(one);
  }
  const ats = await appendReady(db, ready);
  if (ats === null) return null;
  const results = emptyResults(count);
  for (const [index, { marks, gathered, counted }] of ready.entries()) {
    advanceMarks(marks, ats[index] ?? 0, gathered.sources, counted.highs);
    addResults(results, parts[index]?.owners ?? [], counted.results);
  }
  return results;
}

/** The places of the batches in the orders of their slots; null, and nothing is written, when one of them is not the next. */
async function appendReady(db: Knex, ready: readonly Ready[]): Promise<number[] | null> {
  const appends = ready.map(({ shard, cells, asOf }) => ({ shard, cells, asOf }));
  if (areFew(appends)) return appendAll(db, appends);
  const transaction = await db.transaction();
  try {
    const ats = await appendAll(transaction, appends);
    await (ats === null ? transaction.rollback() : transaction.commit());
    return ats;
  } catch (error) {
    if (!transaction.isCompleted()) await transaction.rollback();
    throw error;
  }
}

/** Shards under their locks, by slot. */
interface Held {
  locked: Map<number, Locked>;
  layout: Layout | undefined;
}

/**
 * Locks what is written to, in the order of slots. A transaction of the caller's takes all slots at once: what it writes next may be in
 * any of them, and whoever locks out of order may wait in a circle with others.
 */
async function lockFor(
  state: WriterState,
  db: Knex,
  isCallers: boolean,
  bucket: BucketRef,
  requests: readonly WriteRequest[],
  known: Layout | undefined,
): Promise<Held> {
  const locked = new Map<number, Locked>();
  let layout = known;
  if (layout === undefined) {
    const first = await lockFirst(state, db, bucket);
    locked.set(0, first);
    layout = await findLayout(state, db, bucket, first, requests);
    if (layout === undefined) return { locked, layout };
  }
  const slots = new Set(partsOf(requests, layout).map(({ slot }) => slot));
  const isNeeded = ({ slot }: ShardRef): boolean => bucket.retentionRecords !== null || slots.has(slot);
  const wanted = shardsOf(bucket, layout.slots).filter((shard) => !locked.has(shard.slot) && (isCallers || isNeeded(shard)));
  for (const one of await lockSlots(state, db, wanted, layout.madeAt, isNeeded)) locked.set(one.shard.slot, one);
  return { locked, layout };
}

async function writeLocked(
  state: WriterState,
  db: Knex,
  isCallers: boolean,
  bucket: BucketRef,
  requests: readonly WriteRequest[],
  known: Layout | undefined,
): Promise<{ outcomes: Outcome[]; written: Written[]; found: Layout | undefined }> {
  const { locked, layout } = await lockFor(state, db, isCallers, bucket, requests, known);
  const parts = partsOf(requests, layout);
  const registers = new Map([...locked].map(([slot, { known: names }]) => [slot, createRegister(names)]));
  const refusals = await admitAll(state, db, bucket, layout, registers, parts, requests);
  const results = emptyResults(requests.length);
  const additions = [...locked].flatMap(([slot, one]) => {
    const admission = registers.get(slot)?.admission();
    return admission === undefined || admission.requests.length === 0 ? [] : [{ locked: one, admission }];
  });
  const written = await appendLocked(state, db, isCallers, bucket, additions);
  for (const { shard, results: own } of written) {
    const part = parts.find(({ slot }) => slot === shard.slot);
    addResults(results, part?.owners.filter((owner) => refusals[owner] === undefined) ?? [], own);
  }
  if (bucket.retentionRecords !== null && written.length > 0)
    await limitRecords(state.names, db, bucket, bucket.retentionRecords, [...locked.values()], written);
  return { outcomes: results.map((result, index) => refusals[index] ?? result), written, found: layout };
}

/** The layout of a bucket whose first shard is locked. With these requests it may have to be cut into slots first. */
async function findLayout(
  state: WriterState,
  db: Knex,
  bucket: BucketRef,
  { current, known, isCommitted }: Locked,
  requests: readonly WriteRequest[],
): Promise<Layout | undefined> {
  const { madeAt, slots, active } = current;
  const layout = { madeAt, slots, settled: new Set(known.sources.keys()) };
  if (slots > 1) {
    if (isCommitted) state.names.layouts.keep(shardOf(bucket).shardId, layout);
    return layout;
  }
  const register = createRegister(known);
  const { above, slots: wanted } = state.slotting;
  const isNew = ({ series }: WriteRequest): boolean => series.some(({ sourceId }) => sourceId !== '' && !known.sources.has(sourceId));
  if (wanted === 1 || !requests.some(isNew)) return undefined;
  if (requests.reduce((sum, request) => sum + register.plan(request).activated, active) <= above) return undefined;
  await cutIntoSlots(db, bucket, madeAt, wanted);
  return { ...layout, slots: wanted };
}

/** Takes requests into the registers of their slots, one after the other; answers why some are refused, by their index. */
async function admitAll(
  state: WriterState,
  db: Knex,
  bucket: BucketRef,
  layout: Layout | undefined,
  registers: ReadonlyMap<number, Register>,
  parts: readonly Part[],
  requests: readonly WriteRequest[],
): Promise<(Error | undefined)[]> {
  const refusals: (Error | undefined)[] = [];
  let room: number | undefined;
  const next = new Map(parts.map((part) => [part, 0]));
  for (const [owner, { confirm }] of requests.entries()) {
    const plans: { register: Register; request: WriteRequest; plan: Plan }[] = [];
    for (const part of parts) {
      const index = next.get(part) ?? 0;
      const [register, request] = [registers.get(part.slot), part.requests[index]];
      if (part.owners[index] !== owner || register === undefined || request === undefined) continue;
      next.set(part, index + 1);
      plans.push({ register, request, plan: register.plan(request) });
    }
    const activated = plans.reduce((sum, { plan }) => sum + plan.activated, 0);
    let refusal = refusalOf(plans.map(({ plan }) => plan));
    if (refusal === undefined && activated > 0) {
      room ??= state.maxSeries - (await activeSeries(db, shardsOf(bucket, layout?.slots ?? 1)));
      refusal = activated > room ? new TooManySeries(state.maxSeries) : await confirm?.(db).then(() => undefined, reasonOf);
      if (refusal === undefined) room -= activated;
    }
    refusals.push(refusal);
    if (refusal === undefined) for (const { register, request, plan } of plans) register.take(request, plan);
  }
  return refusals;
}

/** Why a request may not be written. What PostgreSQL says concerns the others too. */
function reasonOf(error: unknown): Error {
  if (error instanceof Error && !('severity' in error)) return error;
  throw error;
}

/** Why a request is refused by any of its slots. */
function refusalOf(plans: readonly Plan[]): Error | undefined {
  const refusals = plans.flatMap(({ refusal }) => refusal ?? []);
  const changes = refusals.flatMap((refusal) => (refusal instanceof FieldTypeChange ? refusal.changes : []));
  return refusals.length > 1 && changes.length > 0 ? new FieldTypeChange(changes.slice(0, mostChanges)) : refusals[0];
}

const emptyResults = (count: number): WriteResult[] => Array.from({ length: count }, () => ({ inserted: 0, updated: 0 }));

function addResults(sums: readonly WriteResult[], owners: readonly number[], results: readonly WriteResult[]): void {
  for (const [index, { inserted, updated }] of results.entries()) {
    const sum = sums[owners[index] ?? -1];
    if (sum === undefined) continue;
    sum.inserted += inserted;
    sum.updated += updated;
  }
}

/** @throws StoreBusy when more values wait to be folded than may */
async function requireRoom(state: WriterState, db: Knex, bucket: BucketRef, layout: Layout | undefined, count: number): Promise<void> {
  const { shardId } = shardOf(bucket);
  const left = (state.credit.get(shardId) ?? 0) - count;
  if (left >= 0) {
    state.credit.set(shardId, left);
    return;
  }
  // Small writes wait too when a large one has to.
  state.credit.delete(shardId);
  const unfolded = await countUnfolded(db, shardsOf(bucket, layout?.slots ?? 1));
  if (unfolded >= state.maxUnfolded) throw new StoreBusy(state.maxUnfolded);
  state.credit.set(shardId, Math.max(1, Math.ceil((state.maxUnfolded - unfolded) / 20)));
}
