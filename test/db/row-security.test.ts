import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '../../src/areas/index.ts';
import { projectReply } from '../../src/areas/projects/resource.ts';
import { credentialHeader } from '../../src/contract/runner/credential.ts';
import { beginScenario, jsonOf, send, textAt } from '../../src/contract/runner/scenario.ts';
import { dayOfPoints, states } from '../../src/contract/runner/states.ts';
import type { Context } from '../../src/domain/context.ts';
import { hashSecret } from '../../src/domain/api-key.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { createConfine, prepareRowSecurity, tenantRole, whyUnconfined } from '../../src/db/row-security.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

/** Tables that belong to no organization; what a request within one may do there. */
const open: Record<string, string[]> = {
  attempts: [],
  mail_outbox: ['INSERT'],
  password_resets: [],
  pending_sign_ups: [],
  schema_migrations: [],
};

let database: TestDatabase;
let harness: Harnessed;
let own: string;
let foreign: string;

const rowsOf = async (db: Knex, sql: string, bindings: string[] = []): Promise<Record<string, unknown>[]> =>
  (await db.raw<{ rows: Record<string, unknown>[] }>(sql, bindings)).rows;
const countOf = async (db: Knex, table: string) => Number((await rowsOf(db, `select count(*) as n from ${table}`))[0]?.['n']);

const tables = () =>
  rowsOf(
    database.db,
    `select c.relname as name, c.relrowsecurity as confined, a.attname is not null as owned,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polpermissive) as policies
     from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`,
  );

/** Two organizations of which each has some of everything. */
async function fill(): Promise<void> {
  const scenario = await beginScenario(harness.target);
  const { adminKey, foreignAdminKey } = scenario.ground;
  for (const key of [adminKey, foreignAdminKey ?? '']) {
    scenario.ground.adminKey = key;
    await states.source(scenario);
    await states['dashboard-with-key'](scenario);
    await harness.target.harness?.credential(key, 'session:viewer');
    const dataPoints = dayOfPoints(scenario.ids.get('sourceId') ?? '').slice(0, 10);
    const body = JSON.stringify({ bucketId: scenario.ids.get('bucketId'), dataPoints });
    const headers = { ...credentialHeader(key), 'Content-Type': 'application/json', 'Idempotency-Key': 'once' };
    expect((await send(scenario, { method: 'POST', path: '/api/data/batch', headers, body })).status).toBe(201);
  }
  const idOf = async (key: string) =>
    String(
      (
        await database
          .db('api_keys')
          .where({ secret_sha256: hashSecret(key) })
          .first('organization_id')
      )?.organization_id,
    );
  [own, foreign] = [await idOf(adminKey), await idOf(foreignAdminKey ?? '')];
}

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

describe('the schema', () => {
  it('confines every table of organizations, and says which others there are', async () => {
    const all = await tables();
    // Such a table needs in its migration: alter table … enable row level security; create policy tenant on … as in 0012.
    expect(all.filter((table) => table['owned'] && !(table['confined'] && table['policies'] === 1))).toEqual([]);
    expect(all.filter((table) => !table['confined']).map((table) => table['name'])).toEqual(Object.keys(open));
  });

  it('gives the confined role no right on the others but those named here', async () => {
    const rights = await rowsOf(
      database.db,
      `select table_name as name, privilege_type as right from information_schema.role_table_grants
       where grantee = '${tenantRole}' and table_name = any(string_to_array(?, ',')) order by 1, 2`,
      [Object.keys(open).join(',')],
    );
    const expected = Object.entries(open).flatMap(([name, names]) => names.map((right) => ({ name, right })));
    expect(rights).toEqual(expected);
  });
});

