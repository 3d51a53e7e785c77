import type { Knex } from 'knex';
import type { BucketRef, Key, Range } from '../store.ts';
import { readExtent } from './extent.ts';
import { clockNow, lockExistingShard, lockShards } from './log.ts';
import type { Names } from './reader.ts';
import { newestKeys } from './read.ts';
import { emptySeries } from './series.ts';
import { expiry, holdOffMaintenance, inTransaction, shardOf, spanOfRange, wholeSpan } from './shard.ts';
import type { ShardRef, Span } from './shard.ts';
import { shardsOf, slotOf } from './slots.ts';

/** What goes: the keys of one source, or of all. */
export interface Gone extends Span {
  sourceId: string | null;
}

/** Hides what was written up to `at`. A deletion that lies wholly within a new one has become needless. */
export async function addDeletions(db: Knex, { shardId, organizationId }: ShardRef, at: number, gone: readonly Gone[]): Promise<void> {
  for (const { from, to, sourceId } of gone) {
    const within = db('ts_deletion')
      .where({ shard_id: shardId, organization_id: organizationId })
      .where('key_from', '>=', String(from))
      .where('key_to', '<=', String(to))
      .where('at', '<=', String(at));
    if (sourceId !== null) within.where('source_id', sourceId);
    await within.del();
  }
  await db.raw(
    `insert into ts_deletion (shard_id, at, part, organization_id, source_id, key_from, key_to)
     select :shardId, :at, (select coalesce(max(part), 0) from ts_deletion where shard_id = :shardId and organization_id = :organizationId and at = :at) + no,
       :organizationId, source_id, key_from, key_to
     from unnest(cast(:sources as text[]), cast(:from as bigint[]), cast(:to as bigint[])) with ordinality as t (source_id, key_from, key_to, no)`,
    {
      shardId,
      organizationId,
      at: String(at),
      sources: gone.map(({ sourceId }) => sourceId),
      from: gone.map(({ from }) => String(from)),
      to: gone.map(({ to }) => String(to)),
    },
  );
  await db('ts_shard')
    .where({ shard_id: shardId, organization_id: organizationId })
    .update({ deleted_at: String(at) });
}

/** Takes a new place in the order of writes for a deletion. Only under the lock of the shard. */
export async function nextAt(db: Knex, { shardId, organizationId }: ShardRef): Promise<number> {
  const { rows }: { rows: { last_at: number | string }[] } = await db.raw(
    `update ts_shard set last_at = greatest(last_at + 1, ${clockNow}) where shard_id = ? and organization_id = ? returning last_at`,
    [shardId, organizationId],
  );
  return Number(rows[0]?.last_at);
}

/** Locks all shards of a bucket, in the order of its slots. None when nothing was ever written, or the bucket was dropped. */
async function lockBucket(db: Knex, bucket: BucketRef): Promise<ShardRef[]> {
  const first = await lockExistingShard(db, shardOf(bucket));
  const shards = shardsOf(bucket, first?.slots ?? 0);
  const others = shards.slice(1);
  if (others.length > 0) await lockShards(db, others);
  return shards;
}

interface Removal {
  points: number;
  gone: Gone[];
  /** The shards that are concerned. */
  shards: readonly ShardRef[];
  /** There is something to hide from all that is later, though there are no points. */
  isEmptied?: boolean;
}

/** Deletes and counts in one transaction, under the locks of the shards. Nothing is rewritten; the background does that. */
async function remove(
  db: Knex,
  bucket: BucketRef,
  work: (transaction: Knex, shards: readonly ShardRef[]) => Promise<Removal>,
): Promise<number> {
  return inTransaction(db, async (transaction) => {
    const all = await lockBucket(transaction, bucket);
    if (all.length === 0) return 0;
    for (const shard of all) await holdOffMaintenance(transaction, shard);
    const { points, gone, shards, isEmptied = false } = await work(transaction, all);
    if (points === 0 && !isEmptied) return 0;
    for (const shard of shards) await addDeletions(transaction, shard, await nextAt(transaction, shard), gone);
    return points;
  });
}

