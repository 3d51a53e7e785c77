import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartError } from '../start-error.ts';
import { lockDirectory } from './directory-lock.ts';
import { findPlace, prepareDataDirectory } from './embedded-place.ts';
import { embeddedDatabase, embeddedRole, initialize, readPostmaster, start, superuser } from './embedded-process.ts';

export interface EmbeddedOptions {
  /** Made when missing. PostgreSQL's files lie in `postgres` below it. */
  dataDirectory: string;
  /** Whether a commit survives a crash of the machine. Default true; tests do without. */
  durable?: boolean;
  /** How many connections it must allow. It allows 100 at least. */
  connections?: number;
  /** Gets each line that PostgreSQL logs. */
  onLog?: (line: string) => void;
}

/** A PostgreSQL of our own, held by this process alone. */
export interface EmbeddedDatabase {
  /** Connects as the ordinary role `telltale`, through a Unix socket that only this user and root can open. */
  url: string;
  /** The same for another database of this PostgreSQL. */
  urlOf(database: string): string;
  /** Whether this start made the data directory. */
  created: boolean;
  /** Resolves when PostgreSQL has ended, wanted or not. */
  ended: Promise<void>;
  /** Stops PostgreSQL cleanly and gives the data directory free. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on a data directory, which it makes when there is none.
 *
 * @throws StartError in one line: the directory is in use, of another major version, or this machine cannot run it
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDirectory = prepareDataDirectory(options.dataDirectory);
  const lock = lockDirectory(dataDirectory);
  if (lock === null) throw new StartError(`the data directory ${dataDirectory} is in use by another Telltale process`);
  try {
    const { durable = true, connections = 0, onLog = () => undefined } = options;
    const processOptions = { durable, connections, onLog };
    const place = findPlace(dataDirectory);
    if (place.exists) {
      requireSameMajor(place.postgresDirectory, place.binaries.major);
    } else {
      initialize(place, processOptions);
      place.settle();
    }
    const running = await start(place, processOptions);
    const urlOf = (database: string): string => urlFor(running.socketDirectory, database);
    const stop = async (): Promise<void> => {
      await running.stop();
      lock.release();
    };
    return { url: urlOf(embeddedDatabase), urlOf, created: !place.exists, ended: running.ended, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * An embedded PostgreSQL for tests and tools: in a new directory that `stop` removes, and fast instead of durable.
 *
 * @throws StartError as `startEmbedded`
 */
export async function startTemporary(): Promise<EmbeddedDatabase> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'telltale-'));
  chmodSync(dataDirectory, 0o711);
  const remove = (): void => {
    const postgresDirectory = join(dataDirectory, 'postgres');
    const kept = existsSync(postgresDirectory) ? realpathSync(postgresDirectory) : postgresDirectory;
    // As root the files may lie elsewhere, in a directory made for them.
    rmSync(dirname(kept) === realpathSync(dataDirectory) ? kept : dirname(kept), { recursive: true, force: true });
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  try {
    const database = await startEmbedded({ dataDirectory, durable: false });
    const stop = async (): Promise<void> => {
      await database.stop();
      remove();
    };
    return { ...database, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * The URL of the embedded database that a running server holds, or null when none runs on this data directory.
 * For commands that work beside a server.
 */
export function findRunningEmbedded(dataDirectory: string): string | null {
  const directory = prepareDataDirectory(dataDirectory);
  const lock = lockDirectory(directory);
  lock?.release();
  if (lock !== null) return null;
  const running = readPostmaster(join(directory, 'postgres'));
  return running?.socketDirectory ? urlFor(running.socketDirectory, embeddedDatabase) : null;
}

/** The URL by which this user is the superuser of a PostgreSQL that runs on its data directory. For backups. */
export function adminUrlOf(postgresDirectory: string): string {
  const running = readPostmaster(postgresDirectory);
  if (running === null) throw new StartError(`no PostgreSQL runs on ${postgresDirectory}`);
  return urlFor(running.socketDirectory, superuser, superuser);
}

function urlFor(socketDirectory: string, database: string, role = embeddedRole): string {
  return `postgres://${role}@localhost:5432/${database}?host=${encodeURIComponent(socketDirectory)}&sslmode=disable`;
}

function requireSameMajor(postgresDirectory: string, major: number): void {
  const found = readFileSync(join(postgresDirectory, 'PG_VERSION'), 'utf8').trim();
  if (found === String(major)) return;
  throw new StartError(
    `${postgresDirectory} was made by PostgreSQL ${found}, this version of Telltale brings PostgreSQL ${major}: ` +
      `move the data with pg_dump and pg_restore, or serve it with PostgreSQL ${found} and set DATABASE_URL`,
  );
}
