import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { loadConfig } from '../config.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { isEmpty, openConfiguredDatabase } from '../db/open.ts';
import { systemClock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import { createApplication } from '../http/application.ts';
import { createDemo } from './demo.ts';
import { listen } from './listener.ts';
import { nextStopSignal } from './signals.ts';

const help = `Usage: telltale serve

Runs the server until SIGINT or SIGTERM. Requests in flight are then finished; a second signal ends at once.`;

/** Starts everything, serves until a signal, stops everything in the reverse order. Answers the exit code. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const settings = loadConfig(env);
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const signal = nextStopSignal(() => process.exit(1));
  const listener = await listen(settings);
  const config = { ...settings, port: listener.port, publicUrl: settings.publicUrl.replace(/:0$/, `:${listener.port}`) };
  try {
    const opened = await openConfiguredDatabase(config, log, { beside: false });
    try {
      return await serveOn(opened);
    } finally {
      await opened.close();
    }
  } finally {
    await listener.close(0);
  }

  async function serveOn(opened: OpenedDatabase): Promise<number> {
    const application = await createApplication({ config, db: opened.db, clock: systemClock, ids: createIdSource(), log });
    try {
      const adminKey = await prepareDemo(config, opened);
      application.housekeeping.start();
      listener.serve(application.handler);
      announce(config, adminKey);
      const lost = opened.ended.then(() => 'database lost' as const);
      const reason = await Promise.race([signal, lost]);
      if (reason === 'database lost') log.fatal('the embedded PostgreSQL ended by itself; stopping');
      else log.info({ signal: reason }, 'stopping: no new connections, finishing the requests in flight');
      await listener.close(reason === 'database lost' ? 0 : config.shutdownTimeoutMs);
      return reason === 'database lost' ? 1 : 0;
    } finally {
      await application.close();
    }
  }
}

async function prepareDemo(config: Config, { db, embedded }: OpenedDatabase): Promise<string | null> {
  const wanted = config.demo === 'on' || (config.demo === 'auto' && embedded && (await isEmpty(db)));
  if (!wanted) return null;
  return (await createDemo({ db, clock: systemClock, ids: createIdSource(), config }))?.adminKey ?? null;
}

/** One write, so that whoever reads along gets all of it at once. */
function announce({ publicUrl }: Config, adminKey: string | null): void {
  const lines = [
    'Telltale listens.',
    `  API         ${publicUrl}`,
    `  Docs        ${publicUrl}/docs`,
    `  Playground  ${publicUrl}/playground`,
  ];
  if (adminKey !== null) lines.push(`  Admin key   ${adminKey}  (of the demo organization; shown only this once)`);
  console.log(lines.join('\n'));
}
