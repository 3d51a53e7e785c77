import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { loadConfig, mostWorkers } from '../config.ts';
import { systemClock } from '../domain/clock.ts';
import { StartError } from '../start-error.ts';
import { serveAlone } from './serve-alone.ts';
import { serveWithWorkers } from './serve-primary.ts';
import { serveAsWorker } from './serve-worker.ts';
import { nextStopSignal } from './signals.ts';

const help = `Usage: telltale serve [--workers <number>]

Runs the server until SIGINT or SIGTERM. Requests in flight are then finished; a second signal ends at once.

  --workers  processes that answer requests on the one port, 0 for one each processor (TELLTALE_WORKERS, default 1). With
             more than one, a process of its own does the background work, and one that ends by itself is started again.

With TELLTALE_OPERATOR_PORT it answers /metrics and /health for the operator on that port.`;

/** Starts everything, serves until a signal, stops everything in the reverse order. Answers the exit code. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({ args, options: { workers: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const config = loadConfig(env);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  if (cluster.isWorker) return serveAsWorker(config, log);
  const workers = workersOf(values.workers, config.workers);
  const start = { config, log, startedAt: systemClock.now(), signal: nextStopSignal(() => process.exit(1)) };
  return workers === 1 ? serveAlone(start) : serveWithWorkers(start, workers);
}

function workersOf(option: string | undefined, setting: number): number {
  if (option !== undefined && !(/^\d{1,3}$/.test(option) && Number(option) <= mostWorkers))
    throw new StartError(`--workers must be a whole number from 0 to ${mostWorkers}, not ${JSON.stringify(option)}`);
  const wanted = option === undefined ? setting : Number(option);
  return wanted === 0 ? availableParallelism() : wanted;
}
