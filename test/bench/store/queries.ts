import { median, quantile, round, table } from '../figures.ts';
import { openClients } from '../load.ts';
import type { Clients } from '../load.ts';
import { requireExact, requireSame } from './exactness.ts';
import { runLoad } from './loading.ts';
import { allQuestions, minutesOf, pageRows } from './questions.ts';
import type { Question } from './questions.ts';
import type { Stand } from './stand.ts';
import type { Target } from './writes.ts';

/** Each question is first asked for so long without being timed, as a server that has run for a while has its code compiled. */
const warmUpMs = 1000;
const fewestWarmUps = 6;
/** The values that are unfolded in the second half. */
const tailPoints = 250_000;
/** Rows may take so long for one question that it is asked less often. */
const mostRowMs = 10_000;

/** How long answers take, once all is merged, then with many values unfolded, and with rows. */
export async function measureQueries(stand: Stand, target: Target, points: number, rows: number): Promise<string> {
  const clients = await openClients(stand.port, 1);
  const end = minutesOf(points);
  const checked = await requireExact(clients, target, end);
  const merged = await ask(clients, target, end);
  if (rows === points) await compare(stand, clients, target, end);
  const unfolded = await withTail(stand, target, end, () => ask(clients, target, end + minutesOf(tailPoints)));
  const byRows = rows > 0 ? await askRows(stand, minutesOf(rows)) : null;
  clients.close();
  const cells = (times: readonly number[]) => [round(median(times), 1), round(quantile(times, 0.99), 1)];
  return table(
    `Queries over HTTP, ms, beside the same of ${round(rows)} rows through pg without HTTP.
${checked}${rows === points ? `; the answers of both were the same` : ''}`,
    ['', 'merged: p50', 'p99', `with ${round(tailPoints)} unfolded: p50`, 'p99', 'rows: p50', 'p99'],
    allQuestions.map((question, index) => [
      question.name,
      ...cells(merged[index] ?? []),
      ...cells(unfolded[index] ?? []),
      ...(byRows ? cells(byRows[index] ?? []) : []),
    ]),
  );
}

/** Asks all questions in turn, one at a time; answers how long each took. */
async function ask(clients: Clients, target: Target, end: number): Promise<number[][]> {
  const all: number[][] = [];
  for (const question of allQuestions) {
    const times: number[] = [];
    const isWarm = performance.now() + warmUpMs;
    for (let turn = 0; turn < fewestWarmUps || performance.now() < isWarm; turn++) await answers(clients, target, question, end, turn);
    for (let turn = 0; turn < question.times; turn++) {
      const before = performance.now();
      await answers(clients, target, question, end, turn);
      times.push(performance.now() - before);
    }
    all.push(times);
  }
  return all;
}

/** All pages of an answer. */
async function answers(clients: Clients, target: Target, question: Question, end: number, turn: number): Promise<Buffer[]> {
  const pages: Buffer[] = [];
  for (let isLast = false; !isLast;) {
    const page = await clients.ask(200, question.request(target, end, turn, pages.length * pageRows));
    pages.push(page);
    isLast = !page.includes('"hasMore":true');
  }
  return pages;
}

/** Writes the tail and keeps the background work from it. */
async function withTail<T>({ database }: Stand, target: Target, end: number, work: () => Promise<T>): Promise<T> {
  const shards = 'from ts_shard where bucket_id = $1';
  await database.query(`select pg_advisory_lock(shard_id) ${shards}`, [target.bucketId]);
  const part = { firstMinute: end, points: tailPoints };
  await runLoad({ kind: 'write', form: 'list', target, part, batch: 10_000, connections: 4 });
  const result = await work();
  const { rows } = await database.query<{ left: string }>(
    `select sum(n) as left from ts_batch where shard_id in (select shard_id ${shards})`,
    [target.bucketId],
  );
  if (Number(rows[0]?.left) < tailPoints) throw new Error(`only ${rows[0]?.left} values were unfolded`);
  await database.query(`select pg_advisory_unlock(shard_id) ${shards}`, [target.bucketId]);
  return result;
}

async function askRows({ database }: Stand, end: number): Promise<number[][]> {
  const all: number[][] = [];
  for (const question of allQuestions) {
    const times: number[] = [];
    // PostgreSQL settles on a plan with the sixth time.
    const isWarm = performance.now() + warmUpMs;
    for (let turn = 0; turn < fewestWarmUps && (turn < 1 || performance.now() < isWarm); turn++)
      await rowsOf(database, question, end, turn);
    const bound = performance.now() + mostRowMs;
    for (let turn = 0; turn < question.times && (turn < 3 || performance.now() < bound); turn++) {
      const before = performance.now();
      await rowsOf(database, question, end, turn);
      times.push(performance.now() - before);
    }
    all.push(times);
  }
  return all;
}

async function rowsOf(database: Stand['database'], { name, sql, parameters }: Question, end: number, turn: number): Promise<number[]> {
  const { rows } = await database.query<{ value: number }>({ name, text: sql, values: parameters(end, turn) });
  return rows.map(({ value }) => value);
}

/** Server and rows must say the same. */
async function compare({ database }: Stand, clients: Clients, target: Target, end: number): Promise<void> {
  for (const question of allQuestions) {
    const pages = await answers(clients, target, question, end, 0);
    const ours = pages.flatMap((page) => question.values(JSON.parse(page.toString('utf8'))));
    requireSame(question.name, ours, await rowsOf(database, question, end, 0));
  }
}
