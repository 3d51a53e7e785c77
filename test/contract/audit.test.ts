import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { operationsOf } from '../../src/contract/openapi.ts';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { createJudge } from '../../src/contract/runner/judge.ts';
import { prepare, successOf, usualRequest } from '../../src/contract/runner/probe.ts';
import type { Check } from '../../src/contract/runner/probe.ts';
import { send } from '../../src/contract/runner/scenario.ts';
import { readDocument } from '../../src/http/application.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let document: OpenApiDocument;

beforeAll(async () => {
  document = await readDocument();
  database = await openTestDatabase();
  harness = await startHarness(database.db);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

/** Counted outside of the change, whether it is made or not. */
const uncommon = ['attempts', 'call_leases', 'hourly_leases'];

/** What is in every table, as a hash. */
async function contents(): Promise<Record<string, string>> {
  const tables: string[] = await database
    .db('pg_tables')
    .where({ schemaname: 'public' })
    .whereNotIn('tablename', uncommon)
    .pluck('tablename');
  const found: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await database.db.raw(`select md5(string_agg(t::text, ',' order by t::text)) as hash from ?? t`, [table]);
    found[table] = String(rows[0]?.hash);
  }
  return found;
}

/** Lets nothing into the audit log until the answer is called. */
async function closeLog(): Promise<() => Promise<void>> {
  await database.db.raw(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'the log is closed'; end $$;
    create trigger refuse before insert on audit_log for each row execute function refuse()`);
  return async () => void (await database.db.raw('drop function refuse cascade'));
}

const audited = Object.entries(operations).filter(([, { audit }]) => audit !== 'none');

describe('a change whose entry can not be written is not made', () => {
  it.each(audited.map(([id, { audit }]) => [id, audit]))('%s (%s)', async (id) => {
    const operation = operationsOf(document).find((one) => one.id === id);
    if (!operation) throw new Error(`there is no ${id}`);
    const cell = { operation: 'createBucket', status: 200, mediaType: null, example: '', given: null } as const;
    const check: Check = {
      document,
      target: harness.target,
      judge: createJudge(document),
      operation,
      cell,
      example: null,
      fail: () => undefined,
      count: () => undefined,
    };
    const scenario = await prepare(check);
    const request = usualRequest(check, scenario);
    const before = await contents();
    const open = await closeLog();
    const refused = await send(scenario, request);
    await open();
    expect(refused.status, refused.body.toString()).toBe(500);
    expect(await contents()).toEqual(before);
    const made = await send(scenario, request);
    expect(made.status, made.body.toString()).toBe(successOf(check));
    const after = await contents();
    expect(after['audit_log']).not.toBe(before['audit_log']);
  });
});
