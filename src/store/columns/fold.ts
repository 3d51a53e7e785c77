import type { Knex } from 'knex';
import { keepBatches } from '../follow/keep.ts';
import { decodeCells, regroup } from './batch.ts';
import type { Cells } from './batch.ts';
import { settle } from './column.ts';
import { insertPieces } from './pieces.ts';
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
  const batches = rows.map(([at, data]) => ({ at: Number(at), cells: decodeCells(data) }));
  const groups = regroup(
    batches.map(({ cells }) => cells),
    shard.span,
    deletions.length === 0 ? undefined : await keeper(db, names, shard, batches, deletions),
  );
  const at = Number(last[0]);
  await insertPieces(
    db,
    shard,
    'ts_part',
    groups.map(({ series, day, column }) => ({ series, day, at, column: settle(column) })),
  );
  await keepBatches(db, shard, at);
  await db('ts_batch').where({ shard_id: shard.shardId, organization_id: shard.organizationId }).where('at', '<=', String(at)).del();
  return batches.reduce((sum, { cells }) => sum + cells.count, 0);
}

async function keeper(
  db: Knex,
  names: Names,
  shard: ShardRef,
  batches: readonly { at: number; cells: Cells }[],
  deletions: readonly Deletion[],
) {
  const rows: [number | string, number][] = await db('ts_shard')
    .where({ shard_id: shard.shardId, organization_id: shard.organizationId })
    .select('made_at', 'series')
    .options({ rowMode: 'array' });
  const catalog = await catalogFor(db, names, shard, { madeAt: Number(rows[0]?.[0]), greatest: rows[0]?.[1] ?? 0 });
  const rules = new Map(batches.map(({ at, cells }) => [cells, survivors(at, deletions, catalog)]));
  return (cells: Cells, index: number): boolean => rules.get(cells)?.(cells.series[index] ?? 0, cells.keys[index] ?? 0) ?? true;
}

/** All deletions of a shard that are not cleared away yet. */
export async function readDeletions(db: Knex, { shardId, organizationId }: ShardRef): Promise<Deletion[]> {
  const rows: [number | string, string | null, number | string, number | string][] = await db('ts_deletion')
    .where({ shard_id: shardId, organization_id: organizationId })
    .select('at', 'source_id', 'key_from', 'key_to')
    .options({ rowMode: 'array' });
  return rows.map(([at, sourceId, from, to]) => ({ at: Number(at), sourceId, from: Number(from), to: Number(to), slot: 0, slots: 1 }));
}
