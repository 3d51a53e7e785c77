import type { Knex } from 'knex';

/** From so many folded or merged values on, PostgreSQL is told at once what autovacuum would find out some minutes later. */
const fewest = 100_000;

/**
 * Lets PostgreSQL give back the room of what was merged: that of a whole day's parts becomes free at once, and autovacuum would come
 * some minutes later. Somebody else's vacuum is not waited for, and one that may not be done, or takes too long, is left to autovacuum.
 */
export async function freeSpace(db: Knex, merged: number): Promise<void> {
  if (merged < fewest || db.isTransaction) return;
  for (const table of ['ts_batch', 'ts_part']) await db.raw(`vacuum (skip_locked) ${table}`).catch(() => undefined);
}

/**
 * Lets PostgreSQL look anew at tables that have grown by a fifth since it last did. Of a table that it has never seen it plans reads past all
 * series of a day, and it keeps such plans.
 */
export async function refreshStatistics(db: Knex, written: number): Promise<void> {
  if (written < fewest || db.isTransaction) return;
  const { rows }: { rows: { name: string }[] } = await db.raw(
    `select relname as name from pg_class
     where oid in ('ts_series'::regclass, 'ts_batch'::regclass, 'ts_part'::regclass, 'ts_chunk'::regclass)
       and (reltuples < 0 or pg_relation_size(oid) > (1.2 * relpages + 8) * current_setting('block_size')::int)`,
  );
  for (const { name } of rows) await db.raw(`analyze (skip_locked) ${name}`).catch(() => undefined);
}
