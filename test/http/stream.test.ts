import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { handlers } from '../../src/areas/index.ts';
import { at, beginScenario, jsonOf, make } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { invalid } from '../../src/domain/errors.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let scenario: Scenario;
/** What the export answers; null: the real one. */
let source: (() => AsyncIterable<string>) | null = null;

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db, {
    overrides: {
      handlers: {
        ...handlers,
        exportBucket: async (wanted, context) =>
          source ? { status: 200, mediaType: 'application/x-ndjson', stream: source() } : handlers.exportBucket(wanted, context),
      },
    },
  });
  scenario = await beginScenario(harness.target);
  await states['day-of-data'](scenario);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

const path = () => `/api/buckets/${scenario.ids.get('bucketId')}/export`;

/** Asks for the export and answers as soon as the head is there. */
function open(method = 'GET'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'X-API-Key': scenario.ground.adminKey, 'X-Request-Id': 'streamed' };
    request(harness.target.baseUrl + path(), { method, headers, agent: false }, resolve)
      .on('error', reject)
      .end();
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return text;
}

describe('an answer in chunks', () => {
  test('comes as they are made, without a length', async () => {
    source = async function* () {
      yield 'a\n';
      yield '';
      yield 'ö\n';
    };
    const response = await open();
    expect([response.statusCode, response.headers['content-type'], response.headers['content-length']]).toEqual([
      200,
      'application/x-ndjson; charset=utf-8',
      undefined,
    ]);
    expect(await textOf(response)).toBe('a\nö\n');
  });

  test('is refused as any other as long as nothing was sent', async () => {
    source = async function* () {
      yield* [];
      throw invalid('query.from', 'is wrong');
    };
    const response = await open();
    expect(response.statusCode).toBe(400);
    expect(at(JSON.parse(await textOf(response)), 'details', 0, 'location')).toBe('query.from');
  });

  test('is broken off, not ended, when it fails later; and the log says why', async () => {
    const begun = Promise.withResolvers<undefined>();
    source = async function* () {
      yield 'a\n';
      await begun.promise;
      throw new Error('the inside of the server');
    };
    const response = await open();
    begun.resolve(undefined);
    await expect(textOf(response)).rejects.toThrow('aborted');
    expect(harness.target.harness?.logged('streamed')).toContain('the inside of the server');
  });

  test('is not begun for HEAD', async () => {
    let begun = false;
    source = async function* () {
      begun = true;
      yield 'a\n';
    };
    const response = await open('HEAD');
    expect([response.statusCode, response.headers['content-type'], await textOf(response), begun]).toEqual([
      200,
      'application/x-ndjson; charset=utf-8',
      '',
      false,
    ]);
  });

  it('waits for its reader, and ends when the reader goes away', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    let made = 0;
    const ended = Promise.withResolvers<undefined>();
    source = async function* () {
      try {
        for (; made < 500; made++) yield megabyte;
      } finally {
        ended.resolve(undefined);
      }
    };
    const response = await open();
    response.pause();
    const health = { method: 'GET', path: '/api/health', headers: {} };
    for (let i = 0; i < 50; i++) await harness.target.wire.send(health);
    expect(made).toBeLessThan(50);
    response.destroy();
    await ended.promise;
    expect(made).toBeLessThan(50);
  });
});

describe('an export', () => {
  const busy = async () => {
    const { rows }: { rows: { pid: number }[] } = await database.db.raw(
      `select pid from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    );
    return rows.map(({ pid }) => pid);
  };

  test('that nobody reads to its end gives its connection back', async () => {
    source = null;
    for (let i = 0; i < 30; i++) (await open()).destroy();
    await expect.poll(busy).toEqual([]);
    const response = await open();
    expect(response.statusCode).toBe(200);
    expect((await textOf(response)).split('\n')).toHaveLength(1 + 720 + 1);
  });

  test('whose database connection breaks is broken off', async () => {
    source = null;
    const dataPoints = Array.from({ length: 10_000 }, (_, index) => ({
      sourceId: scenario.ids.get('sourceId'),
      timestamp: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      values: { temperature: index },
    }));
    for (let day = 1; day <= 12; day++) {
      const own = dataPoints.map((point) => ({ ...point, timestamp: point.timestamp.replace('2026-01-01', `2025-01-${10 + day}`) }));
      await make(scenario, '/api/data/batch', { bucketId: scenario.ids.get('bucketId'), dataPoints: own });
    }
    const response = await open();
    response.pause();
    await expect.poll(busy).toHaveLength(1);
    for (const pid of await busy()) await database.db.raw('select pg_terminate_backend(?)', [pid]);
    await expect(textOf(response)).rejects.toThrow('aborted');
    expect((await textOf(await open())).split('\n')).toHaveLength(1 + 720 + 120_000 + 1);
  });

  test('beyond those that may run at once is told to come later', async () => {
    source = null;
    const running = await Promise.all(Array.from({ length: 5 }, () => open()));
    for (const response of running) response.pause();
    await expect.poll(busy).toHaveLength(5);
    const refused = await scenario.target.wire.send({ method: 'GET', path: path(), headers: { 'X-API-Key': scenario.ground.adminKey } });
    expect([refused.status, at(jsonOf(refused), 'code'), refused.headers['retry-after']]).toEqual([429, 'rate_limited', '5']);
    for (const response of running) response.destroy();
    await expect.poll(busy).toEqual([]);
    const next = await open();
    expect(next.statusCode).toBe(200);
    next.destroy();
  });
});
