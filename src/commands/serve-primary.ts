import { collectDefaultMetrics, Registry } from 'prom-client';
import { openConfiguredDatabase } from '../db/open.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { systemClock } from '../domain/clock.ts';
import { createStore } from '../store/index.ts';
import { createCrew } from './crew.ts';
import { listenForOperator } from './operator.ts';
import type { OperatorPort } from './operator.ts';
import { announce, prepareDemo, untilStop, withPort } from './start.ts';
import type { Start } from './start.ts';

/**
 * Serves with `count` processes for requests and one for the background work. This process keeps what there is one of: the embedded
 * database, migrations, the demo, the operator's port. Answers the exit code.
 */
export async function serveWithWorkers(start: Start, count: number): Promise<number> {
  const { log } = start;
  // Whoever stops the server while it starts gets no complaint about workers that the same signal has ended.
  const stopped = start.signal.then(() => 'stop' as const);
  const operator = await listenForOperator(start.config);
  const crew = createCrew(count, log);
  try {
    const port = await Promise.race([crew.listen(start.config.port), stopped]);
    if (port === 'stop') return 0;
    if (port === null) return 1;
    const config = withPort(start.config, port);
    // The workers' pools and this process's own.
    const opened = await openConfiguredDatabase(config, log, { beside: false, pools: count + 2 });
    try {
      const adminKey = await prepareDemo(config, opened);
      if ((await Promise.race([crew.serve({ databaseUrl: opened.url, port }), stopped])) === 'stop') return 0;
      if (operator) serveOperator(operator, opened);
      announce(config, adminKey, operator);
      const wanted = await untilStop(start, opened);
      await crew.stop(wanted ? config.shutdownTimeoutMs : 0);
      return wanted ? 0 : 1;
    } finally {
      await crew.stop(0);
      await operator?.close();
      await opened.close();
    }
  } finally {
    await crew.stop(0);
    await operator?.close();
  }

  function serveOperator(port: OperatorPort, { db }: OpenedDatabase): void {
    const own = new Registry();
    collectDefaultMetrics({ register: own });
    const metrics = async () => [...(await crew.processes.metrics()), await own.getMetricsAsJSON()];
    const store = createStore({ maxPoints: start.config.maxQueryPoints, maxUnfolded: start.config.maxUnfoldedValues });
    port.serve({
      db,
      store,
      clock: systemClock,
      log,
      processes: { ...crew.processes, metrics },
      sendsMail: start.config.smtp !== undefined,
    });
  }
}
