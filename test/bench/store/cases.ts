import { round } from '../figures.ts';
import type { Job } from './loader.ts';
import { rowTable } from './rows.ts';
import type { Stand } from './stand.ts';
import { forms, formStatus } from './writes.ts';
import type { FormName, Target } from './writes.ts';

/** One line of the table of ingest. */
export interface Case {
  name: string;
  /** The case that it is compared with. */
  yardstick: Case | null;
  /** How many points a round writes, or how many answers it reads. */
  amount: number;
  job(firstMinute: number, amount: number): Job;
}

interface Bulk {
  form: FormName;
  batch: number;
  connections: number;
  yardstick: Case;
}

/** All cases that this version's contract allows. `points` are those of one round. */
export async function createCases(stand: Stand, points: number): Promise<Case[]> {
  const large = await copyCase(stand, 'bench_rows_large', { batch: 10_000, connections: 4, amount: points });
  const small = await copyCase(stand, 'bench_rows_small', { batch: 1000, connections: 16, amount: points });
  const bulks: Bulk[] = [
    { form: 'list', batch: 10_000, connections: 4, yardstick: large },
    { form: 'lines', batch: 10_000, connections: 4, yardstick: large },
    { form: 'columns', batch: 10_000, connections: 4, yardstick: large },
    { form: 'list', batch: 1000, connections: 16, yardstick: small },
  ];
  const cases: Case[] = [];
  for (const bulk of bulks) if (formStatus(bulk.form) !== null) cases.push(await bulkCase(stand, bulk, points));
  return [...cases, large, small, ...(await singleCases(stand, Math.min(10_000, points / 20)))];
}

async function bulkCase(stand: Stand, { form, batch, connections, yardstick }: Bulk, amount: number): Promise<Case> {
  const title = `${forms[form].name}, ${round(batch)} points a request, ${connections} connections`;
  const target = await stand.createBucket(title);
  return { name: title, yardstick, amount, job: writeJob(target, form, batch, connections) };
}

function writeJob(target: Target, form: FormName, batch: number, connections: number): Case['job'] {
  return (firstMinute, points) => ({ kind: 'write', form, target, part: { firstMinute, points }, batch, connections });
}

interface Copy {
  batch: number;
  connections: number;
  amount: number;
}

async function copyCase({ database, databaseUrl: url }: Stand, table: string, { batch, connections, amount }: Copy): Promise<Case> {
  await database.query(rowTable(table));
  return {
    name: `yardstick: COPY of ${round(batch)} rows, ${connections} connections, without HTTP`,
    yardstick: null,
    amount,
    job: (firstMinute, points) => ({ kind: 'copy', url, table, part: { firstMinute, points }, batch, connections }),
  };
}

/** One point a request, beside reading one resource of the same server. */
async function singleCases(stand: Stand, amount: number): Promise<Case[]> {
  const connections = 64;
  const target = await stand.createBucket('Single points');
  const paths = target.sourceIds.map((id) => `/api/buckets/${target.bucketId}/sources/${id}`);
  const read: Case = {
    name: `yardstick: GET a source by id, ${connections} connections`,
    yardstick: null,
    amount,
    job: (_, requests) => ({ kind: 'read', paths, target, requests, connections }),
  };
  const write: Case = {
    name: `one point a request, ${connections} connections`,
    yardstick: read,
    amount,
    job: writeJob(target, 'single', 1, connections),
  };
  return [write, read];
}
