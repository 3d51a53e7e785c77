import knex from 'knex';
import type { Knex } from 'knex';
import pg from 'pg';
import { codeOf, reasonOf, StartError } from '../start-error.ts';

/** The oldest PostgreSQL that Telltale runs on. */
export const minimumServerMajor = 15;

const connectTimeoutMs = 8_000;
/** Longer than making a connection takes, so that its error says what is wrong and not the pool. */
const acquireTimeoutMs = 10_000;

export interface DatabaseOptions {
  url: string;
  /** The most connections that this process holds. */
  poolMax: number;
  /** PostgreSQL breaks off a statement that takes longer; 0: never. */
  statementTimeoutMs: number;
}

/**
 * Opens a pool on a PostgreSQL database, which must be reachable and of version 15 or later.
 * The caller ends it with `db.destroy()`.
 *
 * @throws StartError in one line, without the URL and its password
 */
export async function openDatabase(options: DatabaseOptions): Promise<Knex> {
  const db = knex({
    client: 'pg',
    connection: {
      connectionString: options.url,
      application_name: 'telltale',
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      keepAlive: true,
      types: { getTypeParser },
    },
    pool: { min: 0, max: options.poolMax },
    log: silent,
    acquireConnectionTimeout: acquireTimeoutMs,
  });
  try {
    await requireServer(db, options.url);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Knex prints failed connections by itself; whoever waits for the connection gets the same error. */
const silent = { warn: () => undefined, error: () => undefined, deprecate: () => undefined, debug: () => undefined };

/** int8 as a number: only safe integers are stored. */
const int8 = 20;
function getTypeParser(type: number, format?: string) {
  return type === int8 ? Number : pg.types.getTypeParser(type, format === 'binary' ? 'binary' : 'text');
}

async function requireServer(db: Knex, url: string): Promise<void> {
  const { version, encoding } = await askServer(db).catch((error: unknown) => {
    throw new StartError(`cannot reach the database ${describe(url)}: ${explain(error)}`);
  });
  const major = Math.floor(version / 10_000);
  if (major < minimumServerMajor) {
    throw new StartError(`the database ${describe(url)} is PostgreSQL ${major}; Telltale needs ${minimumServerMajor} or later`);
  }
  if (encoding !== 'UTF8') throw new StartError(`the database ${describe(url)} has the encoding ${encoding}; Telltale needs UTF8`);
}

async function askServer(db: Knex): Promise<{ version: number; encoding: string }> {
  const { rows }: { rows: { version: number; encoding: string }[] } = await db.raw(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  return rows[0] ?? { version: 0, encoding: '' };
}

/** Host, port and database name; never the user's name or password. */
function describe(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    return `${pathname.slice(1)} at ${searchParams.get('host') ?? `${hostname}:${port || 5432}`}`;
  } catch {
    return 'of DATABASE_URL';
  }
}

const explanations: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOENT: 'nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  '28000': 'user name or password are wrong',
  '28P01': 'user name or password are wrong',
  '3D000': 'there is no such database',
};

function explain(error: unknown): string {
  if (/timeout expired|connection timeout/.test(reasonOf(error))) return 'it does not answer';
  return explanations[codeOf(error) ?? ''] ?? reasonOf(error);
}

/** How a pool's connections are used: `waiting` is who waits for one, `most` how many there may be. */
export function poolUse(db: Knex): { used: number; free: number; waiting: number; most: number } {
  const { pool } = db.client;
  return { used: pool.numUsed(), free: pool.numFree(), waiting: pool.numPendingAcquires(), most: pool.max };
}
