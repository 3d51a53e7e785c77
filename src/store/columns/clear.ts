import type { Knex } from 'knex';
import { maintenanceStep, readDeletions } from './fold.ts';
import { mergeDays, stepsOf } from './merge.ts';
import { wholeSpan } from './shard.ts';
import type { ShardRef } from './shard.ts';
import type { Deletion } from './snapshot.ts';

/** Removes what deletions hide, and then the deletions. Batches that they concern are folded first, in another step. */
export async function clearDeletions(db: Knex, shard: ShardRef, patient: boolean): Promise<void> {
  for (const deletion of await readDeletions(db, shard)) {
    if (!(await clearDeletion(db, shard, patient, deletion))) return;
  }
}

/** False when another process is at work. */
async function clearDeletion(db: Knex, shard: ShardRef, patient: boolean, deletion: Deletion): Promise<boolean> {
  // What is kept for streams is hidden by the deletion as well.
  for (const table of ['ts_batch', 'ts_replay']) {
    const waits = await db(table).where(own(shard)).where('at', '<=', String(deletion.at)).first('at');
    if (waits !== undefined) return true;
  }
  const removed = await maintenanceStep(db, shard, patient, (transaction) => deleteCovered(transaction, shard, deletion));
  if (removed === null) return false;
  const edges = await findEdges(db, shard, deletion);
  // Retention moves on all the time: its edge is not worth to be rewritten each time.
  if (deletion.sourceId === null && deletion.from === wholeSpan.from && edges.length > 0) return true;
  for await (const { day, series } of stepsOf(db, shard, edges)) {
    if ((await maintenanceStep(db, shard, patient, (transaction) => mergeDays(transaction, shard, day, series))) === null) return false;
  }
  await db('ts_deletion')
    .where(own(shard))
    .where({ at: String(deletion.at), source_id: deletion.sourceId, key_from: String(deletion.from), key_to: String(deletion.to) })
    .del();
  return true;
}

const own = ({ shardId, organizationId }: ShardRef) => ({ shard_id: shardId, organization_id: organizationId });

const ofSource = `and (cast(:sourceId as text) is null
  or series_no in (select series_no from ts_series where shard_id = :shardId and organization_id = :organizationId and source_id = :sourceId))`;

function bindingsOf({ shardId, organizationId, span }: ShardRef, { at, from, to, sourceId }: Deletion) {
  const [firstDay, lastDay] = [Math.max(Math.floor(from / span), -(2 ** 31)), Math.min(Math.floor((to - 1) / span), 2 ** 31 - 1)];
  return { shardId, organizationId, at: String(at), from: String(from), to: String(to), sourceId, firstDay, lastDay };
}

const concerned = `where shard_id = :shardId and organization_id = :organizationId and day between cast(:firstDay as int) and cast(:lastDay as int) and at <= :at`;

/** Deletes the pieces of which nothing stays. */
async function deleteCovered(db: Knex, shard: ShardRef, deletion: Deletion): Promise<true> {
  for (const table of ['ts_chunk', 'ts_part']) {
    await db.raw(`delete from ${table} ${concerned} and t_min >= :from and t_max < :to ${ofSource}`, bindingsOf(shard, deletion));
  }
  return true;
}

/** The days of series of which a part goes. */
async function findEdges(db: Knex, shard: ShardRef, deletion: Deletion): Promise<{ series: number; day: number }[]> {
  const edgesOf = (table: string): string =>
    `select day, series_no from ${table} ${concerned} and t_max >= :from and t_min < :to ${ofSource}`;
  const { rows }: { rows: [number, number][] } = await db
    .raw(
      `select day, series_no from (${edgesOf('ts_chunk')} union ${edgesOf('ts_part')}) e order by day, series_no`,
      bindingsOf(shard, deletion),
    )
    .options({ rowMode: 'array' });
  return rows.map(([day, series]) => ({ day, series }));
}
