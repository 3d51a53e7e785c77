import type { Knex } from 'knex';
import { clockNow } from '../columns/log.ts';
import { noteLoss } from './keep.ts';

/** A bucket's log is kept up to so many values, however young they are. */
const mostKeptValues = 5_000_000;

/** `StoreLog.forget`: each shard in a transaction of its own, so that a reader sees the loss with what is lost. */
export async function forgetLogs(db: Knex, keptMs: number): Promise<number> {
  let forgotten = 0;
  for (const { table, values } of [
    { table: 'ts_replay', values: 'n' },
    { table: 'ts_replay_row', values: '1' },
  ]) {
    const { rows }: { rows: [string, string, number | string][] } = await db
      .raw(
        `select shard_id::text, organization_id, max(at) from (
           select shard_id, organization_id, at, sum(${values}) over (partition by shard_id order by at desc) as later from ${table}
         ) l where at < ${clockNow} - cast(? as bigint) or later > ? group by shard_id, organization_id`,
        [String(Math.ceil(keptMs * 1000)), mostKeptValues],
      )
      .options({ rowMode: 'array' });
    for (const [shardId, organizationId, at] of rows) {
      await db.transaction(async (transaction) => {
        await noteLoss(transaction, { shardId, organizationId }, Number(at));
        forgotten += await transaction(table)
          .where({ shard_id: shardId, organization_id: organizationId })
          .where('at', '<=', String(at))
          .del();
      });
    }
  }
  return forgotten;
}
