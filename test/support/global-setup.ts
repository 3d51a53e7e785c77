import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/connect.ts';
import { startTemporary } from '../../src/db/embedded.ts';
import { prepareSchema } from '../../src/db/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database in which CREATE DATABASE is run. */
    postgresUrl: string;
    /** The migrated database that every test database is a copy of. */
    templateDatabase: string;
  }
}

const templateDatabase = 'telltale_template';

/** One PostgreSQL for the whole test run, in a directory of its own that is gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTemporary();
  try {
    const main = await openDatabase({ url: postgres.url, poolMax: 1, statementTimeoutMs: 0 });
    await main.raw('CREATE DATABASE ??', [templateDatabase]).finally(() => main.destroy());
    const template = await openDatabase({ url: postgres.urlOf(templateDatabase), poolMax: 1, statementTimeoutMs: 0 });
    await prepareSchema(template).finally(() => template.destroy());
    project.provide('postgresUrl', postgres.url);
    project.provide('templateDatabase', templateDatabase);
    return postgres.stop;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
