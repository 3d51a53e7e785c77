import type { Knex } from 'knex';
import { readRows } from '../statement.ts';
import { BucketGone } from '../store.ts';
import { encodeCells } from './batch.ts';
import type { Cells } from './batch.ts';
import type { ShardState } from './marks.ts';
import type { ShardRef } from './shard.ts';
import { rowsOfShards } from './slots.ts';

/** Microseconds of the database's clock, at the start of the statement: what changes within one can't be in an UPDATE of a distributed table. */
export const clockNow = '(extract(epoch from statement_timestamp()) * 1000000)::bigint';

/**
 * Locks the shard until the transaction ends, and makes it if it is new: writes and deletions of a shard take turns, so that
 * what is committed later is later by `at` too.
 *
 * @throws BucketGone when the bucket was dropped
 */
export async function lockShard(db: Knex, shard: ShardRef): Promise<ShardState> {
  const found = await lockShardForDrop(db, shard);
  if (found.isDropped) throw new BucketGone(shard.bucketId);
  return found;
}

/** As `lockShard`, but undefined when nothing was ever written, or the bucket was dropped. */
export async function lockExistingShard(db: Knex, shard: ShardRef): Promise<ShardState | undefined> {
  const [found] = await selectForUpdate(db, [shard]);
  return found?.isDropped ? undefined : found;
}

/**
 * Locks several slots of one bucket in their order, as everybody does, so that nobody waits for each other in a circle.
 * Undefined for those that are not there. @throws BucketGone when one was dropped
 */
export async function lockShards(db: Knex, shards: readonly ShardRef[]): Promise<(ShardState | undefined)[]> {
  const found = shards.length === 0 ? [] : await selectForUpdate(db, shards);
  if (found.some((state) => state?.isDropped)) throw new BucketGone(shards[0]?.bucketId ?? '');
  return found;
}

/** As `lockShard`, whether the bucket was dropped or not. */
export async function lockShardForDrop(db: Knex, shard: ShardRef): Promise<ShardState> {
  const [found] = await selectForUpdate(db, [shard]);
  if (found) return found;
  await makeShard(db, shard);
  const [made] = await selectForUpdate(db, [shard]);
  if (!made) throw new Error(`the bucket ${shard.bucketId} has the shard of another one`);
  return made;
}

/** Makes the shard unless it is there. */
export async function makeShard(db: Knex, { shardId, organizationId, bucketId, span }: ShardRef): Promise<void> {
  await db.raw(
    `insert into ts_shard (shard_id, organization_id, bucket_id, span, made_at, last_at) values (?, ?, ?, ?, ${clockNow}, ${clockNow}) on conflict do nothing`,
    [shardId, organizationId, bucketId, span],
  );
}

type Big = number | string;

async function selectForUpdate(db: Knex, shards: readonly ShardRef[]): Promise<(ShardState | undefined)[]> {
  const rows: [string, Big, Big, number, Big, Big, number, boolean, number][] = await rowsOfShards(db, 'ts_shard', shards)
    .where({ bucket_id: shards[0]?.bucketId ?? '' })
    .orderBy('slot')
    .forUpdate()
    .select(db.raw('shard_id::text'), 'made_at', 'last_at', 'series', 'deleted_at', 'changed_at', 'active')
    .select(db.raw('dropped_at is not null'), 'slots')
    .options({ rowMode: 'array' });
  const states = new Map(
    rows.map(([shardId, madeAt, lastAt, greatest, deletedAt, changedAt, active, isDropped, slots]): [string, ShardState] => {
      const [made, last, deleted, changed] = [madeAt, lastAt, deletedAt, changedAt].map(Number);
      return [
        shardId,
        { madeAt: made ?? 0, lastAt: last ?? 0, greatest, deletedAt: deleted ?? 0, changedAt: changed ?? 0, active, isDropped, slots },
      ];
    }),
  );
  return shards.map(({ shardId }) => states.get(shardId));
}

/** What is appended to a shard, if its last write is still `asOf`. */
export interface Append {
  shard: ShardRef;
  cells: Cells;
  asOf: number;
}

