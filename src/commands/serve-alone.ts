import { poolUse } from '../db/connect.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { openConfiguredDatabase } from '../db/open.ts';
import { systemClock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import { createApplication } from '../http/application.ts';
import type { Application } from '../http/application.ts';
import { createProcessReporter } from '../http/operator/process.ts';
import { listen } from './listener.ts';
import { listenForOperator } from './operator.ts';
import type { OperatorPort } from './operator.ts';
import { announce, prepareDemo, untilStop, withPort } from './start.ts';
import type { Start } from './start.ts';

/** Serves in this process alone. Answers the exit code. */
export async function serveAlone(start: Start): Promise<number> {
  const { log, startedAt } = start;
  const listener = await listen(start.config);
  const config = withPort(start.config, listener.port);
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
      const wanted = await untilStop(start, opened);
      application.endStreams();
      await listener.close(wanted ? config.shutdownTimeoutMs : 0);
      return wanted ? 0 : 1;
    } finally {
      await application.close();
    }
  }

  function serveOperator(port: OperatorPort, { environment, meter, housekeeping }: Application): void {
    const { db, store } = environment;
    const streams = environment.streams.counts;
    const reporter = createProcessReporter({ role: 'all', startedAt, meter, housekeeping, streams, poolUse: () => poolUse(db) });
    const processes = { expected: () => 1, states: async () => [reporter.state()], metrics: async () => [await reporter.metrics()] };
    port.serve({ db, store, clock: systemClock, log, processes, sendsMail: start.config.smtp !== undefined });
  }
}
