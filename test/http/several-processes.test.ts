import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, beginScenario, jsonOf, make, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { plans } from '../../src/domain/plans.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';
import type { Knex } from 'knex';

// Two servers on one database, each with a pool, caches and leases of its own.
let database: TestDatabase;
let secondPool: Knex;
let first: Harnessed;
let second: Harnessed;
let scenario: Scenario;

beforeAll(async () => {
  database = await openTestDatabase();
  secondPool = await openDatabase({ url: database.url, poolMax: 10, statementTimeoutMs: 30_000 });
  first = await startHarness(database.db);
  second = await startHarness(secondPool);
});

beforeEach(async () => {
  await second.reset();
  scenario = await beginScenario(first.target);
});

afterAll(async () => {
  await second.close();
  await first.close();
  await secondPool.destroy();
  await database.close();
});

const ask = (server: Harnessed, path: string, key: string) =>
  server.target.wire.send({ method: 'GET', path, headers: { 'X-API-Key': key } });

describe("the hour of a project's reporting API", () => {
  it('lets exactly as many calls through as it has, whichever server they reach, and then those of the next hour', async () => {
    await states.project(scenario);
    const key = async (name: string) =>
      textAt(await make(scenario, `/api/projects/${scenario.ids.get('projectId')}/keys`, { name, type: 'project' }), 'data', 'key');
    const [one, other] = [await key('One'), await key('Other')];
    const left = 200;
    for (let taken = plans.scale.reportingCallsPerHour - left; taken > 0; taken -= 100) await first.takeReporting(one, 100);
    const count = async (rounds: number) => {
      const statuses: Record<number, number> = {};
      for (let round = 0; round < rounds; round++) {
        const asked = Array.from({ length: 10 }, (_, index) =>
          ask(index % 2 ? first : second, '/api/v1/projects', index % 3 ? one : other),
        );
        for (const { status } of await Promise.all(asked)) statuses[status] = (statuses[status] ?? 0) + 1;
      }
      return statuses;
    };
    expect(await count(30)).toEqual({ 200: left, 429: 300 - left });
    for (const server of [first, second]) server.target.harness?.moveClock(1_800_000);
    expect(await count(1)).toEqual({ 200: 10 });
  });

  it('tells of the tighter limit, and when to come again', async () => {
    await states['spent-hour'](scenario);
    const refused = await ask(first, '/api/v1/projects', scenario.keys.get('project') ?? '');
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.UTC(2026, 0, 15, 11) / 1000),
      'retry-after': '1800',
    });
    const others = await ask(first, '/api/projects', scenario.ground.adminKey);
    expect([others.status, others.headers['x-ratelimit-limit']]).toEqual([200, '10000000']);
    const month = plans.scale.callsPerMonth;
    first.target.harness?.moveClock(1_800_000);
    // The hour has taken its calls from the month as well.
    await first.take(scenario.ground.adminKey, month - plans.scale.reportingCallsPerHour - 500);
    const fewOfMonth = await ask(first, '/api/v1/projects', scenario.keys.get('project') ?? '');
    expect([fewOfMonth.status, fewOfMonth.headers['x-ratelimit-limit']]).toEqual([200, String(month)]);
  });
});

describe('the quota of a month', () => {
  it('lets exactly as many calls through as the plan has, whichever server they reach', async () => {
    await database.db('organizations').where({ slug: 'acme' }).update({ plan: 'free' });
    const limit = plans.free.callsPerMonth;
    const left = 300;
    await first.take(scenario.ground.adminKey, limit - left);
    const statuses = new Map<number, number>();
    for (let round = 0; round < 40; round++) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => ask(index % 2 ? first : second, '/api/buckets', scenario.ground.adminKey)),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: left, 429: 400 - left });
  });

  it('counts down in the headers, without a write for each call', async () => {
    const remaining: number[] = [];
    const { rows: before } = await database.db.raw<{ rows: { leased: number }[] }>('select leased from call_leases');
    for (let call = 0; call < 5; call++) {
      const { headers } = await ask(first, '/api/buckets', scenario.ground.adminKey);
      remaining.push(Number(headers['x-ratelimit-remaining']));
      expect(headers['x-ratelimit-limit']).toBe(String(plans.scale.callsPerMonth));
    }
    const { rows: after } = await database.db.raw<{ rows: { leased: number }[] }>('select leased from call_leases');
    expect(before).toEqual([]);
    expect(after).toEqual([{ leased: 100 }]);
    expect(remaining).toEqual([1, 2, 3, 4, 5].map((calls) => plans.scale.callsPerMonth - calls));
  });

  it('gives back what is not used', async () => {
    await ask(first, '/api/buckets', scenario.ground.adminKey);
    await ask(second, '/api/buckets', scenario.ground.adminKey);
    await first.reset();
    await second.reset();
    expect(await database.db('call_leases').select('leased')).toEqual([{ leased: 2 }]);
  });

  it('sends no headers where the plan is unlimited', async () => {
    await database.db('organizations').where({ slug: 'acme' }).update({ plan: 'enterprise' });
    const { status, headers } = await ask(first, '/api/buckets', scenario.ground.adminKey);
    expect([status, headers['x-ratelimit-limit']]).toEqual([200, undefined]);
  });
});

