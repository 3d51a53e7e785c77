import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { loadConfig } from '../config.ts';
import { openConfiguredDatabase } from '../db/open.ts';

const help = `Usage: telltale migrate

Brings the schema of DATABASE_URL, or of the embedded database, to this version. The server does so itself when it starts.`;

/** Migrates the configured database and says what was done. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const config = loadConfig(env);
  const opened = await openConfiguredDatabase(config, pino({ level: config.logLevel }, pino.destination(2)), { beside: true });
  for (const name of opened.migrated) console.log(`applied ${name}`);
  if (opened.migrated.length === 0) console.log('the schema is up to date');
  await opened.close();
  return 0;
}
