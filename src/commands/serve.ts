import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { loadConfig } from '../config.ts';
import { poolUse } from '../db/connect.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { isEmpty, openConfiguredDatabase } from '../db/open.ts';
import { systemClock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import { createApplication } from '../http/application.ts';
import type { Application } from '../http/application.ts';
import { createProcessReporter } from '../http/operator/process.ts';
import { createDemo } from './demo.ts';
import { listen } from './listener.ts';
import { listenForOperator } from './operator.ts';
import type { OperatorPort } from './operator.ts';
import { nextStopSignal } from './signals.ts';

const help = `Usage: telltale serve

Runs the server until SIGINT or SIGTERM. Requests in flight are then finished; a second signal ends at once.
With TELLTALE_OPERATOR_PORT it answers /metrics and /health for the operator on that port.`;

/** Starts everything, serves until a signal, stops everything in the reverse order. Answers the exit code. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const startedAt = systemClock.now();
  const settings = loadConfig(env);
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const signal = nextStopSignal(() => process.exit(1));
  const listener = await listen(settings);
  const config = { ...settings, port: listener.port, publicUrl: settings.publicUrl.replace(/:0$/, `:${listener.port}`) };
  let operator: OperatorPort | null = null;
  try {
    operator = await listenForOperator(config);
    const opened = await openConfiguredDatabase(config, log, { beside: false });
    try {
      return await serveOn(opened);
    } finally {
      await operator?.close();
      await opened.close();
    }
  } finally {
    await operator?.close();
    await listener.close(0);
  }

  async function serveOn(opened: OpenedDatabase): Promise<number> {
    const application = await createApplication({ config, db: opened.db, clock: systemClock, ids: createIdSource(), log });
    try {
      const adminKey = await prepareDemo(config, opened);
      application.housekeeping.start({ shared: true });
      if (operator) serveOperator(operator, application);
      listener.serve(application.handler);
      announce(config, adminKey, operator);
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

  function serveOperator(port: OperatorPort, { environment: { db, store }, meter, housekeeping }: Application): void {
    const reporter = createProcessReporter({ role: 'all', startedAt, meter, housekeeping, poolUse: () => poolUse(db) });
    const processes = { expected: () => 1, states: async () => [reporter.state()], metrics: async () => [await reporter.metrics()] };
    port.serve({ db, store, clock: systemClock, log, processes });
  }
}

async function prepareDemo(config: Config, { db, embedded }: OpenedDatabase): Promise<string | null> {
  const wanted = config.demo === 'on' || (config.demo === 'auto' && embedded && (await isEmpty(db)));
  if (!wanted) return null;
  return (await createDemo({ db, clock: systemClock, ids: createIdSource(), config }))?.adminKey ?? null;
}

/** One write, so that whoever reads along gets all of it at once. */
function announce({ publicUrl }: Config, adminKey: string | null, operator: OperatorPort | null): void {
  const lines = [
    'Telltale listens.',
    `  API         ${publicUrl}`,
    `  Docs        ${publicUrl}/docs`,
    `  Playground  ${publicUrl}/playground`,
  ];
  if (operator) lines.push(`  Operator    ${operator.url}  (/metrics and /health, without a key)`);
  if (adminKey !== null) lines.push(`  Admin key   ${adminKey}  (of the demo organization; shown only this once)`);
  console.log(lines.join('\n'));
}
