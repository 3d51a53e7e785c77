import type { Knex } from 'knex';
import type { Rows } from '../../src/contract/runner/target.ts';

/** Written beside what a request changes. */
const uncommon = ['call_leases', 'idempotent_answers', 'audit_log'];

/** One statement for the rows of every table of organizations. */
async function statementFor(db: Knex): Promise<string> {
  const columns: { table: string; names: string[] }[] = await db('information_schema.columns')
    .where({ table_schema: 'public' })
    .groupBy('table_name')
    .havingRaw(`bool_or(column_name = 'organization_id') or table_name = 'organizations'`)
    .select({ table: 'table_name' }, db.raw('array_agg(column_name::text) as names'));
  const parts = columns
    .filter(({ table }) => !uncommon.includes(table))
    .map(({ table, names }) => {
      const id = names.includes('id') ? 'id' : 'null';
      const others = [
        ...(names.includes('user_id') ? ['user_id is distinct from :userId'] : []),
        ...(id === 'id' ? ['id <> :credentialId'] : []),
      ];
      const own = `${table === 'organizations' ? 'id' : 'organization_id'} = :organizationId`;
      return `select '${table}' as table, (to_jsonb(t) - 'last_used_at')::text as row, ${id} as id from ${table} t where ${[own, ...others].join(' and ')}`;
    });
  return `${parts.join(' union all ')} order by 1, 2`;
}

const statements = new WeakMap<Knex, Promise<string>>();

/** All rows of an organization, but for those of the person or key who is looking. */
export async function rowsOf(db: Knex, of: { organizationId: string; userId: string | null; credentialId: string }): Promise<Rows> {
  const statement = statements.get(db) ?? statementFor(db);
  statements.set(db, statement);
  const { rows } = await db.raw<{ rows: { table: string; row: string; id: string | null }[] }>(await statement, of);
  const found: Rows = { tables: {}, ids: [] };
  for (const { table, row, id } of rows) {
    found.tables[table] = `${found.tables[table] ?? ''}${row}\n`;
    if (id !== null) found.ids.push(id);
  }
  return found;
}
