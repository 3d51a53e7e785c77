import { startTemporary } from '../../src/db/embedded.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { median, quantile, round, table } from './figures.ts';
import { makeKey } from './key.ts';
import { openClients, wireRequest } from './load.ts';
import type { WireRequest } from './load.ts';
import { bucketId, newBucket, place } from './servers/sample.ts';

const connections = 32;
const rounds = 20;
/** Until V8 has compiled what every request runs through: thousands of requests, more for a server with more of its own. */
const warmUpRounds = 10;
const requests = 3000;
const yardstick = 'fastify 5, same schemas';

const servers: readonly { name: string; script: string; env: Record<string, string> }[] = [
  { name: 'Telltale', script: 'telltale.ts', env: {} },
  { name: yardstick, script: 'fastify.ts', env: {} },
  { name: 'fastify 5, same duties', script: 'fastify.ts', env: { DUTIES: 'on' } },
  { name: 'bare express 5', script: 'express.ts', env: {} },
  { name: 'bare node:http', script: 'node.ts', env: {} },
];

interface Series {
  microseconds: number[];
  latenciesMs: number[];
}

/** What a request costs the server's process besides its handler, at 150 operations, against Fastify. */
export async function benchOverhead(): Promise<string> {
  const postgres = await startTemporary();
  try {
    const key = await makeKey(postgres.url);
    const children: Child[] = [];
    for (const { script, env } of servers) children.push(await startChild(script, { ...env, DATABASE_URL: postgres.url, KEY: key }));
    const get = await measure(children, 200, wireRequest('GET', `/api/${place}/${bucketId}`, key));
    const post = await measure(children, 201, wireRequest('POST', `/api/${place}`, key, JSON.stringify(newBucket)));
    for (const child of children) await child.stop();
    const title = `Request overhead: processor time of the server, 150 operations, ${connections} connections,
median of ${rounds} rounds of ${requests} requests, after ${warmUpRounds} that warm up`;
    const head = ['', 'GET by id µs', '× fastify', 'p50 ms', 'p99 ms', 'POST µs', '× fastify', 'p50 ms', 'p99 ms'];
    return table(
      title,
      head,
      servers.map(({ name }, index) => [name, ...cells(get, index), ...cells(post, index)]),
    );
  } finally {
    await postgres.stop();
  }
}

/** Every server in turn, each round begun by another one; the first rounds only warm up. */
async function measure(children: readonly Child[], status: number, request: WireRequest): Promise<Series[]> {
  const series = children.map((): Series => ({ microseconds: [], latenciesMs: [] }));
  for (let turn = -warmUpRounds; turn < rounds; turn++) {
    for (const step of children.keys()) {
      const index = (step + turn + warmUpRounds) % children.length;
      const child = children[index];
      if (!child) continue;
      const clients = await openClients(child.port, connections);
      const before = await child.cpuMicroseconds();
      const { latenciesMs } = await clients.send(requests, status, () => request);
      const used = (await child.cpuMicroseconds()) - before;
      clients.close();
      if (turn < 0) continue;
      series[index]?.microseconds.push(used / requests);
      series[index]?.latenciesMs.push(...latenciesMs);
    }
  }
  return series;
}

function cells(series: readonly Series[], index: number): string[] {
  const own = series[index]?.microseconds ?? [];
  const reference = series[servers.findIndex((server) => server.name === yardstick)]?.microseconds ?? [];
  const ratios = own.map((figure, turn) => figure / (reference[turn] ?? Number.NaN));
  const latencies = series[index]?.latenciesMs ?? [];
  return [round(median(own), 1), round(median(ratios), 2), round(quantile(latencies, 0.5), 2), round(quantile(latencies, 0.99), 2)];
}