/**
 * Appends a batch if the shard's last write is still `asOf`, in one statement. Answers its place in the order of writes, or
 * null when somebody else has written.
 */
export async function appendBatch(db: Knex, { shard: { shardId, organizationId }, cells, asOf }: Append): Promise<number | null> {
  const { first, last } = keySpan(cells);
  const { rows }: { rows: { at: number | string }[] } = await db.raw(
    `with clock as (
       update ts_shard set last_at = greatest(last_at + 1, ${clockNow})
       where shard_id = :shardId and organization_id = :organizationId and last_at = :asOf
       returning last_at
     )
     insert into ts_batch (shard_id, at, organization_id, prev_at, n, t_min, t_max, data)
     select :shardId, last_at, :organizationId, :asOf, :count, :first, :last, :data from clock
     returning at`,
    { shardId, organizationId, asOf: String(asOf), count: cells.count, first: String(first), last: String(last), data: encodeCells(cells) },
  );
  return rows[0] === undefined ? null : Number(rows[0].at);
}

/**
 * As `appendBatch` for several slots of one bucket, all or none, in one statement. The rows are locked in the order of slots, as
 * by everybody, and looked at once they all are: an update alone would take them in any order.
 */
export async function appendBatches(db: Knex, appends: readonly Append[]): Promise<number[] | null> {
  const spans = appends.map(({ cells }) => keySpan(cells));
  const encoded = appends.map(({ cells }) => encodeCells(cells));
  const lengths = encoded.map(({ length }) => length);
  const sql = `
     with batch as materialized (
       select shard_id, as_of, n, t_min, t_max, substr(cast(:data as bytea), (sum(length) over (order by no))::int - length + 1, length) as data
       from unnest(cast(:shardIds as bigint[]), cast(:asOfs as bigint[]), cast(:counts as int[]), cast(:firsts as bigint[]), cast(:lasts as bigint[]),
         cast(:lengths as int[])) with ordinality as b (shard_id, as_of, n, t_min, t_max, length, no)
     ), locked as materialized (
       select shard_id, last_at from ts_shard where shard_id = any(cast(:shardIds as bigint[])) and organization_id = :organizationId
       order by slot for update
     ), clock as (
       update ts_shard s set last_at = greatest(s.last_at + 1, ${clockNow})
       where shard_id = any(cast(:shardIds as bigint[])) and organization_id = :organizationId
         and (select count(*) from locked join batch using (shard_id) where last_at = as_of) = :count
       returning s.shard_id, s.last_at
     )
     insert into ts_batch (shard_id, at, organization_id, prev_at, n, t_min, t_max, data)
     select shard_id, last_at, :organizationId, as_of, n, t_min, t_max, data from clock join batch using (shard_id)
     returning shard_id::text, at`;
  const rows = await readRows<[string, number | string]>(db, {
    sql,
    bindings: {
      organizationId: appends[0]?.shard.organizationId ?? '',
      count: appends.length,
      shardIds: appends.map(({ shard }) => shard.shardId),
      asOfs: appends.map(({ asOf }) => String(asOf)),
      counts: appends.map(({ cells }) => cells.count),
      firsts: spans.map(({ first }) => String(first)),
      lasts: spans.map(({ last }) => String(last)),
      lengths,
      data: Buffer.concat(encoded),
    },
  });
  if (rows.length === 0) return null;
  const ats = new Map(rows.map(([shardId, at]) => [shardId, Number(at)]));
  return appends.map(({ shard }) => ats.get(shard.shardId) ?? 0);
}

/** The least and the greatest key. */
function keySpan({ count, keys }: Cells): { first: number; last: number } {
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const key = keys[i] ?? 0;
    if (key < first) first = key;
    if (key > last) last = key;
  }
  return { first, last };
}

/** How many values of a bucket wait to be folded. */
export async function countUnfolded(db: Knex, shards: readonly ShardRef[]): Promise<number> {
  const rows: { n: number | string | null }[] = await rowsOfShards(db, 'ts_batch', shards).sum({ n: 'n' });
  return Number(rows[0]?.n ?? 0);
}
