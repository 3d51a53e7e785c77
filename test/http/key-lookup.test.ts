import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKey } from '../../src/areas/keys/service.ts';
import { checksum } from '../../src/domain/api-key.ts';
import { createKeys } from '../../src/http/keys.ts';
import { findKey } from '../../src/http/queries.ts';
import { beginScenario } from '../../src/contract/runner/scenario.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';
import { startTestServer } from '../support/server.ts';

// The secret is looked up by its hash and never compared, so that the time of a look-up says nothing of other secrets; what is proved
// here is the number of statements and their plan.
let database: TestDatabase;
let harness: Harnessed;
let key: string;
let time = 0;
const keys = () => createKeys(database.db, { now: () => time }, { idleMs: 86_400_000 });

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
});
beforeEach(async () => {
  time = Date.UTC(2026, 0, 15, 10, 30);
  key = (await beginScenario(harness.target)).ground.adminKey;
});
afterAll(async () => {
  await harness.close();
  await database.close();
});

/** The statements that `work` sends to the database. */
async function statementsOf(work: () => unknown): Promise<string[]> {
  const texts: string[] = [];
  const listen = ({ sql }: { sql: string }): void => void texts.push(sql);
  database.db.on('query', listen);
  try {
    await work();
  } catch {
    // A refusal is an answer too.
  }
  database.db.off('query', listen);
  return texts;
}

describe('a key', () => {
  test('costs one statement when it is cold and none while it is remembered', async () => {
    const known = keys();
    expect(await statementsOf(() => known.authenticate(key))).toHaveLength(1);
    for (let call = 0; call < 100; call++) expect(await statementsOf(() => known.authenticate(key))).toEqual([]);
    time += 999;
    expect(await statementsOf(() => known.authenticate(key))).toEqual([]);
    time += 1;
    expect(await statementsOf(() => known.authenticate(key))).toHaveLength(1);
  });

  test('that a hundred requests bring at once is asked for once', async () => {
    const known = keys();
    expect(await statementsOf(() => Promise.all(Array.from({ length: 100 }, () => known.authenticate(key))))).toHaveLength(1);
  });

  test('with a wrong form or checksum costs none, an unknown one the same as a known one', async () => {
    const known = keys();
    const zeros = '0'.repeat(30);
    for (const wrong of ['', 'x', key.slice(0, -1), `${key}x`, key.toLowerCase(), key.replace('tt_a_', 'tt_x_'), `${key.slice(0, 40)}~`])
      expect(await statementsOf(() => known.authenticate(wrong)), wrong).toEqual([]);
    const cold = await statementsOf(() => known.authenticate(key));
    expect(await statementsOf(() => known.authenticate(`tt_a_${zeros}${checksum(zeros)}`))).toEqual(cold);
  });

  test('is found by the index over its hash', async () => {
    const [sql] = await statementsOf(() => keys().authenticate(key));
    expect(sql).toContain('"k"."secret_sha256" = $1');
    expect(sql).not.toMatch(/like|secret"/);
    const plan = await planOf(database.db, () => findKey(database.db, Buffer.alloc(32, 7)));
    expect(plan).toContain('Index Scan using api_keys_secret_sha256_key on api_keys');
    expect(plan).not.toContain('Seq Scan on api_keys');
  });
});

/** How PostgreSQL would run the statement of `work` in a table that is not almost empty. */
async function planOf(db: Knex, work: () => PromiseLike<unknown>): Promise<string> {
  let explain: { sql: string; bindings: readonly Knex.RawBinding[] } | undefined;
  const listen = ({ sql, bindings }: { sql: string; bindings: readonly Knex.RawBinding[] }): void => void (explain ??= { sql, bindings });
  db.on('query', listen);
  await work();
  db.off('query', listen);
  const { sql, bindings } = explain ?? { sql: '', bindings: [] };
  return db.transaction(async (transaction) => {
    await transaction.raw('set local enable_seqscan = off');
    const { rows }: { rows: { 'QUERY PLAN': string }[] } = await transaction.raw(`explain ${sql.replaceAll(/\$\d+/g, '?')}`, [...bindings]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

test('a request with a known key sends no statement for it', async () => {
  const server = await startTestServer();
  try {
    const { db } = server.environment;
    const { secret } = await createKey(server.environment, {
      organizationId: (await db('organizations').first('id')).id,
      kind: 'admin',
      name: 'Warm',
      expiresAt: null,
    });
    const call = () => fetch(`${server.url}/api/buckets`, { headers: { 'X-API-Key': secret } });
    const texts: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => void texts.push(sql));
    expect((await call()).status).toBe(200);
    const lookups = () => texts.filter((sql) => /from "?(api_keys|sessions)/.test(sql));
    expect(lookups()).toHaveLength(1);
    expect((await call()).status).toBe(200);
    expect(lookups()).toHaveLength(1);
  } finally {
    await server.close();
  }
});
