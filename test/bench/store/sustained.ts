import { openDatabase } from '../../../src/db/connect.ts';
import { createStore } from '../../../src/store/index.ts';
import { quantile, round, table } from '../figures.ts';
import { prepareLoad } from './loading.ts';
import type { Job, Loaded } from './loader.ts';
import { rowTable, sustainedRows } from './rows.ts';
import { cpuBetween } from './stand.ts';
import type { Cpu, Stand } from './stand.ts';
import type { FormName, Target } from './writes.ts';

const batch = 10_000;
const connections = 4;

/** What something cost. */
interface Cost {
  cpu: Cpu;
  walBytes: number;
}

/** Costs of a point, and how large the tables are. */
export interface Sustained {
  target: Target;
  text: string;
}

/** Writes many points without a pause, lets the background work end, and does the same with rows. */
export async function measureSustained(stand: Stand, form: FormName, points: number, rows: number): Promise<Sustained> {
  const target = await stand.createBucket('Sustained');
  const part = (count: number) => ({ firstMinute: 0, points: count });
  const write = await load(stand, { kind: 'write', form, target, part: part(points), batch, connections });
  const peakBytes = stand.peakBytes();
  const merge = await costOf(stand, () => mergeEverything(stand, target.bucketId));
  const lines = [
    line(`${form}, with folding`, points, write, write.loaded),
    line('merge of all days, as in the night after them', points, {
      ...merge,
      cpu: { ...merge.cpu, server: merge.cpu.server + merge.result },
    }),
  ];
  if (rows > 0) {
    await stand.database.query(rowTable(sustainedRows));
    const copy = await load(stand, { kind: 'copy', url: stand.databaseUrl, table: sustainedRows, part: part(rows), batch, connections });
    lines.push(line(`yardstick: COPY of ${round(rows)} rows`, rows, copy, copy.loaded));
  }
  const text = table(
    `Sustained: ${round(points)} points, ${round(batch)} a request, ${connections} connections; server peak ${round(peakBytes / 1e6)} MB`,
    ['', 'points a second', 'p50 ms', 'p99 ms', 'CPU s a million: server', 'database', 'both', 'WAL bytes a point'],
    lines,
  );
  return { target, text: `${text}\n${await sizes(stand, points, rows)}` };
}

async function load(stand: Stand, job: Job): Promise<Cost & { loaded: Loaded }> {
  const loading = await prepareLoad(job);
  await stand.rest();
  stand.forgetPeak();
  const { result, ...cost } = await costOf(stand, async () => {
    const loaded = await loading.begin();
    await stand.rest();
    return loaded;
  });
  return { ...cost, loaded: result };
}

async function costOf<T>(stand: Stand, work: () => Promise<T>): Promise<Cost & { result: T }> {
  const [cpu, wal] = [stand.cpu(), await walPosition(stand)];
  const result = await work();
  return { result, cpu: cpuBetween(cpu, stand.cpu()), walBytes: (await walPosition(stand)) - wal };
}

async function walPosition({ database }: Stand): Promise<number> {
  const { rows } = await database.query<{ bytes: string }>(`select pg_current_wal_lsn() - '0/0' as bytes`);
  return Number(rows[0]?.bytes);
}

function line(name: string, points: number, { cpu, walBytes }: Cost, loaded?: Loaded): string[] {
  const perMillion = (seconds: number) => round((seconds * 1e6) / points, 2);
  return [
    name,
    loaded ? round((points * 1000) / loaded.wallMs) : '',
    loaded ? round(quantile(loaded.latenciesMs, 0.5), 1) : '',
    loaded ? round(quantile(loaded.latenciesMs, 0.99), 1) : '',
    perMillion(cpu.server),
    perMillion(cpu.database),
    perMillion(cpu.server + cpu.database),
    round(walBytes / points, 1),
  ];
}

/** What servers do when days have been over for some minutes, at once; answers the seconds of processor time of this process. */
async function mergeEverything({ databaseUrl, database }: Stand, bucketId: string): Promise<number> {
  const { rows } = await database.query<{ organization: string }>('select organization_id as organization from buckets where id = $1', [
    bucketId,
  ]);
  const bucket = {
    bucketId,
    organizationId: rows[0]?.organization ?? '',
    keyType: 'timestamp',
    retentionDays: null,
    retentionRecords: null,
  } as const;
  const db = await openDatabase({ url: databaseUrl, poolMax: 2, statementTimeoutMs: 0 });
  const before = process.cpuUsage();
  await createStore({ maxPoints: 1 }).maintain(db, bucket, Date.now(), { all: true });
  const { user, system } = process.cpuUsage(before);
  await db.destroy();
  return (user + system) / 1e6;
}

/** The sizes of all tables that hold points, indexes and free space included. */
async function sizes({ database }: Stand, points: number, rows: number): Promise<string> {
  const { rows: tables } = await database.query<{ name: string; total: string; indexes: string }>(
    `select relname as name, pg_total_relation_size(oid) as total, pg_indexes_size(oid) as indexes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and (relname like 'ts\\_%' or relname = $1) order by relname`,
    [sustainedRows],
  );
  return table(
    'Tables once merged, with indexes and free space',
    ['', 'MB', 'of them indexes', 'bytes a point'],
    tables.map(({ name, total, indexes }) => [
      name === sustainedRows ? 'yardstick: rows' : name,
      round(Number(total) / 1e6, 1),
      round(Number(indexes) / 1e6, 1),
      round(Number(total) / (name === sustainedRows ? rows : points), 2),
    ]),
  );
}
