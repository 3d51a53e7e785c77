import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { credentialHeader } from '../../src/contract/runner/credential.ts';
import { at, beginScenario, jsonOf, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let server: Harnessed;
let scenario: Scenario;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startHarness(database.db);
});

afterAll(async () => {
  await server.close();
  await database.close();
});

beforeEach(async () => {
  scenario = await beginScenario(server.target);
});

/** A project with a dashboard, a bucket in it and a key of it. */
async function place(name: string) {
  const projectId = textAt(await make(scenario, '/api/projects', { name }), 'data', 'id');
  const dashboardId = textAt(await make(scenario, `/api/projects/${projectId}/dashboards`, { name }), 'data', 'id');
  const bucketId = textAt(await make(scenario, '/api/buckets', { name, dashboardId }), 'data', 'id');
  const key = textAt(await make(scenario, `/api/dashboards/${dashboardId}/keys`, { name }), 'data', 'key');
  return { projectId, dashboardId, bucketId, key };
}

async function call(secret: string, method: string, path: string, body?: unknown) {
  const headers = { ...credentialHeader(secret), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
  const response = await send(scenario, { method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const reply = jsonOf(response);
  return { status: response.status, code: at(reply, 'code'), reply };
}

/** A session of an editor whose membership is limited to some projects. */
async function sessionIn(projectIds: string[]): Promise<string> {
  const secret = await server.target.harness?.credential(scenario.ground.adminKey, 'session:editor');
  await database.db('memberships').where({ role: 'editor' }).update({ project_ids: projectIds });
  await server.reset();
  return secret ?? '';
}

const record = [{ key: '2026-01-15T10:00:00Z', data: [{ series_key: 1, value: 1 }] }];

describe('a dashboard key', () => {
  it('reads, writes, deletes and purges the buckets of its dashboard', async () => {
    const { bucketId, key } = await place('Shop');
    expect((await call(key, 'POST', `/api/buckets/${bucketId}`, record)).status).toBe(200);
    expect(at((await call(key, 'GET', `/api/buckets/${bucketId}/records`)).reply, 'data', 'length')).toBe(1);
    expect((await call(key, 'DELETE', `/api/buckets/${bucketId}/records?key=2026-01-15T10:00:00Z`)).status).toBe(200);
    expect((await call(key, 'POST', `/api/buckets/${bucketId}/purge`)).status).toBe(200);
  });

  it('never finds the bucket of another dashboard, or of none', async () => {
    const { key } = await place('Shop');
    const other = await place('Office');
    const free = textAt(await make(scenario, '/api/buckets', { name: 'Free' }), 'data', 'id');
    for (const bucketId of [other.bucketId, free]) {
      expect(await call(key, 'GET', `/api/buckets/${bucketId}/records`)).toMatchObject({ status: 404, code: 'not_found' });
      expect(await call(key, 'POST', `/api/buckets/${bucketId}`, record)).toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  it('cannot delete a bucket, see its settings or make keys', async () => {
    const { bucketId, dashboardId, key } = await place('Shop');
    expect(await call(key, 'DELETE', `/api/buckets/${bucketId}`)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await call(key, 'GET', `/api/buckets/${bucketId}`)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await call(key, 'POST', `/api/dashboards/${dashboardId}/keys`, { name: 'More' })).toMatchObject({ status: 403 });
  });

  it('loses a bucket that leaves its dashboard, and ends with the dashboard', async () => {
    const { bucketId, dashboardId, projectId, key } = await place('Shop');
    await make(scenario, `/api/buckets/${bucketId}`, { dashboardId: null }, 'PATCH');
    expect((await call(key, 'GET', `/api/buckets/${bucketId}/records`)).status).toBe(404);
    await make(scenario, `/api/projects/${projectId}/dashboards/${dashboardId}`, {}, 'DELETE');
    expect((await call(key, 'GET', `/api/buckets/${bucketId}/records`)).status).toBe(401);
  });
});

describe('a membership that is limited to projects', () => {
  it('shows only these projects and the buckets of their dashboards', async () => {
    const [shop, office] = [await place('Shop'), await place('Office')];
    await make(scenario, '/api/buckets', { name: 'Free' });
    const session = await sessionIn([shop.projectId]);
    const names = async (path: string) => {
      const data = at((await call(session, 'GET', path)).reply, 'data');
      return Array.isArray(data) ? data.map((one: unknown) => textAt(one, 'name')) : data;
    };
    expect(await names('/api/projects')).toEqual(['Shop']);
    expect(await names('/api/buckets')).toEqual(['Shop']);
    for (const path of [
      `/api/projects/${office.projectId}`,
      `/api/buckets/${office.bucketId}`,
      `/api/projects/${office.projectId}/dashboards`,
    ])
      expect(await call(session, 'GET', path)).toMatchObject({ status: 403, code: 'project_scope_forbidden' });
    expect((await call(session, 'GET', `/api/projects/${shop.projectId}`)).status).toBe(200);
    expect((await call(session, 'GET', `/api/buckets/${shop.bucketId}`)).status).toBe(200);
  });

  it('changes nothing outside of them, and moves nothing there', async () => {
    const [shop, office] = [await place('Shop'), await place('Office')];
    const session = await sessionIn([shop.projectId]);
    const refused = { status: 403, code: 'project_scope_forbidden' };
    expect(await call(session, 'POST', '/api/projects', { name: 'New' })).toMatchObject(refused);
    expect(await call(session, 'POST', '/api/buckets', { name: 'New' })).toMatchObject(refused);
    expect(await call(session, 'PATCH', `/api/buckets/${shop.bucketId}`, { dashboardId: office.dashboardId })).toMatchObject(refused);
    expect(await call(session, 'PATCH', `/api/buckets/${shop.bucketId}`, { dashboardId: null })).toMatchObject(refused);
    expect(await call(session, 'POST', `/api/buckets/${office.bucketId}`, record)).toMatchObject(refused);
    expect((await call(session, 'POST', `/api/buckets/${shop.bucketId}`, record)).status).toBe(200);
  });
});

describe('a session', () => {
  it('ends after the time without a request, however it is sent', async () => {
    const secret = (await server.target.harness?.credential(scenario.ground.adminKey, 'session:viewer')) ?? '';
    expect((await call(secret, 'GET', '/api/me')).status).toBe(200);
    const asKey = await send(scenario, { method: 'GET', path: '/api/me', headers: { 'X-API-Key': secret } });
    expect([asKey.status, at(jsonOf(asKey), 'code')]).toEqual([401, 'api_key_invalid']);
    server.target.harness?.moveClock(86_400_000);
    expect(await call(secret, 'GET', '/api/me')).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('counts only where there is no key', async () => {
    const secret = (await server.target.harness?.credential(scenario.ground.adminKey, 'session:viewer')) ?? '';
    const headers = { Cookie: `telltale_session=${secret}`, 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json' };
    const response = await send(scenario, { method: 'POST', path: '/api/buckets', headers, body: JSON.stringify({ name: 'By the key' }) });
    expect(response.status).toBe(201);
  });

  it('of a member who was removed is refused within a second', async () => {
    const secret = (await server.target.harness?.credential(scenario.ground.adminKey, 'session:viewer')) ?? '';
    expect((await call(secret, 'GET', '/api/me')).status).toBe(200);
    await database.db('memberships').delete();
    server.target.harness?.moveClock(1_000);
    expect((await call(secret, 'GET', '/api/me')).status).toBe(401);
  });
});
