// Kills a server and its database again and again while clients write, and looks for every point afterwards.
// node test/torture/index.ts [--strikes 100] [--seed 1] [--workers 1] [--between 2000]
//   [--database postgres://…]: an empty database of somebody else's PostgreSQL, which is not killed itself
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textOf, torture } from './run.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { strikes: text, seed: text, workers: text, between: text, database: text } });
const directory = realpathSync(mkdtempSync(join(tmpdir(), 'telltale-torture-')));
chmodSync(directory, 0o711);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`seed ${seed}, data in ${directory}`);
const report = await torture({
  directory,
  seed,
  strikes: Number(values.strikes ?? 100),
  workers: Number(values.workers ?? 1),
  mostBetween: Number(values.between ?? 2000),
  database: values.database,
  log: console.log,
});
console.log(textOf(report));
// What went wrong stays to be looked at.
if (report.problems.length === 0) rmSync(directory, { recursive: true });
process.exit(report.problems.length === 0 ? 0 : 1);
