// A load in a process of its own, forked with its job as JSON. It makes all requests first, says so, and begins when it is told to.
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { openClients, wireRequest } from '../load.ts';
import type { Load } from '../load.ts';
import { copyInto, encodeRows } from './rows.ts';
import { batches, formStatus, writeRequests } from './writes.ts';
import type { FormName, Part, Target } from './writes.ts';

/** What a loader does. */
export type Job =
  | { kind: 'write'; form: FormName; target: Target; part: Part; batch: number; connections: number }
  | { kind: 'read'; paths: readonly string[]; target: Pick<Target, 'port' | 'key'>; requests: number; connections: number }
  | { kind: 'copy'; url: string; table: string; part: Part; batch: number; connections: number };

/** What it tells at the end. */
export interface Loaded extends Load {
  requests: number;
  /** The processor time of the loader while it sent. */
  cpuSeconds: number;
}

type Start = () => Promise<Load>;

async function prepareHttp(job: Exclude<Job, { kind: 'copy' }>): Promise<Start> {
  const { port, key } = job.target;
  const clients = await openClients(port, job.connections);
  if (job.kind === 'read') {
    const requests = job.paths.map((path) => wireRequest('GET', path, key));
    return () => clients.send(job.requests, 200, (number) => requests[number % requests.length] ?? '');
  }
  const requests = [...writeRequests(job.form, job.target, job.part, job.batch)];
  return () => clients.send(requests.length, formStatus(job.form) ?? 0, (number) => requests[number] ?? '');
}

async function prepareCopy({ url, table, part, batch, connections }: Extract<Job, { kind: 'copy' }>): Promise<Start> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const bodies = Array.from(batches(part, batch), encodeRows);
  return async () => {
    const latenciesMs: number[] = [];
    let next = 0;
    const started = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
          const sent = performance.now();
          const stream = client.query(copyFrom(copyInto(table)));
          stream.end(body);
          await finished(stream);
          latenciesMs.push(performance.now() - sent);
        }
      }),
    );
    return { latenciesMs, wallMs: performance.now() - started };
  };
}

/** In the loader: does the job. */
async function run(job: Job): Promise<void> {
  const start = await (job.kind === 'copy' ? prepareCopy(job) : prepareHttp(job));
  process.send?.('ready');
  await once(process, 'message');
  const before = process.cpuUsage();
  const load = await start();
  const { user, system } = process.cpuUsage(before);
  const loaded: Loaded = { ...load, requests: load.latenciesMs.length, cpuSeconds: (user + system) / 1e6 };
  process.send?.(JSON.stringify(loaded), () => process.exit());
}

if (import.meta.main) {
  process.on('disconnect', () => process.exit(1));
  await run(JSON.parse(process.argv[2] ?? '{}'));
}
