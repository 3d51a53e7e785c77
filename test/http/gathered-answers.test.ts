import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { at, beginScenario, jsonOf, make, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { openTestDatabase, untilOneWaits } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

// Two servers on one database, as several processes are.
let database: TestDatabase;
let secondPool: Knex;
let first: Harnessed;
let second: Harnessed;
let scenario: Scenario;
let bucketId = '';
let sourceId = '';

beforeAll(async () => {
  database = await openTestDatabase();
  secondPool = await openDatabase({ url: database.url, poolMax: 10, statementTimeoutMs: 30_000 });
  first = await startHarness(database.db);
  second = await startHarness(secondPool);
});

beforeEach(async () => {
  await second.reset();
  scenario = await beginScenario(first.target);
  await states.bucket(scenario);
  bucketId = scenario.ids.get('bucketId') ?? '';
  sourceId = textAt(await make(scenario, `/api/buckets/${bucketId}/sources`, { name: 'Boiler' }), 'data', 'id');
});

afterAll(async () => {
  await second.close();
  await first.close();
  await secondPool.destroy();
  await database.close();
});

const minute = (index: number): string => new Date(Date.UTC(2026, 0, 15) + index * 60_000).toISOString();

/** Pushes one value, as a batch, with a key. */
async function push(server: Harnessed, key: string, index: number, value: unknown = index) {
  const dataPoints = [{ sourceId, timestamp: minute(index), values: { temperature: value } }];
  const response = await server.target.wire.send({
    method: 'POST',
    path: '/api/data/batch',
    headers: { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ bucketId, dataPoints }),
  });
  const data = at(jsonOf(response), 'data');
  return {
    status: response.status,
    data,
    code: at(jsonOf(response), 'code'),
    isReplay: response.headers['idempotent-replayed'] !== undefined,
  };
}

async function countPoints(): Promise<unknown> {
  const headers = { 'X-API-Key': scenario.ground.adminKey };
  const bucket = await first.target.wire.send({ method: 'GET', path: `/api/buckets/${bucketId}`, headers });
  return at(jsonOf(bucket), 'data', 'counts', 'dataPoints');
}

const countAnswers = async (): Promise<number> => (await database.db('idempotent_answers').select('answer')).length;

/** Keeps writes from the bucket, which was written to before, until the answer is called. */
async function holdBucket(): Promise<() => Promise<void>> {
  const { rows } = await database.db.raw<{ rows: { id: string }[] }>('select shard_id::text as id from ts_shard where bucket_id = ?', [
    bucketId,
  ]);
  const transaction = await database.db.transaction();
  await transaction('ts_shard').where({ shard_id: rows[0]?.id }).forUpdate().select('shard_id');
  return async () => void (await transaction.commit());
}

describe('writes with an Idempotency-Key', () => {
  it('share commits when they come at once, and each answer is kept', async () => {
    await push(first, 'warm', 0);
    const commits: string[] = [];
    const listen = ({ sql }: { sql: string }): void => void (sql.includes('insert into idempotent_answers') && commits.push(sql));
    const release = await holdBucket();
    database.db.on('query', listen);
    const leader = push(first, 'key-1', 1);
    await untilOneWaits(database.db);
    const others = Array.from({ length: 39 }, (_, index) => push(first, `key-${index + 2}`, index + 2));
    await release();
    const answers = await Promise.all([leader, ...others]);
    database.db.off('query', listen);
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 201, data: { accepted: 1, inserted: 1, updated: 0 }, isReplay: false });
    expect(commits.length).toBeLessThan(20);
    expect(await countPoints()).toBe(41);
    expect(await countAnswers()).toBe(41);
    const again = await Promise.all(Array.from({ length: 40 }, (_, index) => push(second, `key-${index + 1}`, index + 1)));
    for (const answer of again)
      expect(answer).toMatchObject({ status: 201, data: { accepted: 1, inserted: 1, updated: 0 }, isReplay: true });
  });

  it('are made once when the same one comes twenty times at once, to two servers', async () => {
    await push(first, 'warm', 0);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => push(index % 2 ? first : second, 'same', 1)));
    expect(answers.filter(({ status, isReplay }) => status === 201 && !isReplay)).toHaveLength(1);
    for (const { status, code, data } of answers) {
      if (status === 409) expect(code).toBe('idempotency_in_progress');
      else expect([status, data]).toEqual([201, { accepted: 1, inserted: 1, updated: 0 }]);
    }
    expect(await push(second, 'same', 2)).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    expect(await countPoints()).toBe(2);
  });

  it('that are refused keep no answer, and those beside them are stored', async () => {
    await push(first, 'warm', 0);
    const release = await holdBucket();
    const leader = push(first, 'leader', 1);
    await untilOneWaits(database.db);
    const others = [push(first, 'text', 2, 'warm'), push(first, 'good', 3), push(first, 'good', 3)];
    await release();
    expect(await leader).toMatchObject({ status: 201 });
    const [text, good, twin] = await Promise.all(others);
    expect(text).toMatchObject({ status: 400, code: 'validation_failed' });
    expect([good, twin].filter((answer) => answer?.status === 201 && !answer.isReplay)).toHaveLength(1);
    expect(await countPoints()).toBe(3);
    expect(await countAnswers()).toBe(3);
    expect(await push(first, 'text', 2, 21)).toMatchObject({ status: 201, isReplay: false });
  });

  it('store nothing when their answers cannot be kept', async () => {
    await push(first, 'warm', 0);
    await database.db.raw(`
      create function no_answers() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
      create trigger no_answers before insert on idempotent_answers execute function no_answers();`);
    const answers = await Promise.all([push(first, 'a', 1), push(first, 'b', 2), push(second, 'c', 3)]);
    await database.db.raw('drop trigger no_answers on idempotent_answers; drop function no_answers;');
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500]);
    expect(await countPoints()).toBe(1);
    expect(await countAnswers()).toBe(1);
    expect(await push(first, 'a', 1)).toMatchObject({ status: 201, data: { inserted: 1 }, isReplay: false });
  });

  it('are made again after a day', async () => {
    expect(await push(first, 'daily', 1)).toMatchObject({ status: 201, data: { inserted: 1 } });
    first.target.harness?.moveClock(24 * 60 * 60 * 1000);
    expect(await push(first, 'daily', 2)).toMatchObject({ status: 201, data: { inserted: 1 }, isReplay: false });
    expect(await push(first, 'daily', 2)).toMatchObject({ status: 201, isReplay: true });
    expect(await countAnswers()).toBe(1);
  });
});
