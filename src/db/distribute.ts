import type { Knex } from 'knex';
import { StartError } from '../start-error.ts';

/** The oldest Citus that this is made for. */
const minimumMajor = 12;

/** Where a table of points belongs. */
export interface Placement {
  table: string;
  /** The column that tells the node of a row. */
  column: string;
  /** Rows with the same value lie on the same node as this table's. */
  besides: string | null;
}

/**
 * Requires the Citus extension in the database.
 *
 * @throws StartError that says what is missing and who puts it right
 */
export async function requireCitus(db: Knex): Promise<void> {
  const { rows }: { rows: { installed: string | null; available: string | null }[] } = await db.raw(
    `select (select extversion from pg_extension where extname = 'citus') as installed,
      (select default_version from pg_available_extensions where name = 'citus') as available`,
  );
  const { installed = null, available = null } = rows[0] ?? {};
  if (installed === null) {
    throw new StartError(
      available === null
        ? 'this PostgreSQL has no Citus extension: install it on all nodes, see https://docs.citusdata.com'
        : 'the Citus extension is not active in this database: let a superuser run CREATE EXTENSION citus in it, on every node',
    );
  }
  if (Number.parseInt(installed, 10) < minimumMajor)
    throw new StartError(`the database has Citus ${installed}; Telltale needs ${minimumMajor} or later`);
}

/**
 * Where the tables of points belong. The catalogue stays on the coordinator: nothing joins it with points, and as reference tables it
 * could not be changed by ordinary migrations any more.
 */
export async function placementsOf(db: Knex): Promise<Placement[]> {
  const { rows }: { rows: { table: string }[] } = await db.raw(
    `select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'shard_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname = 'ts_shard' desc, c.relname`,
  );
  const sharded = rows.map(({ table }, index): Placement => ({ table, column: 'shard_id', besides: index === 0 ? null : 'ts_shard' }));
  return [...sharded, { table: 'points', column: 'bucket_id', besides: null }];
}

/** The statements that put a table in its place. `shardCount` is the number of pieces that Citus cuts it into. */
export function statementsFor({ table, column, besides }: Placement, shardCount: number): string[] {
  const how = besides === null ? `colocate_with => 'none', shard_count => ${shardCount}` : `colocate_with => '${besides}'`;
  return [
    // Citus takes no policies with a subquery, and nodes know neither role nor setting of the coordinator's connection.
    `drop policy if exists tenant on ${table}`,
    `alter table ${table} disable row level security`,
    `select create_distributed_table('${table}', '${column}', ${how})`,
    // What was copied to the nodes would stay on the coordinator too, out of sight.
    `select truncate_local_data_after_distributing_table('${table}')`,
  ];
}

/**
 * Distributes the tables that are not distributed yet; answers the statements that it ran, or would run with `dryRun`.
 * Each table in a transaction of its own, so that a run that was broken off can be repeated.
 *
 * @throws StartError when a table lies otherwise than it should
 */
export async function distribute(db: Knex, options: { shardCount: number; dryRun: boolean }): Promise<string[]> {
  const { rows }: { rows: { table: string; column: string | null }[] } = await db.raw(
    `select logicalrelid::text as table, case when partkey is not null then column_to_column_name(logicalrelid, partkey) end as column
     from pg_dist_partition`,
  );
  const placed = new Map(rows.map(({ table, column }) => [table, column]));
  const ran: string[] = [];
  for (const placement of await placementsOf(db)) {
    const { table, column } = placement;
    const found = placed.get(table);
    if (found === column) continue;
    if (found !== undefined)
      throw new StartError(
        `the table ${table} is distributed by ${found ?? 'nothing'} instead of ${column}; undo that with undistribute_table`,
      );
    const statements = statementsFor(placement, options.shardCount);
    ran.push(...statements);
    if (options.dryRun) continue;
    await db.transaction(async (transaction) => {
      await transaction.raw('set local statement_timeout = 0');
      for (const statement of statements) await transaction.raw(statement);
    });
  }
  return ran;
}
