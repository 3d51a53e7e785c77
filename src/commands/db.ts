import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { loadConfig } from '../config.ts';
import { distribute, requireCitus } from '../db/distribute.ts';
import { openConfiguredDatabase } from '../db/open.ts';
import { StartError } from '../start-error.ts';

const help = `Usage: telltale db distribute [--dry-run] [--shards <number>]

Lays the points in DATABASE_URL, a database with the Citus extension, over the nodes of its cluster, all of a bucket on one
node. All else stays on the coordinator. Stop the servers meanwhile. What is distributed already stays as it is, so that it may be run
again, and should be after an upgrade that brings new tables of points.

  --dry-run  prints the statements instead of running them
  --shards   pieces that the points are cut into, 32 when absent; cannot be changed by running it again`;

const options = {
  'dry-run': { type: 'boolean' },
  shards: { type: 'string', default: '32' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Works on the database as a whole. Answers the exit code. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [verb, ...rest] = positionals;
  if (values.help || verb === undefined) {
    console.log(help);
    return 0;
  }
  if (verb !== 'distribute' || rest.length > 0) throw new StartError('expected distribute; telltale db --help tells more');
  const shardCount = Number(values.shards);
  if (!Number.isInteger(shardCount) || shardCount < 1 || shardCount > 1024)
    throw new StartError('--shards must be a whole number from 1 to 1024');
  const config = loadConfig(env);
  if (config.databaseUrl === undefined)
    throw new StartError(
      'the embedded PostgreSQL is one server and cannot be distributed: set DATABASE_URL to the coordinator of a Citus cluster',
    );
  const opened = await openConfiguredDatabase(config, pino({ level: config.logLevel }, pino.destination(2)), { beside: true });
  try {
    await requireCitus(opened.db);
    const dryRun = values['dry-run'] === true;
    const statements = await distribute(opened.db, { shardCount, dryRun });
    for (const statement of statements) console.log(`${statement};`);
    if (statements.length === 0) console.log('everything is distributed already');
    return 0;
  } finally {
    await opened.close();
  }
}