describe('keys', () => {
  it('that one server revokes are refused by the other within a second', async () => {
    await states.bucket(scenario);
    const path = `/api/buckets/${scenario.ids.get('bucketId')}/sources`;
    const key = scenario.keys.get('write') ?? '';
    expect((await ask(second, path, key)).status).toBe(200);
    await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}/keys/${scenario.ids.get('keyId')}`, {}, 'DELETE');
    expect((await ask(first, path, key)).status).toBe(401);
    second.target.harness?.moveClock(1_000);
    expect((await ask(second, path, key)).status).toBe(401);
  });

  it('show the minute of their last use, written once for many uses', async () => {
    await states.bucket(scenario);
    const path = `/api/buckets/${scenario.ids.get('bucketId')}`;
    first.target.harness?.moveClock(90_500);
    for (let use = 0; use < 3; use++) await ask(first, `${path}/sources`, scenario.keys.get('read') ?? '');
    const list = jsonOf(await ask(first, `${path}/keys`, scenario.ground.adminKey));
    expect([at(list, 'data', 0, 'lastUsedAt'), at(list, 'data', 1, 'lastUsedAt')]).toEqual([null, '2026-01-15T10:31:00.000Z']);
  });
});

describe('a source', () => {
  const write = async (server: Harnessed, values: object, headers = {}): Promise<number> => {
    const { status } = await server.target.wire.send({
      method: 'POST',
      path: '/api/data',
      headers: { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ bucketId: scenario.ids.get('bucketId'), sourceId: scenario.ids.get('sourceId'), values }),
    });
    return status;
  };

  it('that one server changes or deletes is known so to the other with its next write', async () => {
    await states.source(scenario);
    const path = `/api/buckets/${scenario.ids.get('bucketId')}/sources/${scenario.ids.get('sourceId')}`;
    await make(scenario, path, { schema: null }, 'PATCH');
    for (const server of [first, second]) expect(await write(server, { humidity: 1 })).toBe(201);
    await make(scenario, path, { schema: { temperature: { type: 'number' } } }, 'PATCH');
    for (const server of [second, first]) expect(await write(server, { humidity: 1 })).toBe(400);
    await make(scenario, path, { schema: null }, 'PATCH');
    for (const server of [second, first]) expect(await write(server, { humidity: 1 })).toBe(201);
    await make(scenario, path, undefined, 'DELETE');
    for (const server of [second, first]) expect(await write(server, { humidity: 1 })).toBe(400);
    await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}`, undefined, 'DELETE');
    for (const server of [second, first]) expect(await write(server, { humidity: 1 })).toBe(404);
  });

  it('that a write did not find is found once it is there', async () => {
    await states.source(scenario);
    const [bucketId, known] = [scenario.ids.get('bucketId') ?? '', scenario.ids.get('sourceId') ?? ''];
    expect(await write(second, { temperature: 1 })).toBe(201);
    scenario.ids.set('sourceId', `${known.slice(0, -1)}f`);
    expect(await write(second, { temperature: 1 })).toBe(400);
    const made = await make(scenario, `/api/buckets/${bucketId}/sources`, { name: 'Late' });
    scenario.ids.set('sourceId', textAt(made, 'data', 'id'));
    expect(await write(second, { temperature: 1 })).toBe(201);
    expect(await write(second, { temperature: 2 }, { 'Idempotency-Key': 'late' })).toBe(201);
  });
});

describe('one Idempotency-Key', () => {
  const create = (server: Harnessed, body: string) =>
    server.target.wire.send({
      method: 'POST',
      path: '/api/buckets',
      headers: { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json', 'Idempotency-Key': 'order-66' },
      body,
    });

  it('sent twenty times at once to two servers makes one bucket', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => create(index % 2 ? first : second, '{"name":"Once"}')));
    const created = answers.filter(({ status }) => status === 201);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(new Set(created.map(({ body }) => textAt(JSON.parse(body.toString('utf8')), 'data', 'id'))).size).toBe(1);
    expect(created.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    expect(await database.db('buckets').count({ count: '*' })).toEqual([{ count: 1 }]);
  });

  it('is free again after a day, and after a failure', async () => {
    expect((await create(first, '{"name":"Once"}')).status).toBe(201);
    expect((await create(first, '{"name":"Twice"}')).status).toBe(422);
    first.target.harness?.moveClock(24 * 60 * 60 * 1000);
    expect((await create(first, '{"name":"Once"}')).status).toBe(409);
    expect((await create(first, '{"name":"Twice"}')).status).toBe(201);
  });

  it('keeps no secret that could be read from the database', async () => {
    await states.bucket(scenario);
    const path = `/api/buckets/${scenario.ids.get('bucketId')}/keys`;
    const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json', 'Idempotency-Key': 'new-key' };
    const request = { method: 'POST', path, headers, body: '{"name":"Gateway","type":"write"}' };
    const key = textAt(jsonOf(await first.target.wire.send(request)), 'data', 'key');
    const repeat = await second.target.wire.send(request);
    expect(textAt(jsonOf(repeat), 'data', 'key')).toBe(key);
    const rows = await database.db('idempotent_answers').select('answer');
    expect(rows).toHaveLength(1);
    expect(rows.some(({ answer }: { answer: Buffer }) => answer.includes(key))).toBe(false);
  });
});
