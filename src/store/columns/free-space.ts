import type { Knex } from 'knex';

/** From so many merged values on, what they took in the log and in parts is given back at once. */
const fewestMerged = 100_000;

/**
 * Lets PostgreSQL give back the room of what was merged: that of a whole day's parts becomes free at once, and autovacuum would come
 * some minutes later. Somebody else's vacuum is not waited for, and one that may not be done, or takes too long, is left to autovacuum.
 */
export async function freeSpace(db: Knex, merged: number): Promise<void> {
  if (merged < fewestMerged || db.isTransaction) return;
  for (const table of ['ts_batch', 'ts_part']) await db.raw(`vacuum (skip_locked) ${table}`).catch(() => undefined);
}
