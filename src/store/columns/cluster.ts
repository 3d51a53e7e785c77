import type { Knex } from 'knex';

/** Tells whether shards may lie on several nodes, where one statement can not lock and change several of them at once. */
export type ClusterCheck = (db: Knex) => Promise<boolean>;

/** Asks the database once, whether it has Citus, unless it is `known`: points are distributed while no server runs. */
export function createClusterCheck(known?: boolean): ClusterCheck {
  let asked = known === undefined ? undefined : Promise.resolve(known);
  return async (db) => {
    asked ??= ask(db).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function ask(db: Knex): Promise<boolean> {
  const { rows }: { rows: { found: boolean }[] } = await db.raw(
    `select exists (select from pg_extension where extname = 'citus') as found`,
  );
  return rows[0]?.found ?? false;
}
