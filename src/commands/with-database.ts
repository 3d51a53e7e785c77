import type { Knex } from 'knex';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { openConfiguredDatabase } from '../db/open.ts';

/** Does something with the configured database, also beside a running server, and closes it. Logs go to standard error. */
export async function withDatabase(config: Config, work: (db: Knex) => Promise<unknown>): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const { db, close } = await openConfiguredDatabase(config, log, { beside: true });
  try {
    await work(db);
  } finally {
    await close();
  }
}
