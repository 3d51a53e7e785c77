import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findRunningEmbedded } from '../../../src/db/embedded.ts';
import { seriesCount } from '../data-set.ts';
import { makeKey } from '../key.ts';
import { cpuSecondsOf, cpuSecondsOfTree, forgetPeak, peakResidentBytes } from '../processes.ts';
import { newDataDirectory, removeDataDirectory, startServer } from '../server.ts';
import { createBucket } from './bucket.ts';
import type { Target } from './writes.ts';

/** Processor time in seconds. */
export interface Cpu {
  server: number;
  /** All processes of PostgreSQL, those that have ended included. */
  database: number;
}

/** A server with its PostgreSQL, and what the benches need of them. */
export interface Stand {
  port: number;
  key: string;
  databaseUrl: string;
  /** A connection of the bench's own. */
  database: pg.Client;
  cpu(): Cpu;
  forgetPeak(): void;
  /** The most memory that was resident in the server's process, in bytes. */
  peakBytes(): number;
  /** A bucket with a source for each series. */
  createBucket(name: string): Promise<Target>;
  /** Waits until the background work has nothing left to do. */
  rest(): Promise<void>;
}

/** Below this many values a second pass would not fold either (see `isFoldDue` in the store). */
const restingValues = 32 * seriesCount;
const pollMs = 50;

/** Starts a server as `npm start` does, without the demo, and stops it after `work`. */
export async function withStand<T>(work: (stand: Stand) => Promise<T>): Promise<T> {
  const directory = newDataDirectory();
  try {
    const server = await startServer(directory, { TELLTALE_DEMO: 'off' });
    const url = findRunningEmbedded(directory) ?? '';
    const database = new pg.Client({ connectionString: url });
    try {
      await database.connect();
      return await work(createStand(server, url, await makeKey(url), database, directory));
    } finally {
      await database.end();
      await server.stop();
    }
  } finally {
    await removeDataDirectory(directory);
  }
}

function createStand(
  { port, pid }: { port: number; pid: number },
  databaseUrl: string,
  key: string,
  database: pg.Client,
  directory: string,
): Stand {
  const postgresPid = Number.parseInt(readFileSync(join(directory, 'postgres/postmaster.pid'), 'utf8'), 10);
  return {
    port,
    key,
    databaseUrl,
    database,
    cpu: () => ({ server: cpuSecondsOf(pid), database: cpuSecondsOfTree(postgresPid) }),
    forgetPeak: () => forgetPeak(pid),
    peakBytes: () => peakResidentBytes(pid),
    createBucket: (name) => createBucket(port, key, name),
    async rest() {
      for (let left = Infinity; left >= restingValues; await delay(pollMs)) {
        const { rows } = await database.query<{ left: string }>(
          'select coalesce(max(n), 0) as left from (select sum(n) as n from ts_batch group by shard_id) b',
        );
        left = Number(rows[0]?.left);
      }
    },
  };
}

/** The processor time between two readings. */
export function cpuBetween(before: Cpu, after: Cpu): Cpu {
  return { server: after.server - before.server, database: after.database - before.database };
}
