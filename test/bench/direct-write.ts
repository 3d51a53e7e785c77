// Writes into the log without HTTP: points against columns, in one run. `node test/bench/direct-write.ts`
import type { Knex } from 'knex';
import { openDatabase } from '../../src/db/connect.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createStore } from '../../src/store/index.ts';
import type { BucketRef, ColumnBatch, Point } from '../../src/store/store.ts';
import { createReadings, field, seriesCount, timeOf } from './data-set.ts';
import { quantile, round, table } from './figures.ts';
import { newDataDirectory, removeDataDirectory } from './server.ts';

const clients = 4;
const rounds = 5;
const batchesOfRound = 40;
const batchMinutes = 10;

const bucketOf = (bucketId: string): BucketRef => ({
  organizationId: 'bench',
  bucketId,
  keyType: 'timestamp',
  retentionDays: null,
  retentionRecords: null,
});

interface Batch {
  points: Point[];
  columns: ColumnBatch;
}

const sourceIds = Array.from({ length: seriesCount }, (_, index) => index.toString(16).padStart(24, '0'));

/** Makes batches of all series in some minutes, in both forms; a batch of columns as a decoder of line protocol makes it. */
function createBatches(): () => Batch {
  const next = createReadings();
  let minute = 0;
  return () => {
    const points: Point[] = [];
    for (const end = minute + batchMinutes; minute < end; minute++) {
      const readings = next();
      for (const [index, sourceId] of sourceIds.entries())
        points.push({ sourceId, key: timeOf(minute), values: { [field]: readings[index] ?? 0 } });
    }
    const columns: ColumnBatch = {
      series: sourceIds.map((sourceId) => ({ sourceId, field })),
      count: points.length,
      seriesOf: Int32Array.from(points, (_, i) => i % seriesCount),
      keys: Float64Array.from(points, ({ key }) => Number(key)),
      numbers: Float64Array.from(points, ({ values }) => Number(values[field])),
      kinds: null,
      texts: [],
    };
    return { points, columns };
  };
}

/** Values a second of one round, and the CPU seconds of this process for a million. */
async function measure(batches: readonly Batch[], write: (batch: Batch) => Promise<unknown>) {
  const values = batches.reduce((sum, { points }) => sum + points.length, 0);
  let next = 0;
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const client = async (): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) await write(batch);
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { rate: values / seconds, cpu: (user + system) / values };
}

async function benchWrites(db: Knex): Promise<string> {
  const limits = { maxPoints: 1000, maxUnfolded: 1e9 };
  const [store, inSlots] = [createStore(limits), createStore({ ...limits, slotting: { above: 0, slots: 16 } })];
  const [points, columns, slots] = ['points', 'columns', 'slots'].map(bucketOf);
  if (!points || !columns || !slots) throw new Error('there are three buckets');
  const ways: Record<string, (batch: Batch) => Promise<unknown>> = {
    points: (batch) => store.write(db, points, batch.points),
    columns: (batch) => store.writeColumns(db, columns, batch.columns),
    'columns, 16 slots': (batch) => inSlots.writeColumns(db, slots, batch.columns),
  };
  const nextBatch = createBatches();
  const figures = new Map(Object.keys(ways).map((name) => [name, { rates: new Array<number>(), cpus: new Array<number>() }]));
  for (let round = 0; round <= rounds; round++) {
    const batches = Array.from({ length: batchesOfRound }, nextBatch);
    for (const [name, write] of Object.entries(ways)) {
      const { rate, cpu } = await measure(batches, write);
      // The first round makes the series.
      if (round === 0) continue;
      figures.get(name)?.rates.push(rate);
      figures.get(name)?.cpus.push(cpu);
    }
  }
  const yardstick = quantile(figures.get('points')?.rates ?? [], 0.5);
  return table(
    `Writes into the log, ${batchMinutes * seriesCount} values of ${seriesCount} series a batch, ${clients} clients`,
    ['', 'values a second', '× points', 'Node CPU s per million'],
    [...figures].map(([name, { rates, cpus }]) => [
      name,
      round(quantile(rates, 0.5)),
      round(quantile(rates, 0.5) / yardstick, 2),
      round(quantile(cpus, 0.5), 3),
    ]),
  );
}

const directory = newDataDirectory();
try {
  const postgres = await startEmbedded({ dataDirectory: directory });
  try {
    const db = await openDatabase({ url: postgres.url, poolMax: 8, statementTimeoutMs: 0 });
    await migrate(db);
    console.log(await benchWrites(db).finally(() => db.destroy()));
  } finally {
    await postgres.stop();
  }
} finally {
  await removeDataDirectory(directory);
}
