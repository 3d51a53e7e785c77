import { createStore } from '../../src/store/index.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { findRunningEmbedded } from '../../src/db/embedded.ts';
import { createChance } from './chance.ts';
import type { Chance } from './chance.ts';
import { createClients } from './clients.ts';
import { childrenOf, killNow, postmasterOf, startVictim } from './server.ts';
import type { Victim } from './server.ts';
import { verify } from './verify.ts';
import type { Findings } from './verify.ts';
import { createWorld } from './world.ts';

/** What is killed: the server, its PostgreSQL, both at once, one connection's process of PostgreSQL, or one of several server processes. */
export type Strike = 'server' | 'postgres' | 'both' | 'backend' | 'worker';

export interface TortureOptions {
  /** An empty directory that the database's account can enter. */
  directory: string;
  seed: number;
  /** Strikes until the end. */
  strikes: number;
  /** Processes of the server. */
  workers: number;
  /** Most requests between two strikes. */
  mostBetween: number;
  /** The URL of a database that is used instead of an embedded one; then only the server and its processes are killed. */
  database?: string;
  log(line: string): void;
}

export interface Report {
  strikes: Map<Strike, number>;
  /** Answers by status, and requests without one. */
  statuses: Map<string, number>;
  /** As the background had left it, and with all folded and merged. */
  found: Findings;
  foundMerged: Findings;
  /** Rows at the end: what the background had done and not done. */
  rows: { batches: number; parts: number; chunks: number };
  problems: string[];
}

/** Lets clients write to a server that is killed again and again, and then looks for every point. */
export async function torture(options: TortureOptions): Promise<Report> {
  const { directory, seed, workers, database, log } = options;
  const chance = createChance(seed);
  let victim = await startVictim(directory, workers, database);
  const world = await createWorld(victim, victim.adminKey ?? '');
  const clients = await createClients(world, seed);
  world.point(victim);
  const running = Promise.all(clients.map((client) => client.run()));
  const strikes = new Map<Strike, number>();
  try {
    for (let number = 1; number <= options.strikes; number++) {
      await world.stored(chance.between(1, options.mostBetween));
      const strike = chance.pick(kindsFor(workers, database)) ?? 'server';
      strikes.set(strike, (strikes.get(strike) ?? 0) + 1);
      log(`${number}: ${strike}`);
      if (!hit(strike, victim, directory, chance)) continue;
      world.point(null);
      await victim.ended;
      victim = await startVictim(directory, workers, database);
      world.point(victim);
    }
    await world.stored(options.mostBetween);
  } finally {
    world.end();
    await running;
  }
  try {
    const found = await verify(victim.url, world.key, world.bucketId, clients);
    const rows = await mergeAll(database ?? findRunningEmbedded(directory) ?? '', world.bucketId);
    const foundMerged = await verify(victim.url, world.key, world.bucketId, clients);
    return {
      strikes,
      statuses: world.statuses,
      found,
      foundMerged,
      rows,
      problems: [...world.problems, ...found.problems, ...foundMerged.problems],
    };
  } finally {
    victim.kill('SIGTERM');
    await victim.ended;
  }
}

function kindsFor(workers: number, database: string | undefined): Strike[] {
  const ofDatabase = database === undefined ? (['postgres', 'both', 'backend'] as const) : [];
  return ['server', ...ofDatabase, ...(workers > 1 ? (['worker', 'worker'] as const) : [])];
}

/** Whether the server goes down with it. */
function hit(strike: Strike, victim: Victim, directory: string, chance: Chance): boolean {
  if (strike === 'backend') {
    // Rather one that does something than one that waits.
    const backends = childrenOf(postmasterOf(directory)).filter(({ command }) => command.includes('telltale telltale'));
    const busy = backends.filter(({ command }) => !command.endsWith(' idle'));
    const backend = chance.pick(busy) ?? chance.pick(backends);
    if (backend) killNow(backend.pid);
    return false;
  }
  if (strike === 'worker') {
    const worker = chance.pick(childrenOf(victim.pid).filter(({ command }) => command.includes('telltale.mjs')));
    if (worker) killNow(worker.pid);
    return false;
  }
  if (strike !== 'server') killNow(postmasterOf(directory));
  if (strike !== 'postgres') victim.kill('SIGKILL');
  return true;
}

/** Brings the bucket into its final form, beside the server; answers how much of it there was before. */
async function mergeAll(url: string, bucketId: string): Promise<Report['rows']> {
  const db = await openDatabase({ url, poolMax: 2, statementTimeoutMs: 0 });
  try {
    const count = async (table: string) => Number((await db(table).count({ count: '*' }))[0]?.['count']);
    const rows = { batches: await count('ts_batch'), parts: await count('ts_part'), chunks: await count('ts_chunk') };
    const [bucket] = await db('buckets').where({ id: bucketId }).select('organization_id');
    const ref = {
      organizationId: String(bucket?.organization_id),
      bucketId,
      keyType: 'timestamp' as const,
      retentionDays: null,
      retentionRecords: null,
    };
    await createStore({ maxPoints: 1_000_000 }).maintain(db, ref, Date.now(), { all: true });
    return rows;
  } finally {
    await db.destroy();
  }
}

/** The report for people. */
export function textOf({ strikes, statuses, found, foundMerged, rows, problems }: Report): string {
  const list = (counts: Map<string, number>) => [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
  return [
    `strikes          ${list(strikes)}`,
    `answers          ${list(statuses)}`,
    `acknowledged     ${found.acknowledged} requests, all there`,
    `without answer   ${found.unknownStored} stored wholly, ${found.unknownLost} not at all`,
    `points           ${found.points} read back, ${foundMerged.points} with all folded and merged`,
    `rows at the end  ${rows.batches} batches, ${rows.parts} parts, ${rows.chunks} chunks`,
    problems.length === 0 ? 'no problems' : `PROBLEMS\n${problems.slice(0, 20).join('\n')}`,
  ].join('\n');
}
