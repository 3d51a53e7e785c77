import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, beginScenario, jsonOf, send } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let scenario: Scenario;
let session: string;

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db, { settings: { TELLTALE_PUBLIC_URL: 'https://telltale.example/base' } });
  scenario = await beginScenario(harness.target);
  session = (await harness.target.harness?.credential(scenario.ground.adminKey, 'session:admin')) ?? '';
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

let count = 0;

/** What a change or a read from a page of this origin answers. */
async function codeFrom(origin: string, credential: Record<string, string>, method = 'POST'): Promise<unknown> {
  const headers = { ...credential, Origin: origin, ...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}) };
  const body = method === 'POST' ? { body: JSON.stringify({ name: `Project ${++count}` }) } : {};
  const response = await send(scenario, { method, path: '/api/projects', headers, ...body });
  return response.status < 300 ? response.status : at(jsonOf(response), 'code');
}

describe('a change with a session', () => {
  const cookie = () => ({ Cookie: `telltale_session=${session}` });

  it('is taken from the pages of the server, by the name that people use and by the one that the request has', async () => {
    expect(await codeFrom('https://telltale.example', cookie())).toBe(201);
    expect(await codeFrom(harness.target.baseUrl, cookie())).toBe(201);
  });

  it('is refused from all others', async () => {
    const { host } = new URL(harness.target.baseUrl);
    const others = [
      'http://telltale.example',
      'https://telltale.example:8443',
      'https://www.telltale.example',
      `http://${host}.evil.example`,
    ];
    for (const origin of [...others, 'null', '', 'file://', `${host}`])
      expect([origin, await codeFrom(origin, cookie())]).toEqual([origin, 'origin_forbidden']);
  });

  it('is not asked for its page when it reads, or when it is made with a key', async () => {
    expect(await codeFrom('https://evil.example', cookie(), 'GET')).toBe(200);
    expect(await codeFrom('https://evil.example', { 'X-API-Key': scenario.ground.adminKey })).toBe(201);
  });
});
