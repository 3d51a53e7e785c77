import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const launcher = fileURLToPath(new URL('../../scripts/telltale.mjs', import.meta.url));

/** A `telltale` process of a test. */
export interface CommandProcess {
  pid: number;
  /** What it has written so far. */
  output(): { out: string; err: string };
  /** Resolves with the match as soon as the output (or what it complains) has one; rejects when the process ends without. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process has ended and all its output is read. */
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

/** Starts `telltale <args>` with these settings only. It is killed after the test at the latest. */
export function startCommand(args: string[], settings: Record<string, string>): CommandProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TELLTALE_|DATABASE_URL|HOST|PORT|PG)/.test(name));
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  const watchers = new Set<() => void>();
  const add =
    (key: 'out' | 'err') =>
    (chunk: string): void => {
      text[key] += chunk;
      for (const watcher of watchers) watcher();
    };
  child.stdout.setEncoding('utf8').on('data', add('out'));
  child.stderr.setEncoding('utf8').on('data', add('err'));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...text }));
  });
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(text.out) ?? pattern.exec(text.err);
        if (match) resolve(match);
      };
      watchers.add(look);
      look();
      void ended.then(() => reject(new Error(`telltale ended without writing ${String(pattern)}:\n${text.out}${text.err}`)));
    });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { pid: child.pid ?? 0, output: () => text, until, kill: (signal) => child.kill(signal), ended };
}

/** Runs `telltale <args>` to its end. */
export function runCommand(args: string[], settings: Record<string, string>): CommandProcess['ended'] {
  return startCommand(args, settings).ended;
}

/** A running server and, if it made the demo, its admin key. */
export interface ServerProcess extends CommandProcess {
  url: string;
  adminKey: string | undefined;
}

/** Starts `telltale serve` on any free port and waits until it listens. */
export async function startServer(settings: Record<string, string>): Promise<ServerProcess> {
  const command = startCommand(['serve'], { PORT: '0', ...settings });
  const [, url = ''] = await command.until(/API +(\S+)/);
  const adminKey = /tt_a_\w+/.exec(command.output().out)?.[0];
  return { ...command, url, adminKey };
}
