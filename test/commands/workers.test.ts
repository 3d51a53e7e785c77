import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plans } from '../../src/domain/plans.ts';
import { runCommand, startServer } from '../support/command.ts';
import type { ServerProcess } from '../support/command.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { openEvents } from '../support/event-stream.ts';
import { hasPostmaster, temporaryDirectory } from '../support/directory.ts';
import { sendAlone } from '../support/http.ts';
import { found } from '../support/organization.ts';

/** A server of several processes with its operator's port. */
interface Crew extends ServerProcess {
  operator: string;
}

async function startCrew(settings: Record<string, string>): Promise<Crew> {
  const all = { TELLTALE_DEMO: 'off', TELLTALE_WORKERS: '2', TELLTALE_OPERATOR_PORT: '0', ...settings };
  const server = await startServer(all);
  const [, operator = ''] = await server.until(/Operator +(\S+)/);
  return { ...server, operator };
}

async function databaseForTest(): Promise<TestDatabase> {
  const database = await openTestDatabase();
  onTestFinished(() => database.close());
  return database;
}

/** The pids of a server's processes by role, in the order of their numbers. */
async function pidsOf({ operator }: Crew): Promise<{ requests: number[]; background: number[] }> {
  const { body } = await sendAlone(`${operator}/health`);
  const of = (role: string) =>
    [...body.matchAll(/"pid": (\d+),\s+"role": "(\w+)"/g)].filter((match) => match[2] === role).map(([, pid]) => Number(pid));
  return { requests: of('requests'), background: of('background') };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Asks again and again until the answer is as wished; the test's own time limit is the end. */
async function until<T>(ask: () => Promise<T>, isWished: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
  }
}

const json = (key: string) => ({ 'X-API-Key': key, 'Content-Type': 'application/json' });

async function makeBucket(url: string, key: string): Promise<{ bucketId: string; sourceId: string }> {
  const make = async (path: string, name: string): Promise<string> => {
    const { body } = await sendAlone(url + path, { method: 'POST', headers: json(key), body: JSON.stringify({ name }) });
    return /"id":"([0-9a-f]{24})"/.exec(body)?.[1] ?? '';
  };
  const bucketId = await make('/api/buckets', 'Written');
  return { bucketId, sourceId: await make(`/api/buckets/${bucketId}/sources`, 'Roof') };
}

/** A batch of a hundred points, a second apart. */
function batch(place: { bucketId: string; sourceId: string }, number: number): string {
  const dataPoints = Array.from({ length: 100 }, (_, index) => ({
    sourceId: place.sourceId,
    timestamp: new Date(1_768_000_000_000 + (number * 100 + index) * 1000).toISOString(),
    values: { a: number, b: index },
  }));
  return JSON.stringify({ bucketId: place.bucketId, dataPoints });
}

async function countPoints(url: string, key: string, bucketId: string): Promise<number> {
  const { body } = await sendAlone(`${url}/api/buckets/${bucketId}`, { headers: json(key) });
  return Number(/"dataPoints":(\d+)/.exec(body)?.[1]);
}

