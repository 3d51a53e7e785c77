import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf, StartError } from '../start-error.ts';
import type { Account, Place } from './embedded-place.ts';
import { tenantRoleFor } from './row-security.ts';

/** The role and the database that the server works with; not a superuser, so that it needs no more on anybody's PostgreSQL. */
export const embeddedRole = 'telltale';
export const embeddedDatabase = 'telltale';
/** Makes the database, and backs it up. */
export const superuser = 'postgres';

/** The longest path of a Unix socket that every system takes, with PostgreSQL's file name in it. */
const socketPathMax = 103;
const socketFile = '/.s.PGSQL.5432';

const settings: Record<string, string> = {
  listen_addresses: '',
  port: '5432',
  shared_buffers: '128MB',
  max_logical_replication_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_checkpoints: 'off',
  jit: 'off',
};

const withoutDurability: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
};

const leastConnections = 100;
const stopTimeoutMs = 60_000;
const pollMs = 25;
const retryMs = 100;
const sharedMemoryRetries = 50;

export interface ProcessOptions {
  durable: boolean;
  /** How many connections it must allow. */
  connections: number;
  onLog: (line: string) => void;
}

/** A PostgreSQL that accepts connections. */
export interface RunningPostgres {
  socketDirectory: string;
  /** Resolves when the process has ended, wanted or not. */
  ended: Promise<void>;
  /** Fast shutdown: ends sessions, writes a checkpoint, waits for the process. May be called twice. */
  stop(): Promise<void>;
}

const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' };

function spawnOptions(account: Account) {
  return { ...account, cwd: '/', env: environment };
}

