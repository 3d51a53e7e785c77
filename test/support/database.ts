import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { inject } from 'vitest';
import { openDatabase } from '../../src/db/connect.ts';

export interface TestDatabase {
  url: string;
  db: Knex;
  /** Ends the pool and drops the database. */
  close(): Promise<void>;
}

/** A migrated database of its own, empty but for what the migrations put into it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer((admin) => admin.raw('CREATE DATABASE ?? TEMPLATE ??', [name, inject('templateDatabase')]));
  const url = inject('postgresUrl').replace('/telltale?', `/${name}?`);
  const db = await openDatabase({ url, poolMax: 10, statementTimeoutMs: 30_000 });
  const close = async (): Promise<void> => {
    await db.destroy();
    await administer((admin) => admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]));
  };
  return { url, db, close };
}

async function administer(work: (admin: Knex) => Promise<unknown>): Promise<void> {
  const admin = await openDatabase({ url: inject('postgresUrl'), poolMax: 1, statementTimeoutMs: 60_000 });
  await work(admin).finally(() => admin.destroy());
}
