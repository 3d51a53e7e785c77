import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { backUpEmbedded, restoreEmbedded } from '../db/backup.ts';
import type { Copied } from '../db/backup.ts';
import { distribute, requireCitus } from '../db/distribute.ts';
import { openConfiguredDatabase } from '../db/open.ts';
import { StartError } from '../start-error.ts';

const help = `Usage: telltale db backup <new directory>
       telltale db restore <directory of a backup>
       telltale db distribute [--dry-run] [--shards <number>]

backup copies the embedded database of TELLTALE_DATA_DIR, also while a server runs on it. restore makes the database of a new
TELLTALE_DATA_DIR out of such a copy. With DATABASE_URL use pg_dump and pg_restore, or what your provider offers.

distribute lays the points in DATABASE_URL, a database with the Citus extension, over the nodes of its cluster, all of a
bucket on one node. All else stays on the coordinator. Stop the servers meanwhile. What is distributed already stays as it is, so that
it may be run again, and should be after an upgrade that brings new tables of points.

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
  const [verb, place, ...rest] = positionals;
  if (values.help || verb === undefined) {
    console.log(help);
    return 0;
  }
  if (verb === 'distribute' && place === undefined) {
    await runDistribute(loadConfig(env), values.shards, values['dry-run'] === true);
  } else if (verb === 'backup' && place !== undefined && rest.length === 0) {
    tell('backed up', await backUpEmbedded(requireEmbedded(loadConfig(env), 'pg_dump'), place));
  } else if (verb === 'restore' && place !== undefined && rest.length === 0) {
    tell('restored', restoreEmbedded(place, requireEmbedded(loadConfig(env), 'pg_restore')));
  } else {
    throw new StartError('expected backup <directory>, restore <directory> or distribute; telltale db --help tells more');
  }
  return 0;
}

function requireEmbedded({ databaseUrl, dataDirectory }: Config, tool: string): string {
  if (databaseUrl === undefined) return dataDirectory;
  throw new StartError(`this is for the embedded PostgreSQL; for the database of DATABASE_URL use ${tool}`);
}

function tell(what: string, { files, bytes }: Copied): void {
  console.log(`${what} ${files} files, ${(bytes / 2 ** 20).toFixed(1)} MiB`);
}

async function runDistribute(config: Config, shards: string, dryRun: boolean): Promise<void> {
  const shardCount = Number(shards);
  if (!Number.isInteger(shardCount) || shardCount < 1 || shardCount > 1024)
    throw new StartError('--shards must be a whole number from 1 to 1024');
  if (config.databaseUrl === undefined)
    throw new StartError(
      'the embedded PostgreSQL is one server and cannot be distributed: set DATABASE_URL to the coordinator of a Citus cluster',
    );
  const opened = await openConfiguredDatabase(config, pino({ level: config.logLevel }, pino.destination(2)), { beside: true });
  try {
    await requireCitus(opened.db);
    const statements = await distribute(opened.db, { shardCount, dryRun });
    for (const statement of statements) console.log(`${statement};`);
    if (statements.length === 0) console.log('everything is distributed already');
  } finally {
    await opened.close();
  }
}
