import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorActor } from '../../src/areas/audit/service.ts';
import { changePlan } from '../../src/areas/organizations/change-plan.ts';
import { at, beginScenario, jsonOf, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import type { Plan } from '../../src/domain/plans.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let scenario: Scenario;

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
});

beforeEach(async () => {
  scenario = await beginScenario(harness.target);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

async function ask(method: string, path: string, body?: unknown, secret = scenario.ground.adminKey) {
  const credential: Record<string, string> = secret.startsWith('tt_s_')
    ? { Cookie: `telltale_session=${secret}` }
    : { 'X-API-Key': secret };
  if (body === undefined) return send(scenario, { method, path, headers: credential });
  return send(scenario, { method, path, headers: { ...credential, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

const statusOf = async (...request: Parameters<typeof ask>) => (await ask(...request)).status;
const codeOf = async (...request: Parameters<typeof ask>) => at(jsonOf(await ask(...request)), 'code');
const credential = async (caller: 'user:owner:read_write' | 'session:owner' | 'project' | 'session:viewer') =>
  (await harness.target.harness?.credential(scenario.ground.adminKey, caller)) ?? '';

/** What the operator's command does, in the database only: the server is told nothing. */
async function setPlan(plan: Plan): Promise<string[]> {
  const ids = createIdSource();
  const { id } = await database.db('organizations').where({ slug: 'acme' }).first('id');
  const changed = await database.db.transaction((db) =>
    changePlan({ db, ids, clock: { now: () => 0 }, requestId: 'command' }, operatorActor(id), plan),
  );
  return changed?.excess ?? [];
}

const passSecond = () => harness.target.harness?.moveClock(1000);
const isPaused = async () => (await database.db('organizations').where({ slug: 'acme' }).first('over_limit')).over_limit;

async function makeBuckets(count: number): Promise<string[]> {
  const made: string[] = [];
  for (let index = 0; index < count; index++) made.push(textAt(await make(scenario, '/api/buckets', { name: `B${index}` }), 'data', 'id'));
  return made;
}

describe('the numbers of a plan', () => {
  it('are kept when many requests come at once', async () => {
    await harness.target.harness?.setPlan(scenario.ground.adminKey, 'free');
    const names = Array.from({ length: 12 }, (_, index) => `Bucket ${index}`);
    const statuses = await Promise.all(names.map((name) => statusOf('POST', '/api/buckets', { name })));
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 403)).toHaveLength(9);
    expect(await database.db('buckets').count({ count: '*' })).toEqual([{ count: 3 }]);
  });

  it('are kept when the plan falls while things are made and deleted', async () => {
    for (let round = 0; round < 8; round++) {
      scenario = await beginScenario(harness.target);
      const [first = ''] = await makeBuckets(2);
      const creations = Array.from({ length: 4 }, (_, index) => statusOf('POST', '/api/buckets', { name: `New ${index}` }));
      await Promise.all([...creations, setPlan('free'), round % 2 ? statusOf('DELETE', `/api/buckets/${first}`) : 0]);
      const [{ count } = { count: 0 }] = await database.db('buckets').count<{ count: number }[]>({ count: '*' });
      expect([count, await isPaused()]).toEqual([count, count > 3]);
    }
  });

  it('name what is asked, used and allowed, and the plan', async () => {
    await harness.target.harness?.setPlan(scenario.ground.adminKey, 'free');
    await makeBuckets(3);
    const refused = jsonOf(await ask('POST', '/api/buckets', { name: 'Fourth' }));
    expect(at(refused, 'details', 0, 'message')).toBe('would be bucket 4; the plan free allows 3 buckets, and 3 are there');
  });

  it('bound the days of retention, of which as many as allowed are the default', async () => {
    await harness.target.harness?.setPlan(scenario.ground.adminKey, 'free');
    const made = jsonOf(await ask('POST', '/api/buckets', { name: 'Usual' }));
    expect(at(made, 'data', 'retentionDays')).toBe(30);
    const path = `/api/buckets/${textAt(made, 'data', 'id')}`;
    expect(await codeOf('POST', '/api/buckets', { name: 'For ever', retentionDays: null })).toBe('over_limit');
    expect(await codeOf('PATCH', path, { retentionDays: null })).toBe('over_limit');
    expect(await codeOf('PATCH', path, { retentionDays: 31 })).toBe('over_limit');
    expect(await statusOf('PATCH', path, { retentionDays: 7 })).toBe(200);
    expect(await statusOf('PATCH', path, { description: 'Not about time' })).toBe(200);
    const texts = jsonOf(await ask('POST', '/api/buckets', { name: 'By name', keyType: 'string' }));
    expect(at(texts, 'data', 'retentionDays')).toBe(null);
  });
});

describe('an organization with more than its plan allows', () => {
  it('reads and deletes, and writes again at once when it is back under', async () => {
    const [first = '', second = ''] = await makeBuckets(4);
    await make(scenario, `/api/buckets/${first}`, [{ k: 1, d: [{ sk: 1, v: 1 }] }]);
    expect(await setPlan('free')).toEqual(['4 buckets, where the plan free allows 3 buckets']);
    passSecond();
    expect(await codeOf('PATCH', `/api/buckets/${first}`, { name: 'Other' })).toBe('over_limit');
    expect(await codeOf('POST', `/api/buckets/${first}`, [{ k: 2, d: [{ sk: 1, v: 1 }] }])).toBe('over_limit');
    expect(await codeOf('POST', '/api/projects', { name: 'Another thing' })).toBe('over_limit');
    expect(await statusOf('GET', `/api/buckets/${first}/records`)).toBe(200);
    expect(await statusOf('DELETE', `/api/buckets/${first}/records?key=1`)).toBe(200);
    expect(await statusOf('POST', `/api/buckets/${first}/purge`)).toBe(200);
    expect(await isPaused()).toBe(true);
    expect(await statusOf('DELETE', `/api/buckets/${second}`)).toBe(200);
    expect(await isPaused()).toBe(false);
    expect(await statusOf('PATCH', `/api/buckets/${first}`, { name: 'Other' })).toBe(200);
    expect(await codeOf('POST', '/api/buckets', { name: 'Fourth again' })).toBe('over_limit');
  });

  it('has to be under with everything', async () => {
    const buckets = await makeBuckets(4);
    const projects: string[] = [];
    for (const name of ['A', 'B', 'C']) projects.push(textAt(await make(scenario, '/api/projects', { name }), 'data', 'id'));
    for (const name of ['D1', 'D2', 'D3', 'D4']) await make(scenario, `/api/projects/${projects[0]}/dashboards`, { name });
    expect(await setPlan('free')).toHaveLength(3);
    passSecond();
    await ask('DELETE', `/api/buckets/${buckets[0]}`);
    expect(await isPaused()).toBe(true);
    await ask('DELETE', `/api/projects/${projects[2]}`);
    expect(await isPaused()).toBe(true);
    await ask('DELETE', `/api/projects/${projects[0]}`);
    expect(await isPaused()).toBe(false);
  });

  it('is told so by /api/me, at a login too', async () => {
    const session = await credential('session:owner');
    expect(at(jsonOf(await ask('GET', '/api/me', undefined, session)), 'data', 'writeLocked')).toBe(false);
    await credential('session:viewer');
    await credential('session:viewer');
    expect(await setPlan('free')).toEqual(['3 members, where the plan free allows 2 members']);
    passSecond();
    const me = jsonOf(await ask('GET', '/api/me', undefined, session));
    expect([at(me, 'data', 'writeLocked'), at(me, 'data', 'writeLockReason')]).toEqual([true, 'over_limit']);
    await setPlan('pro');
    passSecond();
    expect(at(jsonOf(await ask('GET', '/api/me', undefined, session)), 'data', 'writeLocked')).toBe(false);
  });

  it('is told so by a login', async () => {
    const person = { email: 'grace@example.com', password: 'correct horse battery' };
    const signedUp = jsonOf(await ask('POST', '/api/auth/signup', { ...person, name: 'Grace' }));
    await database
      .db('organizations')
      .where({ id: textAt(signedUp, 'data', 'organization', 'id') })
      .update({ over_limit: true });
    expect(at(jsonOf(await ask('POST', '/api/auth/login', person)), 'data', 'writeLockReason')).toBe('over_limit');
  });
});

describe('a fall back to free', () => {
  it("ends people's keys, which stay listed, until the plan is Premium again", async () => {
    const key = await credential('user:owner:read_write');
    expect(await statusOf('GET', '/api/buckets', undefined, key)).toBe(200);
    await setPlan('free');
    passSecond();
    expect(await codeOf('GET', '/api/buckets', undefined, key)).toBe('premium_required');
    const rows = await database.db('api_keys').where({ kind: 'user' });
    expect(rows).toHaveLength(1);
    await setPlan('pro');
    passSecond();
    expect(await statusOf('GET', '/api/buckets', undefined, key)).toBe(200);
  });

  it('takes effect within a second, also where the key has just been used', async () => {
    const key = await credential('user:owner:read_write');
    await ask('GET', '/api/buckets', undefined, key);
    await setPlan('free');
    harness.target.harness?.moveClock(999);
    await ask('GET', '/api/buckets', undefined, key);
    harness.target.harness?.moveClock(1);
    expect(await statusOf('GET', '/api/buckets', undefined, key)).toBe(403);
  });
});
