import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/commands/listener.ts';
import type { Listener } from '../../src/commands/listener.ts';
import { openDatabase, poolUse } from '../../src/db/connect.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createOperatorPages } from '../../src/http/operator/pages.ts';
import type { Processes } from '../../src/http/operator/pages.ts';
import { createProcessReporter } from '../../src/http/operator/process.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let processes: Processes;
let operator: Listener;
let base: string;

beforeAll(async () => {
  server = await startTestServer();
  const { environment, application } = server;
  const reporter = createProcessReporter({
    role: 'all',
    startedAt: systemClock.now(),
    meter: application.meter,
    housekeeping: application.housekeeping,
    streams: environment.streams.counts,
    poolUse: () => poolUse(environment.db),
  });
  processes = { expected: () => 1, states: async () => [reporter.state()], metrics: async () => [await reporter.metrics()] };
  operator = await listen({ host: '127.0.0.1', port: 0, requestTimeoutMs: 10_000 });
  base = `http://127.0.0.1:${operator.port}`;
  operator.serve(createOperatorPages({ ...environment, log: pino({ level: 'silent' }), processes, sendsMail: false }));
});

afterAll(async () => {
  await operator.close(0);
  await server.close();
});

const post = (path: string, body: unknown) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'X-API-Key': server.adminKey, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function idOf(response: Response): Promise<string> {
  const found = /"id":"([0-9a-f]{24})"/.exec(await response.text())?.[1];
  if (found === undefined) throw new Error('no id in the answer');
  return found;
}

