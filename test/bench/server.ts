import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Telltale as `npm start` runs it, with the embedded PostgreSQL. */
export interface Server {
  port: number;
  /** Of the server's process; that of PostgreSQL is another. */
  pid: number;
  /** From the start of the process to the first 200. */
  startMs: number;
  /** The demo organization's; empty but for the first start. */
  adminKey: string;
  /** The resident memory of the server's process, without PostgreSQL, in bytes. */
  residentBytes(): number;
  stop(): Promise<void>;
}

/** A new place for data, which any user may enter: PostgreSQL does not run as root. */
export function newDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
  chmodSync(directory, 0o755);
  return directory;
}

/** Starts the server on a data directory and waits for the first 200. */
export async function startServer(dataDirectory: string, settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const port = await freePort();
  const own = { PORT: String(port), TELLTALE_DATA_DIR: dataDirectory, DATABASE_URL: '', TELLTALE_LOG_LEVEL: 'warn' };
  const env = { ...process.env, ...own, ...settings };
  const main = join(import.meta.dirname, '../../scripts/telltale.mjs');
  const started = performance.now();
  const child = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await reach(child, port);
  const startMs = performance.now() - started;
  while (!printed.includes('Playground')) await once(child.stdout, 'data');
  return {
    port,
    pid: child.pid ?? 0,
    startMs,
    adminKey: /\btt_a_\w+/.exec(printed)?.[0] ?? '',
    residentBytes: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export async function removeDataDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** Knocks until somebody listens, then waits for the answer. */
async function reach(child: ChildProcess, port: number): Promise<void> {
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error('the server did not start');
    await delay(2);
  }
  const { status } = await fetch(`http://127.0.0.1:${port}/api/health`);
  if (status !== 200) throw new Error(`the server is not healthy: ${status}`);
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
