import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginScenario, send } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let watcher: TestDatabase['db'];
let harness: Harnessed;
let scenario: Scenario;

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
  scenario = await beginScenario(harness.target);
  await states['day-of-data'](scenario);
  watcher = database.db;
});
afterAll(async () => {
  await harness.close();
  await database.close();
});

/** Sends a query over a socket of its own and does not wait for the answer. */
async function ask(requestId: string, body: object): Promise<Socket> {
  const { port, hostname } = new URL(harness.target.baseUrl);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const text = JSON.stringify({ bucketId: scenario.ids.get('bucketId'), ...body });
  socket.write(
    `POST /api/data/query HTTP/1.1\r\nHost: x\r\nX-API-Key: ${scenario.ground.adminKey}\r\nX-Request-Id: ${requestId}\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
  );
  return socket;
}

/** The server processes of PostgreSQL whose statement waits for a lock. */
async function waiting(db: Knex): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { pid: number }[] }>(
    `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}

/** Asks again and again until the answer is so. */
async function until<T>(ask_: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask_();
    if (isSo(answer)) return answer;
  }
}

test.each([
  ['an aggregate', { aggregation: 'avg', groupBy: 'hour' }],
  ['a page of points', { downsample: false }],
])('the statement of %s is broken off when its client goes away, and its connection stays usable', async (name, body) => {
  const requestId = `gone-${name.replaceAll(' ', '-')}`;
  const holder = await database.db.transaction();
  try {
    await holder.raw('lock table ts_chunk in access exclusive mode');
    const socket = await ask(requestId, body);
    const [pid] = await until(
      () => waiting(watcher),
      (pids) => pids.length === 1,
    );
    socket.destroy();
    await until(
      () => waiting(watcher),
      (pids) => pids.length === 0,
    );
    // The connection has answered the next statement already, though the lock is still held.
    await until(
      () => watcher.raw<{ rows: { query: string }[] }>(`select query from pg_stat_activity where pid = ? and state = 'idle'`, [pid ?? 0]),
      ({ rows: [row] }) => row !== undefined && !row.query.includes('ts_chunk'),
    );
  } finally {
    await holder.rollback();
  }
  const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json' };
  const again = JSON.stringify({ bucketId: scenario.ids.get('bucketId'), ...body });
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => send(scenario, { method: 'POST', path: '/api/data/query', headers, body: again })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(harness.target.harness?.logged(requestId)).toBe('');
});

test('the statement of an export is broken off when its client goes away, and others may be exported', async () => {
  const { port, hostname } = new URL(harness.target.baseUrl);
  const path = `/api/buckets/${scenario.ids.get('bucketId')}/export`;
  const holder = await database.db.transaction();
  try {
    await holder.raw('lock table ts_chunk in access exclusive mode');
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${scenario.ground.adminKey}\r\nX-Request-Id: gone-export\r\n\r\n`);
    await until(
      () => waiting(watcher),
      (pids) => pids.length === 1,
    );
    socket.destroy();
    await until(
      () => waiting(watcher),
      (pids) => pids.length === 0,
    );
  } finally {
    await holder.rollback();
  }
  const headers = { 'X-API-Key': scenario.ground.adminKey };
  for (let time = 0; time < 12; time++) expect((await send(scenario, { method: 'GET', path, headers })).status).toBe(200);
  expect(harness.target.harness?.logged('gone-export')).toBe('');
});