describe('telltale serve with workers', () => {
  it('serves from several processes with one for the background, and all end with it', async () => {
    const directory = temporaryDirectory();
    const server = await startCrew({ TELLTALE_DATA_DIR: directory });
    const { requests, background } = await pidsOf(server);
    expect([requests.length, background.length]).toEqual([2, 1]);
    for (let count = 0; count < 8; count++) expect((await sendAlone(`${server.url}/api/health`)).status).toBe(200);
    const health = await sendAlone(`${server.operator}/health`);
    expect(health.status).toBe(200);
    const served = [...health.body.matchAll(/"role": "requests",[^{]*?"requests": (\d+)/g)].map((match) => Number(match[1]));
    expect(served.reduce((sum, count) => sum + count, 0)).toBe(8);
    expect(Math.min(...served)).toBeGreaterThan(0);
    const { body } = await sendAlone(`${server.operator}/metrics`);
    expect(body).toMatch(/^telltale_http_requests_total\{operation="getHealth",status="200"\} 8$/m);
    expect(body).toMatch(/^telltale_processes 3$/m);
    expect(body).toMatch(/^telltale_database_connections\{state="max"\} 30$/m);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    expect([...requests, ...background].filter(isAlive)).toEqual([]);
    expect(hasPostmaster(directory)).toBe(false);
  });

  it('starts a process again that was killed, and serves on meanwhile', async () => {
    const server = await startCrew({ DATABASE_URL: (await databaseForTest()).url });
    const before = await pidsOf(server);
    const [victim = 0] = before.requests;
    process.kill(victim, 'SIGKILL');
    const [, again = ''] = await server.until(/(a worker ended by itself[^\n]*)/);
    expect(again).toContain('it is started again');
    expect((await sendAlone(`${server.url}/api/health`)).status).toBe(200);
    const after = await until(
      () => pidsOf(server),
      ({ requests }) => requests.length === 2,
    );
    expect(after.requests).toContain(before.requests[1]);
    expect(after.requests).not.toContain(victim);
    expect(after.background).toEqual(before.background);
    expect((await sendAlone(`${server.operator}/health`)).status).toBe(200);
  });

  it('goes on folding when the process that does so is killed', async () => {
    const { db, url } = await databaseForTest();
    const server = await startCrew({ DATABASE_URL: url });
    const { key } = await found(db, 'acme');
    const place = await makeBucket(server.url, key);
    const [victim = 0] = (await pidsOf(server)).background;
    process.kill(victim, 'SIGKILL');
    const { body } = await until(
      () => sendAlone(`${server.operator}/health`),
      ({ status }) => status === 503,
    );
    expect(body).toContain('1 of 3 processes do not answer');
    for (let number = 0; number < 3; number++) {
      const { status } = await sendAlone(`${server.url}/api/data/batch`, {
        method: 'POST',
        headers: json(key),
        body: batch(place, number),
      });
      expect(status).toBe(201);
    }
    await until(
      async () => Number((await db('ts_batch').count({ count: '*' }))[0]?.['count']),
      (waiting) => waiting === 0,
    );
    expect(await countPoints(server.url, key, place.bucketId)).toBe(300);
  });

  it('finishes a request in flight when the whole group gets the signal', async () => {
    const { db, url } = await databaseForTest();
    const server = await startCrew({ DATABASE_URL: url });
    const { key } = await found(db, 'acme');
    const { requests, background } = await pidsOf(server);
    const body = '{"name": "made while stopping"}';
    const headers = { ...json(key), 'Content-Length': String(body.length), Expect: '100-continue' };
    const outgoing = request(`${server.url}/api/buckets`, { method: 'POST', headers, agent: false });
    outgoing.flushHeaders();
    await once(outgoing, 'continue');
    for (const pid of [...requests, ...background]) process.kill(pid, 'SIGINT');
    server.kill('SIGINT');
    await server.until(/stopping/);
    const answered = once(outgoing, 'response');
    outgoing.end(body);
    const [response] = await answered;
    expect(Reflect.get(response, 'statusCode')).toBe(201);
    response.resume();
    expect((await server.ended).code).toBe(0);
    expect(await db('buckets').count({ count: '*' })).toEqual([{ count: 1 }]);
  });

  it('leaves no process behind when its first one is killed', async () => {
    const directory = temporaryDirectory();
    const server = await startCrew({ TELLTALE_DATA_DIR: directory });
    const { requests, background } = await pidsOf(server);
    server.kill('SIGKILL');
    await server.ended;
    await until(
      async () => [...requests, ...background].filter(isAlive),
      (alive) => alive.length === 0,
    );
    const again = await startCrew({ TELLTALE_DATA_DIR: directory });
    expect((await sendAlone(`${again.url}/api/health`)).status).toBe(200);
  });

  it('refuses a taken port and a bad number before anything is touched', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = String(typeof address === 'object' && address ? address.port : 0);
    const settings = { PORT: port, TELLTALE_DATA_DIR: '/nonexistent/telltale' };
    expect(await runCommand(['serve', '--workers', '2'], settings)).toEqual({
      code: 1,
      out: '',
      err: `telltale: port ${port} on 127.0.0.1 is taken: stop the other program or set PORT\n`,
    });
    taken.close();
    expect((await runCommand(['serve', '--workers', 'many'], {})).err).toBe(
      'telltale: --workers must be a whole number from 0 to 256, not "many"\n',
    );
  });
});