/** Makes a complete database beside its place and moves it there at the end, so that a broken-off start leaves nothing half done. */
export function initialize(place: Place, options: ProcessOptions): void {
  const { account, binaries, postgresDirectory } = place;
  const unfinished = `${postgresDirectory}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const sync = options.durable ? [] : ['--no-sync'];
  run(
    binaries.initdb,
    [`--pgdata=${unfinished}`, `--username=${superuser}`, '--auth=reject', '--no-instructions', ...locale, ...sync],
    account,
  );
  const statements = [
    `CREATE ROLE ${embeddedRole} LOGIN CREATEDB`,
    `CREATE DATABASE ${embeddedDatabase} OWNER ${embeddedRole}`,
    ...tenantRoleFor(embeddedRole),
    '',
  ].join('\n');
  run(
    binaries.postgres,
    ['--single', '-D', unfinished, '-c', 'exit_on_error=on', '-c', 'log_min_messages=fatal', superuser],
    account,
    statements,
  );
  renameSync(unfinished, postgresDirectory);
}

function run(program: string, args: string[], account: Account, input = ''): void {
  const result = spawnSync(program, args, { ...spawnOptions(account), input, encoding: 'utf8' });
  if (result.status === 0) return;
  throw new StartError(
    `cannot make the embedded database: ${result.error ? reasonOf(result.error) : lastComplaint(result.stderr.split('\n'))}`,
  );
}

/** Starts PostgreSQL on a complete data directory. An earlier one that still runs on it is stopped first. */
export async function start(place: Place, options: ProcessOptions): Promise<RunningPostgres> {
  await stopOrphan(place.postgresDirectory);
  writeAccessRules(place);
  for (let attempt = 1; ; attempt++) {
    const outcome = await launch(place, options);
    if ('stop' in outcome) return outcome;
    // The sessions of a killed server need a moment to notice that it is gone.
    const retry = outcome.lines.some((line) => line.includes('shared memory block')) && attempt < sharedMemoryRetries;
    if (!retry)
      throw new StartError(`the embedded PostgreSQL did not start in ${place.postgresDirectory}: ${lastComplaint(outcome.lines)}`);
    await delay(retryMs);
  }
}

async function launch(place: Place, options: ProcessOptions): Promise<RunningPostgres | { lines: string[] }> {
  const socketDirectory = chooseSocketDirectory(place);
  const all = {
    ...settings,
    max_connections: String(Math.max(leastConnections, options.connections)),
    ...(options.durable ? {} : withoutDurability),
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: its own process group, so that the terminal's Ctrl-C does not reach it before requests in flight have finished.
  const child = spawn(place.binaries.postgres, ['-D', place.postgresDirectory, ...flags], {
    ...spawnOptions(place.account),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const endWatch = child.pid === undefined ? () => undefined : watch(child.pid, place.account);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => {
    endWatch();
    if (socketDirectory !== place.postgresDirectory) rmSync(socketDirectory, { recursive: true, force: true });
  });
  const lines: string[] = [];
  const ready = new Promise<boolean>((resolve) => {
    createInterface({ input: child.stderr })
      .on('line', (line) => {
        if (lines.push(line) > 50) lines.shift();
        if (line.includes('database system is ready to accept connections')) resolve(true);
        options.onLog(line);
      })
      .on('close', () => resolve(false));
    child.once('error', (error) => {
      lines.push(`FATAL:  ${reasonOf(error)}`);
      resolve(false);
    });
  });
  if (!(await ready)) {
    await ended;
    return { lines };
  }
  return { socketDirectory, ended, stop: () => stopChild((signal) => child.kill(signal), ended) };
}

async function stopChild(kill: (signal: NodeJS.Signals) => void, ended: Promise<void>): Promise<void> {
  const waiting = new AbortController();
  kill('SIGINT');
  const tooLong = delay(stopTimeoutMs, 'late' as const, { signal: waiting.signal }).catch(() => 'ended' as const);
  if ((await Promise.race([ended, tooLong])) === 'late') kill('SIGQUIT');
  await ended;
  waiting.abort();
}

/** Stops the database when this process goes without doing so: the pipe between them then closes. */
function watch(pid: number, account: Account): () => void {
  const watcher = spawn('/bin/sh', ['-c', 'read _; kill -INT "$0"', String(pid)], {
    ...spawnOptions(account),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  return () => {
    watcher.kill('SIGKILL');
    watcher.stdin.destroy();
  };
}

/** Only this user and root may connect, proved by the kernel: there is no password that could leak. */
function writeAccessRules(place: Place): void {
  const names = new Set(['root', userInfo().username]);
  const map = [...names].flatMap((name) => [embeddedRole, superuser].map((role) => `telltale "${name}" ${role}\n`)).join('');
  writeOwned(place, 'pg_hba.conf', 'local all all peer map=telltale\n');
  writeOwned(place, 'pg_ident.conf', map);
}

function writeOwned(place: Place, name: string, content: string): void {
  const path = join(place.postgresDirectory, name);
  writeFileSync(path, content, { mode: 0o600 });
  if (place.account) chownSync(path, place.account.uid, place.account.gid);
}

function chooseSocketDirectory(place: Place): string {
  if (Buffer.byteLength(place.postgresDirectory + socketFile) <= socketPathMax) return place.postgresDirectory;
  const short = mkdtempSync(join(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp', 'telltale-'));
  if (place.account) chownSync(short, place.account.uid, place.account.gid);
  return short;
}

/** The most telling line of PostgreSQL's output, without its time stamp. */
function lastComplaint(lines: string[]): string {
  const telling = lines.findLast((line) => /(FATAL|PANIC|ERROR|error): /.test(line)) ?? lines.findLast((line) => line.trim() !== '');
  return telling?.replace(/^.*?(FATAL|PANIC|ERROR|error): +/, '') ?? 'it gave no reason';
}

/** What `postmaster.pid` says of the server that runs, or last ran, on this data directory. */
export function readPostmaster(postgresDirectory: string): { pid: number; socketDirectory: string } | null {
  try {
    const lines = readFileSync(join(postgresDirectory, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), socketDirectory: lines[4] ?? '' };
  } catch {
    return null;
  }
}

/** The caller holds the directory's lock, so a server that still runs on it was left by a killed process. */
async function stopOrphan(postgresDirectory: string): Promise<void> {
  const left = readPostmaster(postgresDirectory);
  if (left === null) return;
  if (!servesDirectory(left.pid, postgresDirectory)) {
    // PostgreSQL would take any process that has this id by now for itself.
    for (const name of ['postmaster.pid', `${socketFile}.lock`]) rmSync(join(postgresDirectory, name), { force: true });
    return;
  }
  signal(left.pid, 'SIGINT');
  for (let waitedMs = 0; servesDirectory(left.pid, postgresDirectory); waitedMs += pollMs) {
    if (waitedMs === stopTimeoutMs) signal(left.pid, 'SIGQUIT');
    if (waitedMs >= 2 * stopTimeoutMs)
      throw new StartError(`an earlier PostgreSQL (process ${left.pid}) on ${postgresDirectory} does not stop`);
    await delay(pollMs);
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Whether this process is a PostgreSQL server on this directory: its working directory says so, or where there is no /proc, its command line. */
function servesDirectory(pid: number, postgresDirectory: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !signal(pid, 0)) return false;
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.includes(postgresDirectory);
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === postgresDirectory;
  } catch {
    return false;
  }
}
