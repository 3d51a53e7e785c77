// Prints how fast Telltale is, each figure beside its yardstick of the same run. `npm run bench -- overhead` prints one table.
import { cpus } from 'node:os';
import { benchData } from './data.ts';
import { benchOverhead } from './overhead.ts';
import { benchStart } from './start.ts';

const benches = { overhead: benchOverhead, start: benchStart, data: benchData };

const wanted = process.argv.slice(2);
console.log(`Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}`);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) console.log(await bench());
}
