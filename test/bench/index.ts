// Prints how fast Telltale is, each figure beside its yardstick of the same run. `npm run bench -- overhead` prints one table.
import { cpus, totalmem } from 'node:os';
import { benchDirect } from './direct.ts';
import { benchOverhead } from './overhead.ts';
import { benchStart } from './start.ts';
import { benchStore, readOptions } from './store/index.ts';

type Bench = (tell: (text: string) => void) => Promise<void>;

const given = process.argv.slice(2);
const firstOption = given.findIndex((argument) => argument.startsWith('-'));
const names = firstOption < 0 ? given : given.slice(0, firstOption);
const options = given.slice(names.length);
const storeOptions = readOrExit(() => readOptions(options));

const benches: Record<string, Bench> = {
  overhead: async (tell) => tell(await benchOverhead()),
  start: async (tell) => tell(await benchStart()),
  store: (tell) => benchStore(storeOptions, tell),
};
/** Only when asked for. */
const others: Record<string, Bench> = {
  direct: async (tell) => tell(await benchDirect()),
};

const all = { ...benches, ...others };
const unknown = names.find((name) => !(name in all));
if (unknown !== undefined) exit(`there is no bench ${unknown}; there are ${Object.keys(all).join(', ')}`);
const memory = Math.round(totalmem() / 2 ** 30);
console.log(`Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}, ${memory} GiB`);
for (const name of names.length > 0 ? names : Object.keys(benches)) await all[name]?.(console.log);

function readOrExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return exit(error instanceof Error ? error.message : String(error));
  }
}

function exit(reason: string): never {
  console.error(reason);
  process.exit(2);
}
