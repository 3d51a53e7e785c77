import pg from 'pg';
import { findRunningEmbedded } from '../../src/db/embedded.ts';
import { median, quantile, round, table } from './figures.ts';
import { openClients, wireRequest } from './load.ts';
import type { Load, WireRequest } from './load.ts';
import { newDataDirectory, removeDataDirectory, startServer } from './server.ts';

const reads = 4000;
const singles = 4000;
const batchPoints = 10_000;
const batchClients = 4;
const batches = 8;
const rounds = 3;

/** Reading and writing over HTTP with the embedded PostgreSQL, every write durable before it is answered. */
export async function benchData(): Promise<string> {
  const directory = newDataDirectory();
  try {
    const server = await startServer(directory);
    try {
      return await measure(server.port, server.adminKey, findRunningEmbedded(directory) ?? '');
    } finally {
      await server.stop();
    }
  } finally {
    await removeDataDirectory(directory);
  }
}

async function measure(port: number, key: string, databaseUrl: string): Promise<string> {
  const bucketId = await create(port, key, '/api/buckets', { name: 'Bench' });
  const sourceId = await create(port, key, `/api/buckets/${bucketId}/sources`, { name: 'Bench' });
  const post = (path: string, body: object) => wireRequest('POST', path, key, JSON.stringify(body));
  const get = wireRequest('GET', `/api/buckets/${bucketId}`, key);
  const single = (number: number) => post('/api/data', { bucketId, ...point(sourceId, number) });
  await send(port, 32, reads / 4, 200, () => get);
  const read = await send(port, 32, reads, 200, () => get);
  await send(port, 64, singles / 4, 201, (number) => single(number));
  const write = await send(port, 64, singles, 201, (number) => single(singles + number));

  const yardstick = await openYardstick(databaseUrl);
  const overHttp: number[] = [];
  const straight: number[] = [];
  for (let turn = 0; turn < rounds; turn++) {
    const points = Array.from({ length: batches }, (_, batch) => batchOf(sourceId, turn * batches + batch));
    const bodies = points.map((dataPoints) => Buffer.from(post('/api/data/batch', { bucketId, dataPoints })));
    const { wallMs } = await send(port, batchClients, batches, 201, (number) => bodies[number] ?? '');
    overHttp.push((batches * batchPoints * 1000) / wallMs);
    straight.push((batches * batchPoints * 1000) / (await yardstick.insert(bucketId, points)));
  }
  await yardstick.close();

  const latencies = ({ latenciesMs }: Load) => [round(quantile(latenciesMs, 0.5), 1), round(quantile(latenciesMs, 0.99), 1)];
  const perSecond = ({ latenciesMs, wallMs }: Load) => (latenciesMs.length * 1000) / wallMs;
  const ratio = median(overHttp.map((figure, turn) => figure / (straight[turn] ?? Number.NaN)));
  const singleRatio = round(perSecond(write) / perSecond(read), 2);
  const batched = `${round(batchPoints)} points a request, ${batchClients} connections: points (× insert)`;
  const inserted = `yardstick: the same rows by insert … select unnest through pg, ${batchClients} connections`;
  return table(
    'Data over HTTP with the embedded PostgreSQL',
    ['', 'a second', '× yardstick', 'p50 ms', 'p99 ms'],
    [
      ['GET a bucket by id, 32 connections: requests', round(perSecond(read)), '', ...latencies(read)],
      ['one point a request, 64 connections: points (× GET)', round(perSecond(write)), singleRatio, ...latencies(write)],
      [batched, round(median(overHttp)), round(ratio, 2), '', ''],
      [inserted, round(median(straight)), '1.00', '', ''],
    ],
  );
}

interface BenchPoint {
  sourceId: string;
  timestamp: string;
  values: { temperature: number; humidity: number };
}

const firstTime = Date.UTC(2026, 0, 1);

function point(sourceId: string, number: number): BenchPoint {
  const values = { temperature: 20 + (number % 97) / 10, humidity: 50 + (number % 31) };
  return { sourceId, timestamp: new Date(firstTime + number * 1000).toISOString(), values };
}

function batchOf(sourceId: string, batch: number): BenchPoint[] {
  return Array.from({ length: batchPoints }, (_, index) => point(sourceId, 1_000_000 + batch * batchPoints + index));
}

type RequestOf = (number: number) => WireRequest;

async function send(port: number, connections: number, count: number, status: number, requestOf: RequestOf): Promise<Load> {
  const clients = await openClients(port, connections);
  const load = await clients.send(count, status, requestOf);
  clients.close();
  return load;
}

async function create(port: number, key: string, path: string, body: object): Promise<string> {
  const headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer: { data?: { id?: string } } = JSON.parse(await response.text());
  if (!answer.data?.id) throw new Error(`${path} answered ${response.status}`);
  return answer.data.id;
}

/** A table with a row for each point and a primary key, filled without HTTP. */
async function openYardstick(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: batchClients });
  const columns = 'bucket_id text, source_id text, time timestamptz, "values" jsonb';
  await pool.query(`create table bench_points (${columns}, primary key (bucket_id, source_id, time))`);
  const insertBatch = (bucketId: string, points: readonly BenchPoint[]) =>
    pool.query('insert into bench_points select $1, * from unnest($2::text[], $3::timestamptz[], $4::jsonb[])', [
      bucketId,
      points.map((each) => each.sourceId),
      points.map((each) => each.timestamp),
      points.map((each) => JSON.stringify(each.values)),
    ]);
  return {
    /** Inserts all batches at once, as many at a time as there are connections; answers how many milliseconds it took. */
    async insert(bucketId: string, batchesOfPoints: readonly (readonly BenchPoint[])[]): Promise<number> {
      const started = performance.now();
      await Promise.all(batchesOfPoints.map((points) => insertBatch(bucketId, points)));
      return performance.now() - started;
    },
    async close(): Promise<void> {
      await pool.query('drop table bench_points');
      await pool.end();
    },
  };
}
