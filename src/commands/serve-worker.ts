import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { openDatabase, poolUse } from '../db/connect.ts';
import { systemClock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import { createApplication } from '../http/application.ts';
import { createProcessReporter } from '../http/operator/process.ts';
import type { ProcessReporter } from '../http/operator/process.ts';
import { reasonOf } from '../start-error.ts';
import { listen } from './listener.ts';
import type { Listener } from './listener.ts';
import { withPort } from './start.ts';
import { isMessage } from './worker-messages.ts';
import type { Order, Word } from './worker-messages.ts';

/**
 * Serves as one of several processes, as the primary orders, until it says stop. Without the primary it ends at once, as Node does
 * with every worker. Answers the exit code.
 */
export async function serveAsWorker(settings: Config, log: Logger): Promise<number> {
  const startedAt = systemClock.now();
  // A terminal and most supervisors signal the whole group: what becomes of it is up to the primary.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const orders = receiveOrders();
  say({ kind: 'hello' });
  const { role, port } = await orders.begin;
  const listener = role === 'requests' ? await listen({ ...settings, port }) : null;
  if (listener) say({ kind: 'listening', port: listener.port });
  try {
    const begun = await Promise.race([orders.serve, orders.stop]);
    return begun.kind === 'stop' ? 0 : await serve(begun, listener);
  } finally {
    await listener?.close(0);
  }

  async function serve({ databaseUrl, port: publicPort }: Extract<Order, { kind: 'serve' }>, own: Listener | null): Promise<number> {
    const config = withPort(settings, publicPort);
    const { databasePoolMax: poolMax, statementTimeoutMs } = config;
    const db = await openDatabase({ url: databaseUrl, poolMax, statementTimeoutMs });
    const application = await createApplication({ config, db, clock: systemClock, ids: createIdSource(), log });
    const { handler, environment, meter, housekeeping } = application;
    const reporter = createProcessReporter({
      role,
      startedAt,
      meter,
      housekeeping,
      streams: environment.streams.counts,
      poolUse: () => poolUse(db),
    });
    orders.answer(reporter);
    housekeeping.start({ shared: role === 'background' });
    own?.serve(handler);
    say({ kind: 'serving' });
    const { timeoutMs } = await orders.stop;
    application.endStreams();
    await own?.close(timeoutMs);
    await application.close().catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'what was in memory could not be written'));
    return 0;
  }
}

function say(word: Word): void {
  process.send?.(word);
}

/** Keeps the first order of each kind until it is asked for, and answers questions. */
function receiveOrders() {
  const begin = Promise.withResolvers<Extract<Order, { kind: 'begin' }>>();
  const serve = Promise.withResolvers<Extract<Order, { kind: 'serve' }>>();
  const stop = Promise.withResolvers<Extract<Order, { kind: 'stop' }>>();
  let reporter: ProcessReporter | null = null;
  process.on('message', (message: unknown) => {
    if (!isMessage<Order>(message)) return;
    if (message.kind === 'begin') begin.resolve(message);
    else if (message.kind === 'serve') serve.resolve(message);
    else if (message.kind === 'stop') stop.resolve(message);
    else if (reporter && message.about === 'state') say({ kind: 'state', id: message.id, state: reporter.state() });
    else void reporter?.metrics().then((metrics) => say({ kind: 'metrics', id: message.id, metrics }));
  });
  return { begin: begin.promise, serve: serve.promise, stop: stop.promise, answer: (own: ProcessReporter) => void (reporter = own) };
}
