#!/usr/bin/env node
import { parseArgs } from 'node:util';
import packageFile from '../package.json' with { type: 'json' };
import { codeOf, reasonOf, StartError } from './start-error.ts';

const commands = {
  serve: () => import('./commands/serve.ts'),
  migrate: () => import('./commands/migrate.ts'),
  keys: () => import('./commands/keys.ts'),
  organizations: () => import('./commands/organizations.ts'),
  demo: () => import('./commands/demo.ts'),
  db: () => import('./commands/db.ts'),
  outbox: () => import('./commands/outbox.ts'),
  contract: () => import('./commands/contract.ts'),
};

const help = `Usage: telltale <command> [options]

  serve         run the server (with the embedded PostgreSQL, or on DATABASE_URL)
  migrate       bring the database's schema to this version, and end
  keys          create, list and revoke admin keys
  organizations list organizations, show and change their plans
  demo          fill a demo organization
  db            back up and restore the embedded database, distribute one over a Citus cluster
  outbox        show mail that waits, was sent or was given up
  contract      run the contract against a server

telltale <command> --help tells more; settings are environment variables, see the README.`;

/** Runs a command line and answers the exit code. */
async function main(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [name, ...rest] = args;
  const command = Object.entries(commands).find(([known]) => known === name)?.[1];
  if (command) return (await (await command()).run(rest, env)) ?? 0;
  const { values } = parseArgs({
    args,
    options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } },
    allowPositionals: true,
  });
  if (values.version) console.log(packageFile.version);
  else if (values.help || name === undefined) console.log(help);
  else throw new StartError(`there is no command ${JSON.stringify(name)}; telltale --help lists them`);
  return 0;
}

/** Whether the message says all there is to say to the operator. */
function isForOperator(error: unknown): boolean {
  return error instanceof StartError || codeOf(error)?.startsWith('ERR_PARSE_ARGS') === true;
}

try {
  process.exit(await main(process.argv.slice(2), process.env));
} catch (error) {
  if (!isForOperator(error)) throw error;
  const lines = error instanceof StartError ? error.message.split('\n') : [reasonOf(error)];
  for (const line of lines) console.error(`telltale: ${line}`);
  process.exit(1);
}