describe('what holds across the processes of a server', () => {
  it('the quota of a month, to the call', async () => {
    const { db, url } = await databaseForTest();
    const { organizationId, key } = await found(db, 'acme', 'free');
    const server = await startCrew({ DATABASE_URL: url });
    const left = 250;
    const month = `${new Date().toISOString().slice(0, 7)}-01`;
    await db('call_leases').insert({ organization_id: organizationId, month, leased: plans.free.callsPerMonth - left, granted: 0 });
    const statuses = new Map<number, number>();
    for (let round = 0; round < 30; round++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => sendAlone(`${server.url}/api/buckets`, { headers: json(key) })));
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: left, 429: 300 - left });
  });

  it('a revoked key, within a second', async () => {
    const { db, url } = await databaseForTest();
    const { key } = await found(db, 'acme');
    const server = await startCrew({ DATABASE_URL: url });
    const ask = () => sendAlone(`${server.url}/api/buckets`, { headers: json(key) });
    for (let count = 0; count < 6; count++) expect((await ask()).status).toBe(200);
    await db('api_keys').delete();
    const revokedAt = performance.now();
    const late: number[] = [];
    while (late.length < 10) {
      const sinceMs = performance.now() - revokedAt;
      const { status } = await ask();
      if (sinceMs > 1000) late.push(status);
    }
    expect(late).toEqual(late.map(() => 401));
  });
});

describe('several servers on one database', () => {
  it('write, fold and count one bucket together, and one may be killed', async () => {
    const { db, url } = await databaseForTest();
    const { key } = await found(db, 'acme');
    const [first, second] = await Promise.all([startServer({ DATABASE_URL: url }), startServer({ DATABASE_URL: url })]);
    const place = await makeBucket(first.url, key);
    const write = ({ url: base }: ServerProcess, number: number) =>
      sendAlone(`${base}/api/data/batch`, { method: 'POST', headers: json(key), body: batch(place, number) });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, number) => write(number % 2 ? first : second, number)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(answers.map(({ body }) => Number(/"inserted":(\d+)/.exec(body)?.[1])).reduce((sum, count) => sum + count, 0)).toBe(4000);
    second.kill('SIGKILL');
    await second.ended;
    expect((await write(first, 40)).status).toBe(201);
    await until(
      async () => Number((await db('ts_batch').count({ count: '*' }))[0]?.['count']),
      (waiting) => waiting === 0,
    );
    expect(await countPoints(first.url, key, place.bucketId)).toBe(4100);
    const stored: { n: number }[] = [...(await db('ts_part').select('n')), ...(await db('ts_chunk').select('n'))];
    expect(stored.reduce((sum, { n }) => sum + n, 0)).toBe(2 * 4100);
  });
});

describe('a stream through several processes', () => {
  it('tells what any of them writes, and ends when the server stops', async () => {
    const { db, url } = await databaseForTest();
    const server = await startCrew({ DATABASE_URL: url });
    const { key } = await found(db, 'acme');
    const { bucketId } = await makeBucket(server.url, key);
    const path = `${server.url}/api/buckets/${bucketId}`;
    const readers = await Promise.all(Array.from({ length: 4 }, () => openEvents(`${path}/stream`, { 'X-API-Key': key })));
    for (let value = 1; value <= 10; value++) {
      const body = JSON.stringify([{ k: value, d: [{ sk: 1, v: value }] }]);
      expect((await sendAlone(path, { method: 'POST', headers: json(key), body })).status).toBe(200);
    }
    for (const reader of readers) {
      const events = await reader.until(({ data }) => data.includes('"v":10'));
      expect(events.map(({ data }) => Number(/"v":(\d+)/.exec(data)?.[1]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
    server.kill('SIGTERM');
    for (const reader of readers) expect((await reader.next())?.type).toBe('end');
    expect((await server.ended).code).toBe(0);
  });
});
