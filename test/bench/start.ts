import { setTimeout as delay } from 'node:timers/promises';
import { median, round, table } from './figures.ts';
import { newDataDirectory, removeDataDirectory, startServer } from './server.ts';

const starts = 3;
const idleMs = 2000;

/** How long a start takes and how much memory the idle server holds. */
export async function benchStart(): Promise<string> {
  const directory = newDataDirectory();
  try {
    const first = await startServer(directory);
    await first.stop();
    const startsMs: number[] = [];
    const megabytes: number[] = [];
    for (let turn = 0; turn < starts; turn++) {
      const server = await startServer(directory);
      startsMs.push(server.startMs);
      await delay(idleMs);
      megabytes.push(server.residentBytes() / 1e6);
      await server.stop();
    }
    return table(
      `Start with the embedded PostgreSQL, median of ${starts}`,
      ['', 'figure'],
      [
        ['new data directory, with the demo: first 200, ms', round(first.startMs)],
        ['existing data: first 200, ms', round(median(startsMs))],
        [`resident memory of the server's process after ${idleMs / 1000} idle seconds, MB`, round(median(megabytes))],
      ],
    );
  } finally {
    await removeDataDirectory(directory);
  }
}
