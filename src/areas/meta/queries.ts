import type { Knex } from 'knex';

/** Whether the database answers. @throws what the driver throws */
export async function pingDatabase(db: Knex): Promise<void> {
  await db.raw('select 1');
}
