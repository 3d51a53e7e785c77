import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { inject } from 'vitest';
import { openDatabase } from '../../src/db/connect.ts';
import { administer, dropDatabase, urlOf } from './cluster.ts';

export interface TestDatabase {
  url: string;
  db: Knex;
  /** Ends the pool and drops the database. */
  close(): Promise<void>;
}

/** A migrated database of its own, empty but for what the migrations put into it. On a cluster it lies on all nodes. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const servers = [inject('postgresUrl'), ...inject('otherNodes')];
  for (const server of servers)
    await administer(server, (admin) => admin.raw('CREATE DATABASE ?? TEMPLATE ??', [name, inject('templateDatabase')]));
  const url = urlOf(inject('postgresUrl'), name);
  const db = await openDatabase({ url, poolMax: 10, statementTimeoutMs: 30_000 });
  const close = async (): Promise<void> => {
    await db.destroy();
    for (const server of servers) await dropDatabase(server, name);
  };
  return { url, db, close };
}

/** Waits until a statement of a test database waits for a lock, on whichever node. */
export async function untilOneWaits(db: Knex): Promise<void> {
  const activity = inject('otherNodes').length === 0 ? 'pg_stat_activity' : 'citus_stat_activity';
  for (;;) {
    const { rows }: { rows: unknown[] } = await db.raw(
      `select 1 from ${activity} where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}