describe('a handle of one organization', () => {
  let confined: Knex;

  beforeEach(async () => {
    await fill();
    confined = createConfine(database.db)(own);
  });

  it('sees its own rows of every table, and no others', async () => {
    const filled: unknown[] = [];
    for (const { name, owned } of await tables()) {
      const [table, all] = [String(name), await countOf(database.db, String(name))];
      if (!owned || all === 0) continue;
      filled.push(table);
      const ours = await rowsOf(database.db, `select count(*) as n from ${table} where organization_id = ?`, [own]);
      expect([table, await countOf(confined, table)]).toEqual([table, Number(ours[0]?.['n'])]);
      expect(await countOf(confined, table)).toBeLessThan(all);
    }
    expect(filled).toEqual(
      expect.arrayContaining(['api_keys', 'buckets', 'dashboards', 'idempotent_answers', 'memberships', 'projects', 'sessions', 'sources']),
    );
    expect(filled).toEqual(expect.arrayContaining(['ts_batch', 'ts_series', 'ts_shard']));
    expect(await countOf(confined, 'organizations')).toBe(1);
    expect(await countOf(confined, 'users')).toBe(1);
  });

  it('changes and deletes nothing of others, and puts nothing there', async () => {
    const before = await rowsOf(database.db, 'select * from projects order by id');
    expect(await confined('projects').where({ organization_id: foreign }).update({ name: 'Mine' })).toBe(0);
    expect(await confined('projects').where({ organization_id: foreign }).delete()).toBe(0);
    const row = { ...before[0], id: 'x', slug: 'x', organization_id: foreign };
    await expect(confined('projects').insert(row)).rejects.toThrow('row-level security policy');
    await expect(confined('projects').where({ organization_id: own }).update({ organization_id: foreign })).rejects.toThrow(
      'row-level security policy',
    );
    expect(await rowsOf(database.db, 'select * from projects order by id')).toEqual(before);
  });

  it('keeps to it in transactions, and leaves the connection to others as it was', async () => {
    const db = await openDatabase({ url: database.url, poolMax: 1, statementTimeoutMs: 30_000 });
    try {
      const confine = createConfine(db);
      expect(await confine(own).transaction((transaction) => countOf(transaction, 'projects'))).toBe(1);
      expect(await countOf(db, 'projects')).toBe(2);
      expect(await rowsOf(confine(foreign), 'select organization_id from projects')).toEqual([{ organization_id: foreign }]);
      await expect(confine(own).transaction((transaction) => transaction.raw('select 1 / 0'))).rejects.toThrow('division by zero');
      expect(await rowsOf(confine(own), 'select organization_id from projects')).toEqual([{ organization_id: own }]);
      expect(await rowsOf(db, 'select current_user::text as name')).toEqual([{ name: 'telltale' }]);
    } finally {
      await db.destroy();
    }
  });

  it('tells the connection only when the organization changes', async () => {
    const db = await openDatabase({ url: database.url, poolMax: 1, statementTimeoutMs: 30_000 });
    try {
      const confine = createConfine(db);
      const [first, second] = [confine(own), confine(foreign)];
      expect(confine(own)).toBe(first);
      const statements: string[] = [];
      const connection = await first.client.acquireConnection();
      const query = connection.query.bind(connection);
      connection.query = (...given: { text: string }[]) => (statements.push(given[0]?.text ?? ''), query(...given));
      await first.client.releaseConnection(connection);
      for (const handle of [first, first, second, second, db, db]) await handle.raw('select 1');
      expect(statements.filter((text) => text.includes('set_config'))).toHaveLength(2);
    } finally {
      await db.destroy();
    }
  });
});

describe('a query that forgets the organization', () => {
  const forgetful = {
    ...handlers,
    async getProject(request: Parameters<typeof handlers.getProject>[0], context: Context) {
      const [row] = await context.db('projects').where({ id: request.path.projectId });
      if (!row) return handlers.getProject(request, context);
      return { status: 200 as const, body: projectReply(row) };
    },
  };

  const statusWith = async (rowSecurity: string): Promise<number> => {
    const server = await startHarness(database.db, {
      overrides: { handlers: forgetful },
      settings: { TELLTALE_ROW_SECURITY: rowSecurity },
    });
    try {
      const scenario = await beginScenario(server.target);
      await states.project(scenario);
      const headers = credentialHeader(scenario.ground.foreignAdminKey ?? '');
      const response = await send(scenario, { method: 'GET', path: `/api/projects/${scenario.ids.get('projectId')}`, headers });
      if (response.status === 200) expect(textAt(jsonOf(response), 'data', 'name')).toBe('Web shop');
      return response.status;
    } finally {
      await server.close();
    }
  };

  it('shows a stranger what is not theirs without row-level security', async () => expect(await statusWith('off')).toBe(200));
  it('finds nothing with it', async () => expect(await statusWith('on')).toBe(404));
});

describe('a database that cannot confine', () => {
  it('is told, and is mended where the role may do that', async () => {
    await database.db.raw(`revoke select on organizations from ${tenantRole}`);
    expect(await whyUnconfined(database.db)).toContain('has no rights on the tables');
    await expect(startHarness(database.db, { settings: { TELLTALE_ROW_SECURITY: 'on' } })).rejects.toThrow(
      'row-level security cannot work',
    );
    await prepareRowSecurity(database.db);
    expect(await whyUnconfined(database.db)).toBeNull();
  });
});