/** `Store.deleteRange` on columns. */
export function deleteRange(db: Knex, names: Names, bucket: BucketRef, range: Range): Promise<number> {
  return remove(db, bucket, async (transaction, shards) => {
    const { points } = await readExtent(transaction, names, unlimited(bucket), 0, range);
    return { points, shards, gone: [{ ...spanOfRange(range), sourceId: null }] };
  });
}

/** `Store.deleteKeys` on columns. */
export function deleteKeys(db: Knex, names: Names, bucket: BucketRef, keys: readonly Key[]): Promise<number> {
  return remove(db, bucket, async (transaction, shards) => {
    const gone: Gone[] = [];
    let points = 0;
    for (const key of new Set(keys.map(Number))) {
      if (!Number.isSafeInteger(key)) continue;
      const extent = await readExtent(transaction, names, unlimited(bucket), 0, { from: key, to: key + 1 });
      if (extent.points > 0) gone.push({ from: key, to: key + 1, sourceId: null });
      points += extent.points;
    }
    return { points, shards, gone };
  });
}

/** `Store.deleteSource` on columns. */
export function deleteSource(db: Knex, names: Names, bucket: BucketRef, sourceId: string): Promise<number> {
  return remove(db, bucket, async (transaction, all) => {
    const { points } = await readExtent(transaction, names, unlimited(bucket), 0, { sourceIds: [sourceId] });
    const shard = await shardOfSource(transaction, all, sourceId);
    if (shard === undefined) return { points: 0, gone: [], shards: [] };
    return { points, shards: [shard], gone: [{ ...wholeSpan, sourceId }], isEmptied: await emptySeries(transaction, shard, sourceId) };
  });
}

/** The shard that has a source, of a bucket's shards. */
async function shardOfSource(db: Knex, shards: readonly ShardRef[], sourceId: string): Promise<ShardRef | undefined> {
  const [first] = shards;
  if (first === undefined || shards.length === 1) return first;
  const own = { shard_id: first.shardId, organization_id: first.organizationId, source_id: sourceId };
  const isFirst = (await db('ts_series').where(own).first('series_no')) !== undefined;
  return isFirst ? first : shards[slotOf({ madeAt: 0, slots: shards.length, settled: new Set() }, sourceId)];
}

/** `Store.sweep` on columns: what has expired, and the records beyond their number. */
export function sweep(db: Knex, names: Names, bucket: BucketRef, now: number): Promise<number> {
  return remove(db, bucket, async (transaction, shards) => {
    let oldestKept = Math.ceil(expiry(bucket, now));
    if (bucket.retentionRecords !== null) {
      const newest = await newestKeys(transaction, names, unlimited(bucket), bucket.retentionRecords + 1);
      if (newest.length > bucket.retentionRecords) oldestKept = Math.max(oldestKept, newest[bucket.retentionRecords - 1] ?? oldestKept);
    }
    if (oldestKept <= wholeSpan.from) return { points: 0, gone: [], shards };
    const { points } = await readExtent(transaction, names, unlimited(bucket), 0, { to: oldestKept });
    return { points, shards, gone: [{ from: wholeSpan.from, to: oldestKept, sourceId: null }] };
  });
}

/** `Store.purge` on columns: the rows go at once. Series keep their numbers, which other processes remember. */
export function purge(db: Knex, names: Names, bucket: BucketRef): Promise<number> {
  return inTransaction(db, async (transaction) => {
    const shards = await lockBucket(transaction, bucket);
    if (shards.length === 0) return 0;
    for (const { shardId } of shards) await transaction.raw('select pg_advisory_xact_lock(?)', [shardId]);
    const { points } = await readExtent(transaction, names, unlimited(bucket), 0, {});
    for (const shard of shards) {
      const at = await nextAt(transaction, shard);
      const own = { shard_id: shard.shardId, organization_id: shard.organizationId };
      for (const table of ['ts_batch', 'ts_part', 'ts_chunk', 'ts_deletion', 'ts_replay']) await transaction(table).where(own).del();
      await emptySeries(transaction, shard, null);
      await transaction('ts_shard')
        .where(own)
        .update({ deleted_at: String(at) });
    }
    return points;
  });
}

/** The bucket with all that is stored, expired or not. */
function unlimited(bucket: BucketRef): BucketRef {
  return { ...bucket, retentionDays: null };
}
