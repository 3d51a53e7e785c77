import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../scripts/telltale.mjs', import.meta.url));

/** A server that is there to be killed. */
export interface Victim {
  url: string;
  /** The admin key of the demo, when this start made it. */
  adminKey: string | undefined;
  /** What it has logged. */
  log(): string;
  /** Resolves when the process has ended. */
  ended: Promise<void>;
  kill(signal: NodeJS.Signals): void;
  pid: number;
}

/** Starts `telltale serve` on a data directory, or on a database beside it, and waits until it listens. @throws Error with its output when it does not */
export async function startVictim(directory: string, workers: number, database?: string): Promise<Victim> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TELLTALE_|DATABASE_URL|HOST|PORT|PG)/.test(name));
  const settings = { PORT: '0', TELLTALE_DATA_DIR: directory, TELLTALE_WORKERS: String(workers), TELLTALE_MAX_QUERY_POINTS: '10000000' };
  // The demo has the admin key; an embedded database gets it by itself.
  const elsewhere = database === undefined ? {} : { DATABASE_URL: database, TELLTALE_DEMO: 'on' };
  const child = spawn(process.execPath, [launcher, 'serve'], {
    env: { ...Object.fromEntries(inherited), ...settings, ...elsewhere },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', log: '' };
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.log += chunk;
    appendFileSync(join(directory, 'server.log'), chunk);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text.out += chunk;
      const found = /API +(\S+)[\s\S]*\n$/.exec(text.out)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`the server did not start:\n${text.out}${text.log}`)));
  });
  const adminKey = /tt_a_\w+/.exec(text.out)?.[0];
  return { url, adminKey, log: () => text.log, ended, kill: (signal) => child.kill(signal), pid: child.pid ?? 0 };
}

/** The process id of the PostgreSQL on a data directory. */
export function postmasterOf(directory: string): number {
  return Number(readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** The child processes of a process, with their command lines. */
export function childrenOf(pid: number): { pid: number; command: string }[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) => (match ? [{ pid: Number(match[1]), command: match[2] ?? '' }] : []));
}

/** Kills a process that may be gone already. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}
