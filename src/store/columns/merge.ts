import type { Knex } from 'knex';
import { concat, settle } from './column.ts';
import { readDeletions } from './fold.ts';
import { encodePieces, insertPieces } from './pieces.ts';
import type { PieceRow } from './pieces.ts';
import { decodePiece } from './scan.ts';
import type { ShardRef } from './shard.ts';
import type { Deletion, Piece } from './snapshot.ts';

/** Days of series that one transaction merges, and their values; a value takes less than 100 bytes of memory. */
const mostDays = 1000;
const mostValues = 1_000_000;

/** The days of series that become one chunk each. */
export interface SeriesDay {
  series: number;
  day: number;
}

/** Makes all pieces of some series' day into one chunk each, without what is deleted; answers how many values there are. Within a maintenance step. */
export async function mergeDays(db: Knex, shard: ShardRef, day: number, series: readonly number[]): Promise<number> {
  const pieces = await takePieces(db, shard, day, series);
  // Read after the pieces: what is deleted meanwhile is younger than all of them, and stays.
  const deletions = await readDeletions(db, shard);
  const sources = deletions.length === 0 ? undefined : await sourcesOf(db, shard, series);
  const rows = mergePieces(shard, day, pieces, deletions, sources);
  await insertPieces(db, shard, 'ts_chunk', rows);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** The rows of chunks. It is a function of its own so that the columns, which take much memory, are gone when the rows are stored. */
function mergePieces(
  shard: ShardRef,
  day: number,
  pieces: readonly Piece[],
  deletions: readonly Deletion[],
  sources: ReadonlyMap<number, string> | undefined,
): PieceRow[] {
  const rows: PieceRow[] = [];
  for (let start = 0; start < pieces.length;) {
    const series = pieces[start]?.series ?? 0;
    let end = start + 1;
    while (pieces[end]?.series === series) end++;
    const own = pieces.slice(start, end);
    const column = settle(concat(own.map((piece) => decodePiece(piece, shard.span, deletions, sources?.get(series) ?? ''))));
    if (column.keys.length > 0) rows.push(...encodePieces(shard, 'ts_chunk', [{ series, day, at: own.at(-1)?.at ?? 0, column }]));
    start = end;
  }
  return rows;
}

/** Deletes and answers the pieces, by series and in the order in which they were written. */
async function takePieces(db: Knex, { shardId, organizationId }: ShardRef, day: number, series: readonly number[]): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const table of ['ts_chunk', 'ts_part']) {
    const { rows }: { rows: [number, number | string, number | string, number | string, number, Buffer][] } = await db
      .raw(
        `delete from ${table} where shard_id = ? and organization_id = ? and day = ? and series_no = any(?::int[])
         returning series_no, at, t_min, t_max, n, data`,
        [shardId, organizationId, day, [...series]],
      )
      .options({ rowMode: 'array' });
    for (const [number, at, first, last, count, data] of rows)
      pieces.push({ series: number, day, at: Number(at), first: Number(first), last: Number(last), count, roll: null, data });
  }
  return pieces.sort((a, b) => a.series - b.series || a.at - b.at || a.first - b.first);
}

/** The sources of series. */
async function sourcesOf(db: Knex, { shardId, organizationId }: ShardRef, series: readonly number[]): Promise<Map<number, string>> {
  const rows: [number, string][] = await db('ts_series')
    .where({ shard_id: shardId, organization_id: organizationId })
    .whereRaw('series_no = any(?::int[])', [[...series]])
    .select('series_no', 'source_id')
    .options({ rowMode: 'array' });
  return new Map(rows);
}

/**
 * Series days, in the order of days, cut into what one transaction does: at most so many values, but for a series that has
 * more in one day. They are counted just before each step.
 */
export async function* stepsOf(
  db: Knex,
  shard: ShardRef,
  days: readonly SeriesDay[],
  most = mostValues,
): AsyncGenerator<{ day: number; series: number[] }> {
  for (const { day, series } of byDay(days)) {
    const counts = await countValues(db, shard, day, series);
    let step: number[] = [];
    let values = 0;
    for (const number of series) {
      const count = counts.get(number) ?? 0;
      if (step.length > 0 && values + count > most) {
        yield { day, series: step };
        [step, values] = [[], 0];
      }
      step.push(number);
      values += count;
    }
    yield { day, series: step };
  }
}

function byDay(days: readonly SeriesDay[]): { day: number; series: number[] }[] {
  const groups: { day: number; series: number[] }[] = [];
  for (const { day, series } of days) {
    const last = groups.at(-1);
    if (last?.day === day && last.series.length < mostDays) last.series.push(series);
    else groups.push({ day, series: [series] });
  }
  return groups;
}

/** How many values some series have in a day. */
async function countValues(
  db: Knex,
  { shardId, organizationId }: ShardRef,
  day: number,
  series: readonly number[],
): Promise<Map<number, number>> {
  const countsOf = (table: string): string => `
    select series_no, n from ${table}
    where shard_id = :shardId and organization_id = :organizationId and day = :day and series_no = any(cast(:series as int[]))`;
  const { rows }: { rows: [number, number | string][] } = await db
    .raw(`select series_no, sum(n) from (${countsOf('ts_chunk')} union all ${countsOf('ts_part')}) p group by series_no`, {
      shardId,
      organizationId,
      day,
      series: [...series],
    })
    .options({ rowMode: 'array' });
  return new Map(rows.map(([number, count]) => [number, Number(count)]));
}
