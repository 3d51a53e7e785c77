import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { AggregatorRegistry } from 'prom-client';
import { apiVersion } from '../../../generated/operations.ts';
import { pingDatabase } from '../../areas/meta/queries.ts';
import { readMailFigures } from '../../delivery/queries.ts';
import type { Clock } from '../../domain/clock.ts';
import { reasonOf } from '../../start-error.ts';
import type { Store } from '../../store/store.ts';
import { healthOf } from './health.ts';
import type { Findings } from './health.ts';
import { serverMetrics } from './metrics.ts';
import type { ProcessState } from './process.ts';

/** The longest time that the pages wait for the database. */
const databaseMs = 2000;

/** What waits is read again after this time, or twenty times what it took, so that pages do not load the database. */
const keptMs = 5000;
const keptShare = 20;

/** The processes of the server, however many. Those that do not answer are left out. */
export interface Processes {
  expected(): number;
  states(): Promise<ProcessState[]>;
  metrics(): Promise<object[][]>;
}

export interface OperatorPagesOptions {
  db: Knex;
  store: Pick<Store, 'backlog'>;
  clock: Clock;
  log: Logger;
  processes: Processes;
  /** Whether there is a server that takes mail. */
  sendsMail: boolean;
}

/** The operator's pages: `GET /metrics` and `GET /health`. For a port of their own, since they ask for no key. */
export function createOperatorPages(options: OperatorPagesOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { db, store, clock, log, processes, sendsMail } = options;
  const readBacklog = createReader(() => store.backlog(db, clock.now()), 'the backlog of the store', log);
  const readMail = createReader(() => readMailFigures(db), 'the outbox', log);

  const findings = async (): Promise<Findings> => {
    const [database, backlog, mail, states] = await Promise.all([ask(db), readBacklog(), readMail(), processes.states()]);
    const figures = { database, backlog, mail, sendsMail };
    return { now: clock.now(), version: apiVersion, ...figures, processes: states, expectedProcesses: processes.expected() };
  };
  const metrics = async (): Promise<string> => {
    const [found, ofProcesses] = await Promise.all([findings(), processes.metrics()]);
    const health = healthOf(found);
    const server = await serverMetrics({
      healthy: health.status === 'ok',
      processes: { running: found.processes.length, expected: found.expectedProcesses },
      databaseUp: !('error' in found.database),
      backlog: found.backlog,
      mail: health.mail,
    });
    return AggregatorRegistry.aggregate([...ofProcesses, server]).metrics();
  };
  const answer = async (path: string): Promise<Page> => {
    if (path === '/metrics') return { status: 200, type: AggregatorRegistry.PROMETHEUS_CONTENT_TYPE, text: await metrics() };
    if (path === '/health') {
      const health = healthOf(await findings());
      const text = `${JSON.stringify(health, null, 2)}\n`;
      return { status: health.status === 'ok' ? 200 : 503, type: 'application/json; charset=utf-8', text };
    }
    return { status: 404, type: plain, text: 'here are /metrics and /health\n' };
  };

  return (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const isRead = method === 'GET' || method === 'HEAD';
    const page = isRead
      ? answer(url.split('?')[0] ?? '/')
      : Promise.resolve({ status: 405, type: plain, text: 'only GET\n', allow: 'GET, HEAD' });
    const failed = (error: unknown): Page => {
      log.error({ err: error }, "the operator's page failed");
      return { status: 500, type: plain, text: 'see the log\n' };
    };
    void page.catch(failed).then((made) => send(response, made));
  };
}

interface Page {
  status: number;
  type: string;
  text: string;
  allow?: string;
}

const plain = 'text/plain; charset=utf-8';

function send(response: ServerResponse, { status, type, text, allow }: Page): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(allow === undefined ? {} : { Allow: allow }),
  });
  response.end(text);
}

async function ask(db: Knex): Promise<Findings['database']> {
  const begun = performance.now();
  try {
    await inTime(pingDatabase(db));
    return { milliseconds: performance.now() - begun };
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

/** Answers figures as they are now or were a little ago; null while the database does not tell. */
function createReader<Figures>(readNow: () => Promise<Figures>, what: string, log: Logger): () => Promise<Figures | null> {
  let [known, until]: [Figures | null, number] = [null, 0];
  let reading: Promise<void> | null = null;
  const read = async (): Promise<void> => {
    const begun = performance.now();
    try {
      known = await readNow();
    } catch (error) {
      known = null;
      log.warn({ err: error }, `${what} could not be read`);
    }
    const ended = performance.now();
    until = ended + Math.max(keptMs, keptShare * (ended - begun));
  };
  return async () => {
    if (performance.now() >= until) {
      reading ??= read().finally(() => (reading = null));
      await inTime(reading).catch(() => undefined);
    }
    return known;
  };
}

/** @throws when the work takes longer than the pages wait */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const finished = new AbortController();
  const late = delay(databaseMs, undefined, { signal: finished.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${databaseMs / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    finished.abort();
  }
}
