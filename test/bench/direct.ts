// The store without HTTP: columns against one row for each point, in one run. `node test/bench/direct.ts 10` takes 10 million points.
import type { Knex } from 'knex';
import { openDatabase } from '../../src/db/connect.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createStore } from '../../src/store/index.ts';
import { createRowStore } from '../../src/store/rows/store.ts';
import type { AggregateQuery, BucketRef, Page, Point, Store } from '../../src/store/store.ts';
import { quantile, round, table } from './figures.ts';
import { newDataDirectory, removeDataDirectory } from './server.ts';
import { createReadings, field, firstTime, minuteMs, seriesCount, timeOf } from './data-set.ts';
import { readAggregate } from './direct-rows.ts';

const batchMinutes = 10;
const clients = 4;
const rowPoints = 300_000;
const tailMinutes = 240;
const dayMs = 1440 * minuteMs;
const maxPoints = 5_000_000;
const page: Page = { order: 'asc', limit: 100_000, offset: 0 };

const bucketOf = (id: string): BucketRef => ({
  organizationId: 'bench',
  bucketId: id,
  keyType: 'timestamp',
  retentionDays: null,
  retentionRecords: null,
});

const sourceIds = Array.from({ length: seriesCount }, (_, series) => series.toString(16).padStart(24, '0'));

/** Makes points of all series in some minutes, each time of those after the last ones. */
function createBatches(firstMinute: number): (minutes: number) => Point[] {
  const next = createReadings();
  let minute = firstMinute;
  return (minutes) => {
    const points: Point[] = [];
    for (const end = minute + minutes; minute < end; minute++) {
      const readings = next();
      for (const [series, sourceId] of sourceIds.entries())
        points.push({ sourceId, key: timeOf(minute), values: { [field]: readings[series] ?? 0 } });
    }
    return points;
  };
}

interface Ingest {
  pointsPerSecond: number;
  cpuSeconds: number;
  latencies: number[];
}

