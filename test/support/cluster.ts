import type { Knex } from 'knex';
import { openDatabase } from '../../src/db/connect.ts';
import { distribute } from '../../src/db/distribute.ts';
import { prepareSchema } from '../../src/db/open.ts';

/** Where the tests' databases lie: on one PostgreSQL, or on each node of a cluster. In the databases of the URLs others are made. */
export interface Nodes {
  /** The coordinator first. */
  urls: readonly string[];
}

/** The nodes of the Citus cluster that CITUS_NODES names, separated by blanks, the coordinator first; null without. */
export function clusterOf(env: NodeJS.ProcessEnv): Nodes | null {
  const urls = (env['CITUS_NODES'] ?? '').split(/\s+/).filter((url) => url !== '');
  return urls.length === 0 ? null : { urls };
}

/** The URL of another database of the same server. */
export function urlOf(url: string, database: string): string {
  const found = new URL(url);
  found.pathname = `/${database}`;
  return found.href;
}

/** Makes the database that all others are copies of: migrated, and distributed over the nodes. */
export async function prepareCluster({ urls }: Nodes, template: string): Promise<void> {
  for (const url of urls) {
    await administer(url, async (admin) => {
      await admin.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [template]);
      await admin.raw('CREATE DATABASE ??', [template]);
    });
    await administer(urlOf(url, template), (admin) => admin.raw('CREATE EXTENSION citus'));
  }
  const [coordinator = '', ...workers] = urls;
  await administer(urlOf(coordinator, template), async (db) => {
    await db.raw('SELECT citus_set_coordinator_host(?, ?)', placeOf(coordinator));
    for (const worker of workers) await db.raw('SELECT citus_add_node(?, ?)', placeOf(worker));
    await prepareSchema(db);
    await distribute(db, { shardCount: 4, dryRun: false });
  });
  // Citus leaves processes and connections behind in it, and what somebody is connected to can't be copied.
  for (const url of urls) await administer(url, (admin) => emptyOut(admin, template));
}

/** Ends all connections to a database and lets nobody in any more. */
async function emptyOut(admin: Knex, database: string): Promise<void> {
  await admin.raw('ALTER DATABASE ?? ALLOW_CONNECTIONS false', [database]);
  await admin.raw('SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = ?', [database]);
}

/** Drops a database, whoever is connected to it. */
export async function dropDatabase(url: string, database: string): Promise<void> {
  await administer(url, async (admin) => {
    await emptyOut(admin, database);
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [database]);
  });
}

const placeOf = (url: string): [host: string, port: number] => [new URL(url).hostname, Number(new URL(url).port || 5432)];

/** Does something as the superuser of a node. */
export async function administer(url: string, work: (admin: Knex) => Promise<unknown>): Promise<void> {
  const admin = await openDatabase({ url, poolMax: 1, statementTimeoutMs: 60_000 });
  await work(admin).finally(() => admin.destroy());
}
