import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { openDatabase } from './connect.ts';
import type { EmbeddedDatabase } from './embedded.ts';
import { findRunningEmbedded, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { prepareRowSecurity, whyUnconfined } from './row-security.ts';

/** How long `close` waits for statements that still run; PostgreSQL ends the embedded one's, others end by their timeout. */
const poolEndMs = 3000;

/** Connections to the embedded database beside the server's own: of commands, and of whoever looks into it. */
const otherConnections = 40;

/** The database that the configuration names, migrated. */
export interface OpenedDatabase {
  db: Knex;
  /** For further pools on the same database, of this process's children. */
  url: string;
  /** Whether it is the embedded one. */
  embedded: boolean;
  /** The names of the migrations that were applied just now. */
  migrated: string[];
  /** Settles when an embedded PostgreSQL that this process started has ended. */
  ended: Promise<void>;
  /** Ends the pool, then stops PostgreSQL if this process started it. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** An embedded database that a running server holds is used with it; otherwise that is an error. */
  beside: boolean;
  /** How many processes will have pools on it. Default 1. */
  pools?: number;
}

/**
 * Opens and migrates DATABASE_URL or the embedded database.
 *
 * @throws StartError in one line; nothing is left running then
 */
export async function openConfiguredDatabase(config: Config, log: Logger, options: OpenOptions): Promise<OpenedDatabase> {
  const known = config.databaseUrl ?? (options.beside ? findRunningEmbedded(config.dataDirectory) : null);
  const connections = (options.pools ?? 1) * config.databasePoolMax + otherConnections;
  const onLog = (line: string) => logLine(log, line);
  const started = known === null ? await startEmbedded({ dataDirectory: config.dataDirectory, connections, onLog }) : undefined;
  const url = known ?? started?.url ?? '';
  try {
    const { db, migrated } = await openAndMigrate(config, url);
    const close = async (): Promise<void> => {
      await Promise.race([db.destroy(), delay(poolEndMs, undefined, { ref: false })]);
      await started?.stop();
    };
    return { db, url, embedded: config.databaseUrl === undefined, migrated, ended: endOf(started), close };
  } catch (error) {
    await started?.stop();
    throw error;
  }
}

async function openAndMigrate(config: Config, url: string): Promise<{ db: Knex; migrated: string[] }> {
  const db = await openDatabase({ url, poolMax: config.databasePoolMax, statementTimeoutMs: config.statementTimeoutMs });
  try {
    return { db, migrated: await prepareSchema(db) };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Migrates, and gives the role that requests run as its rights on the tables. Answers the migrations applied. */
export async function prepareSchema(db: Knex): Promise<string[]> {
  const migrated = await migrate(db);
  if (migrated.length > 0 || (await whyUnconfined(db)) !== null) await prepareRowSecurity(db);
  return migrated;
}

function endOf(started: EmbeddedDatabase | undefined): Promise<void> {
  return started?.ended ?? new Promise(() => undefined);
}

/** Whether nobody has used this database yet. */
export async function isEmpty(db: Knex): Promise<boolean> {
  return (await db('organizations').first('id')) === undefined;
}

function logLine(log: Logger, line: string): void {
  const match = /(LOG|WARNING|FATAL|PANIC): +(.*)$/.exec(line);
  const level = match === null || match[1] === 'LOG' ? 'debug' : 'warn';
  log[level]({ component: 'postgres' }, match?.[2] ?? line);
}