/** The value of each line of /metrics. */
async function metrics(): Promise<Map<string, number>> {
  const response = await fetch(`${base}/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

describe('/metrics', () => {
  it('counts requests by operation and status, with their durations and bytes', async () => {
    const before = await metrics();
    const bucketId = await idOf(await post('/api/buckets', { name: 'Counted' }));
    for (let count = 0; count < 3; count++)
      await fetch(`${server.url}/api/buckets/${bucketId}`, { headers: { 'X-API-Key': server.adminKey } });
    await fetch(`${server.url}/api/buckets/${bucketId}`);
    await fetch(`${server.url}/no-such-page`);
    await fetch(`${server.url}/api/health`, { method: 'PUT' });
    const after = await metrics();
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grown('telltale_http_requests_total{operation="getBucket",status="200"}')).toBe(3);
    expect(grown('telltale_http_requests_total{operation="getBucket",status="401"}')).toBe(1);
    expect(grown('telltale_http_requests_total{operation="createBucket",status="201"}')).toBe(1);
    expect(grown('telltale_http_requests_total{operation="other",status="404"}')).toBe(1);
    expect(grown('telltale_http_requests_total{operation="other",status="405"}')).toBe(1);
    expect(grown('telltale_http_request_bytes_total{operation="createBucket"}')).toBe('{"name":"Counted"}'.length);
    expect(grown('telltale_http_request_duration_seconds_count{operation="getBucket"}')).toBe(4);
    expect(grown('telltale_http_request_duration_seconds_bucket{le="+Inf",operation="getBucket"}')).toBe(4);
    expect(grown('telltale_http_request_duration_seconds_sum{operation="getBucket"}')).toBeGreaterThan(0);
    const bounds = [...after].filter(
      ([name]) => name.startsWith('telltale_http_request_duration_seconds_bucket') && name.includes('"getBucket"'),
    );
    expect(bounds.map(([, value]) => value)).toEqual(bounds.map(([, value]) => value).sort((a, b) => a - b));
  });

  it('tells of the process, the pool, what was written and what waits', async () => {
    const before = await metrics();
    const bucketId = await idOf(await post('/api/buckets', { name: 'Written' }));
    const sourceId = await idOf(await post(`/api/buckets/${bucketId}/sources`, { name: 'Roof' }));
    const dataPoints = [1, 2, 3].map((minute) => ({
      sourceId,
      timestamp: `2026-01-15T10:0${minute}:00Z`,
      values: { a: minute, b: minute },
    }));
    for (let count = 0; count < 2; count++) expect((await post('/api/data/batch', { bucketId, dataPoints })).status).toBe(201);
    await server.application.housekeeping.run();
    const after = await metrics();
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grown('telltale_ingest_writes_total')).toBe(2);
    expect(grown('telltale_ingest_points_total{result="inserted"}')).toBe(3);
    expect(grown('telltale_ingest_points_total{result="updated"}')).toBe(3);
    for (const work of ['fold', 'merge', 'sweep', 'clean', 'flush'])
      expect(grown(`telltale_work_runs_total{work="${work}"}`), work).toBe(1);
    expect(after.get('telltale_work_errors_total{work="fold"}')).toBe(0);
    expect(after.get('telltale_work_last_success_timestamp_seconds{work="fold"}')).toBeGreaterThan(1_700_000_000);
    expect(after.get('telltale_database_connections{state="max"}')).toBe(10);
    expect(after.get('telltale_database_up')).toBe(1);
    expect(after.get('telltale_healthy')).toBe(1);
    expect(after.get('telltale_store_unfolded_values_limit')).toBe(5_000_000);
    expect([after.get('telltale_mail_waiting'), after.get('telltale_mail_failed')]).toEqual([0, 0]);
    for (const name of ['telltale_store_unfolded_values', 'process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds'])
      expect(after.has(name), name).toBe(true);
  });

  it('has no label that grows with what is stored', async () => {
    const labels = [...(await metrics()).keys()].flatMap((name) => [...name.matchAll(/[{,](\w+)="/g)].map((match) => match[1] ?? ''));
    const ours = ['day', 'le', 'operation', 'result', 'state', 'status', 'work'];
    const ofNode = ['kind', 'major', 'minor', 'patch', 'space', 'type', 'version'];
    expect([...ours, ...ofNode]).toEqual(expect.arrayContaining(labels));
    expect(await (await fetch(`${base}/metrics`)).text()).not.toMatch(/[0-9a-f]{24}/);
  });
});

describe('the guide for operators', () => {
  it('names only metrics that there are', async () => {
    const guide = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
    const text = await (await fetch(`${base}/metrics`)).text();
    const there = [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [name, `${name}_bucket`] : [name],
    );
    const named = [...guide.matchAll(/\b(?:telltale|nodejs|process)_[a-z0-9_]*[a-z0-9]/g)]
      .map(([name]) => name)
      .filter((name) => !['telltale_restored', 'telltale_tenant'].includes(name));
    expect(named.length).toBeGreaterThan(20);
    expect(there).toEqual(expect.arrayContaining([...new Set(named)]));
  });
});

describe('/health', () => {
  const health = async () => {
    const response = await fetch(`${base}/health`);
    return { status: response.status, body: await response.json() };
  };

  it('is 200 with what an operator wants to know', async () => {
    await server.application.housekeeping.run();
    expect(await health()).toEqual({
      status: 200,
      body: {
        status: 'ok',
        problems: [],
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        time: expect.stringMatching(/Z$/),
        database: { status: 'ok', milliseconds: expect.any(Number) },
        store: expect.objectContaining({ values: expect.any(Number), oldestSeconds: expect.any(Number), lagSeconds: 0 }),
        mail: { sent: false, waiting: 0, failed: 0, oldestSeconds: 0, lastError: null },
        works: expect.objectContaining({ fold: expect.objectContaining({ errors: 0, lastError: null, lastErrorAt: null }) }),
        processes: [
          {
            pid: process.pid,
            role: 'all',
            startedAt: expect.stringMatching(/Z$/),
            memoryBytes: expect.any(Number),
            busy: expect.any(Number),
            requests: expect.any(Number),
            pool: { used: expect.any(Number), free: expect.any(Number), waiting: 0, most: 10 },
          },
        ],
      },
    });
  });

  it('is 503 while the database does not answer, and says so in /metrics', async () => {
    const db = await openDatabase({ url: server.databaseUrl, poolMax: 1, statementTimeoutMs: 0 });
    await db.destroy();
    const lost = await listen({ host: '127.0.0.1', port: 0, requestTimeoutMs: 10_000 });
    lost.serve(createOperatorPages({ ...server.environment, db, log: pino({ level: 'silent' }), processes, sendsMail: false }));
    const response = await fetch(`http://127.0.0.1:${lost.port}/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: 'degraded', database: { status: 'unavailable' }, store: null, mail: null });
    const text = await (await fetch(`http://127.0.0.1:${lost.port}/metrics`)).text();
    expect(text).toMatch(/^telltale_database_up 0$/m);
    expect(text).toMatch(/^telltale_healthy 0$/m);
    expect(text).toMatch(/^telltale_http_requests_total\{/m);
    await lost.close(0);
  });
});

describe('the port', () => {
  it('knows nothing else, and changes nothing', async () => {
    expect((await fetch(`${base}/api/buckets`)).status).toBe(404);
    expect((await fetch(`${base}/`)).status).toBe(404);
    const refused = await fetch(`${base}/metrics`, { method: 'POST' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await (await fetch(`${base}/health`, { method: 'HEAD' })).text()).toBe('');
  });

  it('is the only one with these pages', async () => {
    for (const path of ['/metrics', '/health']) expect((await fetch(`${server.url}${path}`)).status, path).toBe(404);
  });
});
