import { fork } from 'node:child_process';

/** A server that runs in a process of its own. */
export interface Child {
  port: number;
  /** The processor time that the process has used, all threads, in microseconds. */
  cpuMicroseconds(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts one of `servers/`. Options of Node such as `--cpu-prof` are passed on. */
export async function startChild(script: string, env: Record<string, string>): Promise<Child> {
  const child = fork(new URL(`./servers/${script}`, import.meta.url), { env: { ...process.env, ...env } });
  const ended = new Promise<void>((resolve) => child.once('exit', resolve));
  const said = async (): Promise<number> => {
    const message = new Promise((resolve) => child.once('message', resolve));
    const lost = ended.then(() => Promise.reject(new Error(`${script} ended`)));
    return Number(await Promise.race([message, lost]));
  };
  return {
    port: await said(),
    async cpuMicroseconds() {
      child.send('cpu');
      return said();
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

/** In the child: says the port, then the used processor time whenever it is asked for, and ends with its parent. */
export function serveParent(port: number): void {
  process.send?.(port);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
  process.on('disconnect', () => process.exit());
}