/** Writes batches with some clients at once. The time to make the batches does not count. */
async function ingest(db: Knex, store: Store, bucket: BucketRef, points: number, background: () => Promise<unknown>): Promise<Ingest> {
  const nextBatch = createBatches(0);
  const count = points / (batchMinutes * seriesCount);
  const latencies: number[] = [];
  let [next, making] = [0, 0];
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const client = async (): Promise<void> => {
    while (next < count) {
      const number = next++;
      const before = performance.now();
      const batch = nextBatch(batchMinutes);
      const made = performance.now();
      making += made - before;
      await store.write(db, bucket, batch);
      latencies.push(performance.now() - made);
      if (number % 25 === 24) await background();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const wall = performance.now() - started - making;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { pointsPerSecond: (points * 1000) / wall, cpuSeconds: (user + system) / 1e6 - making / 1000, latencies };
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    await work();
    took.push(performance.now() - before);
  }
  return quantile(took, 0.5);
}

function queries(db: Knex, store: Store, bucket: BucketRef, minutes: number): Record<string, () => Promise<unknown>> {
  const end = firstTime + minutes * minuteMs;
  const one = sourceIds.slice(400, 401);
  const aggregate =
    (query: Partial<AggregateQuery>): (() => Promise<unknown>) =>
    () =>
      store.aggregate(db, bucket, end, { aggregation: 'avg', fill: 'none', to: end, ...query }, page);
  const from = Math.max(firstTime, end - 7 * dayMs);
  const hours = { unit: 'hour', count: 1, timezone: 'UTC' } as const;
  return {
    'last hour of one series': () => store.points(db, bucket, end, { sourceIds: one, from: end - 60 * minuteMs, to: end }, page),
    '24 h by 5 min, one series': aggregate({ sourceIds: one, from: end - dayMs, grouping: { milliseconds: 5 * minuteMs } }),
    '7 d by hour, 100 series': aggregate({ sourceIds: sourceIds.slice(0, 100), from, grouping: hours }),
    '7 d p95 by hour, one series': aggregate({ sourceIds: one, from, grouping: hours, aggregation: 'p95' }),
    'latest page of all series': () => store.points(db, bucket, end, {}, { order: 'desc', limit: 1000, offset: 0 }),
    'latest of 1,000 series': () => store.latest(db, bucket, end, {}, { limit: 1000, offset: 0 }),
    'number of points': () => store.extent(db, bucket, end, {}),
  };
}

function rowStore(): Store {
  const store = createRowStore({ maxPoints });
  return {
    ...store,
    log: createStore({ maxPoints }).log,
    aggregate: (db, bucket, now, query, wanted) => readAggregate(db, bucket, now, query, wanted, maxPoints),
    latest: async () => ({ rows: [], hasMore: false }),
  };
}

async function measure(db: Knex, points: number): Promise<string> {
  const [columns, rows] = [createStore({ maxPoints, maxUnfolded: 50_000_000 }), rowStore()];
  const [inColumns, inRows] = [bucketOf('columns'), bucketOf('rows')];
  const nothing = async (): Promise<void> => undefined;
  const byRows = await ingest(db, rows, inRows, rowPoints, nothing);
  const alone = await ingest(db, columns, bucketOf('alone'), rowPoints, nothing);
  await columns.purge(db, bucketOf('alone'));
  const minutes = points / seriesCount;
  const now = firstTime + minutes * minuteMs;
  const folding = await ingest(db, columns, inColumns, points, () => columns.maintainAll(db, now));
  const lines = [
    ['rows: points a second', round(byRows.pointsPerSecond), '1.00', round((byRows.cpuSeconds * 1e6) / rowPoints, 2)],
    [
      'columns, log only',
      round(alone.pointsPerSecond),
      round(alone.pointsPerSecond / byRows.pointsPerSecond, 2),
      round((alone.cpuSeconds * 1e6) / rowPoints, 2),
    ],
    [
      `columns, ${points / 1e6}M with folding`,
      round(folding.pointsPerSecond),
      round(folding.pointsPerSecond / byRows.pointsPerSecond, 2),
      round((folding.cpuSeconds * 1e6) / points, 2),
    ],
  ];
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await columns.maintain(db, inColumns, now, { all: true });
  const merging = process.cpuUsage(cpuBefore);
  lines.push([`merge of everything, ms`, round(performance.now() - before), '', round((merging.user + merging.system) / points, 2)]);
  await db.raw('vacuum (analyze) ts_chunk, points');
  const { rows: sizes }: { rows: { chunks: number; rows: number; n: number }[] } = await db.raw(
    `select pg_total_relation_size('ts_chunk') as chunks, pg_total_relation_size('points') as rows, (select sum(n) from ts_chunk) as n`,
  );
  const { rows: live }: { rows: { bytes: number }[] } = await db.raw(
    `select sum(pg_column_size(c.*)) as bytes from (select shard_id, series_no, day, at, t_min, t_max, organization_id, n, keys_hash, length(roll), length(data) from ts_chunk) c`,
  );
  lines.push(
    ['bytes a point: chunks with indexes', round(Number(sizes[0]?.chunks) / Number(sizes[0]?.n), 2), '', ''],
    ['bytes a point: rows', round(Number(sizes[0]?.rows) / rowPoints, 1), '', ''],
  );
  const { rows: parts }: { rows: { data: number; roll: number }[] } = await db.raw(
    `select sum(length(data)) as data, coalesce(sum(length(roll)), 0) as roll from ts_chunk`,
  );
  lines.push(
    ['  of them data', round(Number(parts[0]?.data) / points, 2), '', ''],
    ['  of them summaries', round(Number(parts[0]?.roll) / points, 2), '', ''],
    ['  of them other columns', round(Number(live[0]?.bytes) / points, 2), '', ''],
  );
  const times: string[][] = [];
  const merged: Record<string, number> = {};
  for (const [name, query] of Object.entries(queries(db, columns, inColumns, minutes))) merged[name] = await timed(20, query);
  const nextBatch = createBatches(minutes);
  for (let minute = 0; minute < tailMinutes; minute += batchMinutes) await columns.write(db, inColumns, nextBatch(batchMinutes));
  const rowQueries = queries(db, rows, inRows, rowPoints / seriesCount);
  for (const [name, query] of Object.entries(queries(db, columns, inColumns, minutes + tailMinutes))) {
    times.push([
      name,
      round(merged[name] ?? 0, 2),
      round(await timed(20, query), 2),
      round(await timed(5, rowQueries[name] ?? nothing), 2),
    ]);
  }
  return [
    table('The store without HTTP: writes and size', ['', '', '× rows', 'Node CPU s per million'], lines),
    table('Queries, ms', ['', 'merged', `and ${(tailMinutes * seriesCount) / 1e6}M unfolded`, `${rowPoints / 1e6}M in rows`], times),
  ].join('\n');
}

/** Ingest, size and queries. */
export async function benchDirect(points = 2_000_000): Promise<string> {
  const directory = newDataDirectory();
  try {
    const postgres = await startEmbedded({ dataDirectory: directory });
    try {
      const db = await openDatabase({ url: postgres.url, poolMax: 8, statementTimeoutMs: 0 });
      await migrate(db);
      return await measure(db, points).finally(() => db.destroy());
    } finally {
      await postgres.stop();
    }
  } finally {
    await removeDataDirectory(directory);
  }
}

if (import.meta.main) console.log(await benchDirect(Number(process.argv[2] ?? 2) * 1e6));
