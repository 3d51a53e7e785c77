import type { Knex } from 'knex';
import { codeOf } from '../start-error.ts';

/** The role that row-level security binds; migration 0012 names it in its policies. It cannot log in. */
export const tenantRole = 'telltale_tenant';

const lacksRight = '42501';
const noRole = '22023';
/** Another process was faster. */
const isThere = ['42710', '23505'];

/** What makes the role, and lets another one take it. */
export const tenantRoleFor = (owner: string): string[] => [`CREATE ROLE ${tenantRole} NOLOGIN`, `GRANT ${tenantRole} TO ${owner}`];

/**
 * Makes the role that row-level security binds and gives it its rights, as far as this connection's role may do that. Safe when
 * several processes do it at once; to be called when tables may have been added.
 */
export async function prepareRowSecurity(db: Knex): Promise<void> {
  try {
    if (!(await mayTakeRole(db))) await makeRole(db);
    await db.raw(grants);
  } catch (error) {
    if (codeOf(error) !== lacksRight) throw error;
  }
}

async function makeRole(db: Knex): Promise<void> {
  for (const statement of tenantRoleFor('current_user'))
    await db.raw(statement).catch((error: unknown) => {
      if (!isThere.includes(codeOf(error) ?? '')) throw error;
    });
}

async function mayTakeRole(db: Knex): Promise<boolean> {
  try {
    await db.transaction((transaction) => transaction.raw("select set_config('role', ?, true)", [tenantRole]));
    return true;
  } catch (error) {
    if (![lacksRight, noRole].includes(codeOf(error) ?? '')) throw error;
    return false;
  }
}

/** What is of an organization may be read and changed; people may be seen and changed, mail only be sent. */
const grants = `
do $$
declare
  name text;
begin
  for name in
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity and c.relname <> 'users'
  loop
    execute format('grant select, insert, update, delete on %I to ${tenantRole}', name);
  end loop;
  grant select, update on users to ${tenantRole};
  grant insert on mail_outbox to ${tenantRole};
end
$$`;

/**
 * What keeps requests from being confined: the role is missing or may not be taken, or the points lie on a cluster's nodes, which know
 * neither role nor setting of the coordinator's connection, or lay there and have lost their policies. Null when nothing does.
 */
export async function whyUnconfined(db: Knex): Promise<string | null> {
  if (!(await mayTakeRole(db)))
    return `the database role may not take the role ${tenantRole}; let a superuser run: create role ${tenantRole} nologin; grant ${tenantRole} to the role of DATABASE_URL; then start again`;
  const { rows }: { rows: { granted: boolean; distributed: boolean; open: string | null }[] } = await db.raw(
    `select has_table_privilege('${tenantRole}', 'organizations', 'select') as granted,
      (select min(c.relname) from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity) as open,
      to_regclass('pg_dist_partition') is not null and exists (select from pg_extension where extname = 'citus') as distributed`,
  );
  if (rows[0]?.distributed) return 'the database is one of a Citus cluster, which does not carry it to its nodes';
  if (typeof rows[0]?.open === 'string') return `the table ${rows[0].open} has no policy, as after it was laid over a cluster`;
  return rows[0]?.granted
    ? null
    : `the role ${tenantRole} has no rights on the tables, as another role than the database's owner runs the server`;
}

/** Handles on one pool, each for the statements of one organization. */
export type Confine = (organizationId: string) => Knex;

/** Handles that are kept; they are made anew when they are needed again. */
const mostHandles = 1000;
const everything = '';

/**
 * Gives each organization a handle whose connections take the confined role, set to that organization, before their first statement.
 * `db` itself goes on seeing everything. A connection that served the same organization before is not told again.
 */
export function createConfine(db: Knex): Confine {
  const { client } = db;
  const acquire = client.acquireConnection.bind(client);
  const settled = new WeakMap<object, string>();
  const enter = async (organizationId: string): Promise<object> => {
    const connection = await acquire();
    if ((settled.get(connection) ?? everything) === organizationId) return connection;
    settled.delete(connection);
    try {
      await connection.query({ ...enterStatement, values: [organizationId === everything ? 'none' : tenantRole, organizationId] });
    } catch (error) {
      // Nobody knows whom it is set to.
      connection.__knex__disposed = error;
      await client.releaseConnection(connection);
      throw error;
    }
    settled.set(connection, organizationId);
    return connection;
  };
  client.acquireConnection = (organizationId = everything) => enter(organizationId);

  const handles = new Map<string, Knex>();
  return (organizationId) => {
    let handle = handles.get(organizationId);
    if (handle !== undefined) return handle;
    if (handles.size >= mostHandles) handles.delete(handles.keys().next().value ?? '');
    handle = db.withUserParams({ organizationId });
    handle.client.acquireConnection = () => client.acquireConnection(organizationId);
    // Who listens to the pool's statements hears these too.
    handle.client.emit = client.emit.bind(client);
    handles.set(organizationId, handle);
    return handle;
  };
}

const enterStatement = {
  name: 'enter',
  text: "select set_config('role', $1, false), set_config('telltale.organization', $2, false)",
};
