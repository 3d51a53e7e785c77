import {
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { codeOf, reasonOf, StartError } from '../start-error.ts';
import { lockDirectory } from './directory-lock.ts';
import { adminUrlOf, startEmbedded } from './embedded.ts';
import { findPlace, prepareDataDirectory } from './embedded-place.ts';
import type { Account } from './embedded-place.ts';

/** Folders whose content PostgreSQL makes anew, or of which the copy gets its own. */
const emptied = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);

/** Files that belong to the running server. */
const left = /^(postmaster\.(pid|opts)|\.s\.PGSQL\..*|pgsql_tmp.*|pg_internal\.init.*|backup_label.*|tablespace_map.*)$/;

/** What a backup holds. */
export interface Copied {
  files: number;
  bytes: number;
}

/**
 * Copies the embedded database, running or not, into a new directory, from which `restoreEmbedded` makes a data directory. All that was
 * committed when the copying began is in it. PostgreSQL's low-level backup: https://www.postgresql.org/docs/18/continuous-archiving.html
 *
 * @throws StartError when there is no database, or the directory is not new
 */
export async function backUpEmbedded(path: string, target: string): Promise<Copied> {
  const dataDirectory = prepareDataDirectory(path);
  const place = findPlace(dataDirectory);
  if (!place.exists) throw new StartError(`there is no database in ${dataDirectory}`);
  const lock = lockDirectory(dataDirectory);
  lock?.release();
  const started = lock === null ? null : await startEmbedded({ dataDirectory });
  try {
    return await copyRunning(place.postgresDirectory, makeNew(target));
  } finally {
    await started?.stop();
  }
}

/**
 * Makes the database of a data directory out of a backup.
 *
 * @throws StartError when there is a database already, or the backup is none or of another major version
 */
export function restoreEmbedded(backup: string, path: string): Copied {
  const source = join(resolve(backup), 'postgres');
  if (!existsSync(join(source, 'backup_label')) || !existsSync(join(source, 'PG_VERSION')))
    throw new StartError(`${resolve(backup)} is no complete backup`);
  const dataDirectory = prepareDataDirectory(path);
  const place = findPlace(dataDirectory);
  if (place.exists) throw new StartError(`${dataDirectory} holds a database already: move it away first, or set TELLTALE_DATA_DIR`);
  const lock = lockDirectory(dataDirectory);
  if (lock === null) throw new StartError(`the data directory ${dataDirectory} is in use by another Telltale process`);
  try {
    const major = readFileSync(join(source, 'PG_VERSION'), 'utf8').trim();
    if (major !== String(place.binaries.major))
      throw new StartError(
        `the backup was made by PostgreSQL ${major}, this version of Telltale brings PostgreSQL ${place.binaries.major}`,
      );
    // Beside its place first, so that a restore that is broken off leaves nothing half done.
    const unfinished = `${place.postgresDirectory}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    const copier = createCopier(place.account);
    copier.folder(source, unfinished, () => true);
    renameSync(unfinished, place.postgresDirectory);
    place.settle();
    return copier.sum;
  } finally {
    lock.release();
  }
}

/** Whether a path below the data directory belongs into a backup. */
function isCopied(relative: string): boolean {
  const names = relative.split('/');
  return !left.test(names.at(-1) ?? '') && !names.slice(0, -1).some((folder) => emptied.has(folder));
}

function makeNew(target: string): string {
  const directory = resolve(target);
  try {
    if (existsSync(directory) && readdirSync(directory).length > 0) throw new StartError(`${directory} is not empty: name a new directory`);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return directory;
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`cannot write ${directory}: ${reasonOf(error)}`);
  }
}

async function copyRunning(postgresDirectory: string, target: string): Promise<Copied> {
  const client = new pg.Client({ connectionString: adminUrlOf(postgresDirectory) });
  await client.connect();
  try {
    const { uid, gid } = statSync(postgresDirectory);
    const copier = createCopier(process.getuid?.() === 0 ? { uid, gid } : null);
    const copy = join(target, 'postgres');
    // Keeps the log from now on, until this session ends.
    await client.query(`select pg_create_physical_replication_slot('telltale_backup_' || pg_backend_pid(), true, true)`);
    const begun = await client.query<{ first: string }>(`select pg_walfile_name(pg_backup_start('telltale', fast => true)) as first`);
    copier.folder(postgresDirectory, copy, isCopied);
    const ended = await client.query<{ last: string; label: string }>(
      'select pg_walfile_name(lsn) as last, labelfile as label from pg_backup_stop(wait_for_archive => false)',
    );
    const [{ first } = { first: '' }] = begun.rows;
    const [{ last, label } = { last: '', label: '' }] = ended.rows;
    for (const name of readdirSync(join(postgresDirectory, 'pg_wal')))
      if (name.endsWith('.history') || (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last))
        copier.file(join(postgresDirectory, 'pg_wal', name), join(copy, 'pg_wal', name));
    // Written last: without it the backup is none.
    copier.text(label, join(copy, 'backup_label'));
    return copier.sum;
  } finally {
    await client.end();
  }
}

/** Copies files to the disk itself and gives them to the account that PostgreSQL runs with. */
function createCopier(account: Account) {
  const sum: Copied = { files: 0, bytes: 0 };
  const give = (path: string): void => {
    if (account) chownSync(path, account.uid, account.gid);
    const handle = openSync(path, 'r');
    fsyncSync(handle);
    closeSync(handle);
  };
  const file = (from: string, to: string): void => {
    try {
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
    } catch (error) {
      // A running server removes files; the log knows of it.
      if (codeOf(error) === 'ENOENT') return;
      throw new StartError(`cannot copy ${from} to ${to}: ${reasonOf(error)}`);
    }
    give(to);
    sum.files++;
    sum.bytes += statSync(to).size;
  };
  const folder = (from: string, to: string, isWanted: (relative: string) => boolean, relative = ''): void => {
    mkdirSync(to, { mode: 0o700 });
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const inner = relative + entry.name;
      if (!isWanted(inner)) continue;
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (lstatSync(source, { throwIfNoEntry: false }) === undefined) continue;
      if (entry.isDirectory()) folder(source, target, isWanted, `${inner}/`);
      else if (entry.isFile()) file(source, target);
    }
    give(to);
  };
  const text = (content: string, to: string): void => {
    writeFileSync(to, content, { mode: 0o600 });
    give(to);
  };
  return { sum, file, folder, text };
}
