import type { Knex } from 'knex';
import { keepBatches } from '../follow/keep.ts';
import { decodeCells, regroup } from './batch.ts';
import { settle } from './column.ts';
import { encodePieces, insertPieces } from './pieces.ts';
import { catalogFor } from './reader.ts';
import type { Names } from './reader.ts';
import { survivors } from './scan.ts';
import type { ShardRef } from './shard.ts';
import type { Deletion } from './snapshot.ts';

/** Values that one transaction folds; the memory it takes is about 100 bytes a value. */
const mostValues = 300_000;

/** Runs one step of background work under the shard's lock for it; null when another process has that and `patient` is false. */
export async function maintenanceStep<T>(
  db: Knex,
  { shardId }: ShardRef,
  patient: boolean,
  work: (transaction: Knex) => Promise<T>,
): Promise<T | null> {
  return db.transaction(async (transaction) => {
    if (patient) {
      await transaction.raw('select pg_advisory_xact_lock(?)', [shardId]);
    } else {
      const { rows }: { rows: { locked: boolean }[] } = await transaction.raw('select pg_try_advisory_xact_lock(?) as locked', [shardId]);
      if (!rows[0]?.locked) return null;
    }
    return work(transaction);
  });
}

/** Turns the oldest batches into parts; answers how many values that were, 0 when there are none. Within a maintenance step. */
export async function fold(db: Knex, names: Names, shard: ShardRef): Promise<number> {
  const { rows }: { rows: [number | string, Buffer][] } = await db
    .raw(
      `select at, data from (
       select at, data, sum(n) over (order by at) - n as before from ts_batch where shard_id = ? and organization_id = ?
     ) b where before < ? order by at`,
      [shard.shardId, shard.organizationId, mostValues],
    )
    .options({ rowMode: 'array' });
  const last = rows.at(-1);
  if (last === undefined) return 0;
  // Read after the batches: a deletion that came in between applies to them.
  const deletions = await readDeletions(db, shard);
  const keep = deletions.length === 0 ? undefined : await keeper(db, names, shard, deletions);
  const at = Number(last[0]);
  const folded = foldBatches(shard, rows, at, keep);
  await insertPieces(db, shard, 'ts_part', folded.rows);
  await keepBatches(db, shard, at);
  await db('ts_batch').where({ shard_id: shard.shardId, organization_id: shard.organizationId }).where('at', '<=', String(at)).del();
  return folded.count;
}

/** The rows of batches' parts. It is a function of its own so that what it takes is gone when the rows are stored: a lot of memory. */
function foldBatches(shard: ShardRef, batches: readonly [number | string, Buffer][], at: number, keep: Keep | undefined) {
  const all = batches.map(([, data]) => decodeCells(data, false));
  const rules = keep && new Map(batches.map(([at], index) => [all[index], keep(Number(at))]));
  const groups = regroup(
    all,
    shard.span,
    rules && ((cells, index) => rules.get(cells)?.(cells.series[index] ?? 0, cells.keys[index] ?? 0) ?? true),
  );
  const pieces = groups.map(({ series, day, column }) => ({ series, day, at, column: settle(column) }));
  return { rows: encodePieces(shard, 'ts_part', pieces), count: all.reduce((sum, { count }) => sum + count, 0) };
}

/** By the place of a batch, whether a value of it is still there; undefined when all are. */
type Keep = (at: number) => ReturnType<typeof survivors>;

async function keeper(db: Knex, names: Names, shard: ShardRef, deletions: readonly Deletion[]): Promise<Keep> {
  const rows: [number | string, number][] = await db('ts_shard')
    .where({ shard_id: shard.shardId, organization_id: shard.organizationId })
    .select('made_at', 'series')
    .options({ rowMode: 'array' });
  const catalog = await catalogFor(db, names, shard, { madeAt: Number(rows[0]?.[0]), greatest: rows[0]?.[1] ?? 0 });
  return (at) => survivors(at, deletions, catalog);
}

/** All deletions of a shard that are not cleared away yet. */
export async function readDeletions(db: Knex, { shardId, organizationId }: ShardRef): Promise<Deletion[]> {
  const rows: [number | string, string | null, number | string, number | string][] = await db('ts_deletion')
    .where({ shard_id: shardId, organization_id: organizationId })
    .select('at', 'source_id', 'key_from', 'key_to')
    .options({ rowMode: 'array' });
  return rows.map(([at, sourceId, from, to]) => ({ at: Number(at), sourceId, from: Number(from), to: Number(to), slot: 0, slots: 1 }));
}
