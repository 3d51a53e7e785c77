import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, beginScenario, jsonOf, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let scenario: Scenario;

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db, { settings: { TELLTALE_AUDIT_DAYS: '30' } });
});

beforeEach(async () => {
  scenario = await beginScenario(harness.target);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

const dayMs = 86_400_000;
const moveClock = (milliseconds: number) => harness.target.harness?.moveClock(milliseconds);

async function get(path: string, key = scenario.ground.adminKey) {
  const credential: Record<string, string> = key.startsWith('tt_s_') ? { Cookie: `telltale_session=${key}` } : { 'X-API-Key': key };
  return send(scenario, { method: 'GET', path, headers: credential });
}

/** The actions of the entries that a query finds, newest first. */
async function actions(query = ''): Promise<string[]> {
  const response = await get(`/api/audit-log${query}`);
  expect(response.status, response.body.toString()).toBe(200);
  const data = at(jsonOf(response), 'data');
  return Array.isArray(data) ? data.map((entry: unknown) => textAt(entry, 'action')) : [];
}

describe('the audit log', () => {
  it('is narrowed by each filter, and by several together', async () => {
    const bucketId = textAt(await make(scenario, '/api/buckets', { name: 'First' }), 'data', 'id');
    moveClock(1000);
    await make(scenario, `/api/buckets/${bucketId}`, { name: 'Changed' }, 'PATCH');
    moveClock(1000);
    const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json', 'X-Request-Id': 'mine' };
    await send(scenario, { method: 'POST', path: '/api/projects', headers, body: '{"name": "Shop"}' });
    expect(await actions()).toEqual(['project.create', 'bucket.update', 'bucket.create']);
    expect(await actions('?action=bucket.create')).toEqual(['bucket.create']);
    expect(await actions('?resourceType=bucket')).toEqual(['bucket.update', 'bucket.create']);
    expect(await actions(`?resourceId=${bucketId}&action=bucket.update`)).toEqual(['bucket.update']);
    expect(await actions('?requestId=mine')).toEqual(['project.create']);
    expect(await actions('?startTime=2026-01-15T10:30:01Z')).toEqual(['project.create', 'bucket.update']);
    expect(await actions('?endTime=2026-01-15T10:30:01Z')).toEqual(['bucket.create']);
    expect(await actions('?limit=1&offset=1')).toEqual(['bucket.update']);
    expect(await actions(`?resourceId=${bucketId}&action=project.create`)).toEqual([]);
  });

  it('tells what was changed from what to what', async () => {
    const bucketId = textAt(await make(scenario, '/api/buckets', { name: 'First', retentionDays: 7 }), 'data', 'id');
    await make(scenario, `/api/buckets/${bucketId}`, { retentionDays: 3 }, 'PATCH');
    const entry = jsonOf(await get('/api/audit-log?action=bucket.update'));
    expect([at(entry, 'data', 0, 'before', 'retentionDays'), at(entry, 'data', 0, 'after', 'retentionDays')]).toEqual([7, 3]);
  });

  it('knows a person by their id and by their session, and whoever made a key', async () => {
    const session = (await harness.target.harness?.credential(scenario.ground.adminKey, 'session:editor')) ?? '';
    const headers = { Cookie: `telltale_session=${session}`, 'Content-Type': 'application/json' };
    await send(scenario, { method: 'POST', path: '/api/projects', headers, body: '{"name": "Theirs"}' });
    await make(scenario, '/api/projects', { name: 'Ours' });
    const [newest] = [jsonOf(await get('/api/audit-log?actor=ffffffffffffffffffffffff'))];
    expect(at(newest, 'pagination', 'total')).toBe(0);
    const all = jsonOf(await get('/api/audit-log'));
    for (const member of ['id', 'credentialId']) {
      const found = jsonOf(await get(`/api/audit-log?actor=${textAt(all, 'data', 1, 'actor', member)}`));
      expect([at(found, 'pagination', 'total'), at(found, 'data', 0, 'after', 'name')]).toEqual([1, 'Theirs']);
    }
  });

  it('is not for people who see some projects only, and not of other organizations', async () => {
    await make(scenario, '/api/projects', { name: 'Ours' });
    const admin = (await harness.target.harness?.credential(scenario.ground.adminKey, 'session:admin')) ?? '';
    expect((await get('/api/audit-log', admin)).status).toBe(200);
    await database.db('memberships').update({ project_ids: [] });
    await harness.reset();
    expect(at(jsonOf(await get('/api/audit-log', admin)), 'code')).toBe('project_scope_forbidden');
    const foreign = await get('/api/audit-log', scenario.ground.foreignAdminKey ?? '');
    expect(at(jsonOf(foreign), 'pagination', 'total')).toBe(0);
  });

  it('forgets what is older than the operator has set', async () => {
    await make(scenario, '/api/projects', { name: 'Old' });
    moveClock(30 * dayMs);
    await make(scenario, '/api/projects', { name: 'New' });
    await harness.housekeep();
    expect(await actions()).toHaveLength(2);
    moveClock(1);
    await harness.housekeep();
    expect(await actions()).toHaveLength(1);
  });

  it('has one entry of a repeated request', async () => {
    const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json', 'Idempotency-Key': 'once' };
    for (let time = 0; time < 3; time++) await send(scenario, { method: 'POST', path: '/api/buckets', headers, body: '{"name":"Once"}' });
    expect(await actions()).toEqual(['bucket.create']);
  });
});
