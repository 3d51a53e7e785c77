import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/db/connect.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database in which CREATE DATABASE is run. */
    postgresUrl: string;
    /** The migrated database that every test database is a copy of. */
    templateDatabase: string;
  }
}

const templateName = 'telltale_template';

/** One PostgreSQL for the whole test run, in a directory of its own that is gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'telltale-test-'));
  const postgres = await startEmbedded({ dataDirectory: directory, durable: false }).catch((error: unknown) => {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  });
  const teardown = async (): Promise<void> => {
    await postgres.stop();
    rmSync(realpathSync(join(directory, 'postgres')), { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const main = await openDatabase({ url: postgres.url, poolMax: 1, statementTimeoutMs: 0 });
    await main.raw('CREATE DATABASE ??', [templateName]);
    await main.destroy();
    const template = await openDatabase({ url: postgres.urlOf(templateName), poolMax: 1, statementTimeoutMs: 0 });
    await migrate(template).finally(() => template.destroy());
    project.provide('postgresUrl', postgres.url);
    project.provide('templateDatabase', templateName);
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}
