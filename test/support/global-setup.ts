import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/connect.ts';
import { startTemporary } from '../../src/db/embedded.ts';
import { prepareSchema } from '../../src/db/open.ts';
import { clusterOf, prepareCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database in which CREATE DATABASE is run. */
    postgresUrl: string;
    /** The migrated database that every test database is a copy of. */
    templateDatabase: string;
    /** The same database as `postgresUrl`, on each other node of a cluster. */
    otherNodes: readonly string[];
  }
}

const templateDatabase = 'telltale_template';

/** One PostgreSQL for the whole test run, in a directory of its own that is gone afterwards; or the cluster of CITUS_NODES. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = clusterOf(process.env);
  if (cluster !== null) {
    const [coordinator = '', ...workers] = cluster.urls;
    await prepareCluster(cluster, templateDatabase);
    project.provide('postgresUrl', coordinator);
    project.provide('otherNodes', workers);
    project.provide('templateDatabase', templateDatabase);
    return () => Promise.resolve();
  }
  const postgres = await startTemporary();
  try {
    const main = await openDatabase({ url: postgres.url, poolMax: 1, statementTimeoutMs: 0 });
    await main.raw('CREATE DATABASE ??', [templateDatabase]).finally(() => main.destroy());
    const template = await openDatabase({ url: postgres.urlOf(templateDatabase), poolMax: 1, statementTimeoutMs: 0 });
    await prepareSchema(template).finally(() => template.destroy());
    project.provide('postgresUrl', postgres.url);
    project.provide('otherNodes', []);
    project.provide('templateDatabase', templateDatabase);
    return postgres.stop;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
