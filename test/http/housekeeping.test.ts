import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, beginScenario, jsonOf, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { enqueueMail } from '../../src/delivery/outbox.ts';
import { listMail } from '../../src/delivery/queries.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness, startOfTime } from '../support/harness.ts';
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

const dayMs = 86_400_000;

async function countPoints(bucketId: string): Promise<unknown> {
  const response = await send(scenario, {
    method: 'GET',
    path: `/api/buckets/${bucketId}`,
    headers: { 'X-API-Key': scenario.ground.adminKey },
  });
  return at(jsonOf(response), 'data', 'counts', 'dataPoints');
}

/** How many values the database holds, whether they can be seen or not. */
async function storedValues(): Promise<number> {
  const { rows } = await database.db.raw<{ rows: { n: number }[] }>(
    'select n from ts_batch union all select n from ts_part union all select n from ts_chunk',
  );
  return rows.reduce((sum, { n }) => sum + n, 0);
}

describe('retention', () => {
  it('hides what is too old at once, and removes it in the background', async () => {
    const bucketId = textAt(await make(scenario, '/api/buckets', { name: 'Short', retentionDays: 2 }), 'data', 'id');
    // An hour of records a minute, one on each side of what will be the edge.
    const hourFrom = (start: string) =>
      Array.from({ length: 60 }, (_, minute) => ({ k: Date.parse(start) + minute * 60_000, d: [{ sk: 1, v: minute }] }));
    await make(scenario, `/api/buckets/${bucketId}`, [...hourFrom('2026-01-14T00:00:00Z'), ...hourFrom('2026-01-15T00:00:00Z')]);
    expect(await countPoints(bucketId)).toBe(120);
    harness.target.harness?.moveClock(dayMs);
    expect(await countPoints(bucketId)).toBe(60);
    expect(await storedValues()).toBe(120);
    await harness.housekeep();
    expect(await countPoints(bucketId)).toBe(60);
    expect(await storedValues()).toBe(60);
  });

  it('by number keeps the newest records', async () => {
    const bucketId = textAt(await make(scenario, '/api/buckets', { name: 'Few', keyType: 'integer', retentionRecords: 2 }), 'data', 'id');
    await make(
      scenario,
      `/api/buckets/${bucketId}`,
      [1, 2, 3].map((key) => ({ k: key, d: [{ sk: 1, v: key }] })),
    );
    const response = await send(scenario, {
      method: 'GET',
      path: `/api/buckets/${bucketId}/records?format=short`,
      headers: { 'X-API-Key': scenario.ground.adminKey },
    });
    expect(at(jsonOf(response), 'data')).toEqual([2, 3].map((key) => ({ k: key, d: [{ sk: 1, v: key }] })));
  });
});

describe('kept answers', () => {
  it('are removed after a day', async () => {
    const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json', 'Idempotency-Key': 'old' };
    await send(scenario, { method: 'POST', path: '/api/buckets', headers, body: '{"name":"Once"}' });
    await harness.housekeep();
    expect(await database.db('idempotent_answers').count({ count: '*' })).toEqual([{ count: 1 }]);
    harness.target.harness?.moveClock(dayMs + 1);
    await harness.housekeep();
    expect(await database.db('idempotent_answers').count({ count: '*' })).toEqual([{ count: 0 }]);
  });

  it('forgets sessions that are over and attempts of minutes that are', async () => {
    await states.person(scenario);
    await harness.target.harness?.credential(scenario.ground.adminKey, 'session:viewer');
    const count = async (table: string) => Number((await database.db(table).count({ n: '*' }))[0]?.n);
    expect([await count('sessions'), await count('attempts')]).toEqual([2, 1]);
    await harness.housekeep();
    expect([await count('sessions'), await count('attempts')]).toEqual([2, 1]);
    harness.target.harness?.moveClock(86_400_001);
    await harness.housekeep();
    expect([await count('sessions'), await count('attempts')]).toEqual([1, 0]);
  });

  it('forgets mail a week after it was written, sent or not', async () => {
    const clock = { now: () => startOfTime };
    const mail = { to: 'ada@example.com', subject: 'Hello', text: 'Text' };
    await enqueueMail({ db: database.db, ids: createIdSource(), clock }, mail);
    await enqueueMail({ db: database.db, ids: createIdSource(), clock: { now: () => startOfTime + 1 } }, mail);
    harness.target.harness?.moveClock(7 * dayMs);
    await harness.housekeep();
    expect((await listMail(database.db, 10)).total).toBe(2);
    harness.target.harness?.moveClock(1);
    await harness.housekeep();
    expect((await listMail(database.db, 10)).total).toBe(1);
  });
});
