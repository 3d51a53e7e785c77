import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, beginScenario, jsonOf, send } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { readDocument } from '../../src/http/application.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let scenario: Scenario;
let key: string;

/** The server with an operation that also takes the key in its query. */
beforeAll(async () => {
  database = await openTestDatabase();
  const document = structuredClone(await readDocument());
  document.components.securitySchemes['queryKey'] = { type: 'apiKey', in: 'query', name: 'p' };
  const operation = document.paths['/api/buckets']?.get;
  if (operation) operation.security = [{ apiKey: [] }, { queryKey: [] }];
  harness = await startHarness(database.db, { overrides: { document } });
  scenario = await beginScenario(harness.target);
  key = scenario.ground.adminKey;
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await send(scenario, { method: 'GET', path, headers });
  return { status: response.status, code: at(jsonOf(response), 'code'), location: at(jsonOf(response), 'details', 0, 'location') };
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
const ok = { status: 200, code: undefined, location: undefined };

describe('a key', () => {
  it.each(['Bearer', 'bearer', 'Token', 'TOKEN'])('is taken behind %s', async (scheme) => {
    expect(await get('/api/buckets', { Authorization: `${scheme}  ${key} ` })).toEqual(ok);
  });

  it.each(['any:', ':', 'größe:'])('is taken as the password of Basic behind %s', async (user) => {
    expect(await get('/api/buckets', { Authorization: basic(user + key) })).toEqual(ok);
  });

  it('is taken in the query where the operation says so, and nowhere else', async () => {
    expect(await get(`/api/buckets?p=${key}&limit=1`)).toEqual(ok);
    expect((await get(`/api/buckets/${'f'.repeat(24)}/sources?p=${key}`)).code).toBe('unauthenticated');
    expect((await get(`/api/buckets/${'f'.repeat(24)}/sources?p=${key}`, { 'X-API-Key': key })).location).toBe('query.p');
  });

  it('that is sent twice must be the same', async () => {
    const [other] = [key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))];
    expect(await get('/api/buckets', { Authorization: `Token ${key}`, 'X-API-Key': key })).toEqual(ok);
    for (const headers of [
      { 'X-API-Key': key, Authorization: basic(`u:${other}`) },
      { 'X-API-Key': other, Authorization: `Token ${key}` },
    ])
      expect(await get('/api/buckets', headers)).toEqual({ status: 401, code: 'api_key_invalid', location: 'header.Authorization' });
    expect((await get(`/api/buckets?p=${other}`, { 'X-API-Key': key })).location).toBe('query.p');
  });

  it('is missing where nothing holds one', async () => {
    for (const Authorization of ['Token', 'Basic', basic('user'), basic('user:'), 'Basic !!!', `Digest ${key}`, key])
      expect((await get('/api/buckets', { Authorization })).code).toBe('unauthenticated');
    expect((await get('/api/buckets?p=')).code).toBe('api_key_invalid');
  });

  it('never reaches the log', async () => {
    const heal = scenario.target.harness?.plantFault(new Error('planted'));
    const response = await send(scenario, { method: 'GET', path: `/api/buckets?p=${key}`, headers: { 'X-Request-Id': 'logged-1' } });
    heal?.();
    const logged = scenario.target.harness?.logged('logged-1') ?? '';
    expect([response.status, logged.includes('planted'), logged.includes(key)]).toEqual([500, true, false]);
  });
});
