import { field, seriesCount, timeOf } from '../data-set.ts';
import { wireRequest } from '../load.ts';
import type { WireRequest } from '../load.ts';
import { findOperation } from './operations.ts';
import { sustainedRows } from './rows.ts';
import type { Target } from './writes.ts';

/** The most rows of one answer; longer ones are asked for page by page. */
export const pageRows = 10_000;

/** What is asked of the server over HTTP, and of the table of rows through pg. `end` is the minute after the newest. */
export interface Question {
  name: string;
  times: number;
  /** Each turn asks about other series. */
  request(target: Target, end: number, turn: number, offset: number): WireRequest;
  /** The values in an answer of the server, to compare them. */
  values(answer: unknown): number[];
  sql: string;
  parameters(end: number, turn: number): unknown[];
}

const hour = 60;
const day = 24 * hour;
const week = 7 * day;
const manySeries = 100;

const iso = (minute: number): string => new Date(timeOf(minute)).toISOString();
/** Series of every kind, one after the other. */
const seriesAt = (turn: number): number => (turn * 37) % seriesCount;
const someSeries = (turn: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (seriesAt(turn) + index) % seriesCount);

interface Rows {
  data: { values: Record<string, number> }[];
}

const hasRows = (answer: unknown): answer is Rows =>
  typeof answer === 'object' && answer !== null && 'data' in answer && Array.isArray(answer.data);

interface Asked {
  name: string;
  times: number;
  minutes: number;
  series: number;
  query?: { aggregation: string; groupBy: string };
  /** What is selected, and how it is grouped and ordered. */
  sql: [string, string];
}

/** A question to `queryData`. */
function ofQuery({ name, times, minutes, series, query, sql: [selected, grouped] }: Asked): Question {
  const from = (end: number) => Math.max(0, end - minutes);
  return {
    name,
    times,
    request(target, end, turn, offset) {
      const sourceIds = someSeries(turn, series).map((each) => target.sourceIds[each]);
      const range = { startTime: iso(from(end)), endTime: iso(end) };
      const body = { bucketId: target.bucketId, sourceIds, ...range, ...query, downsample: false, limit: pageRows, offset };
      return wireRequest('POST', '/api/data/query', target.key, JSON.stringify(body));
    },
    values(answer) {
      if (!hasRows(answer)) throw new Error(`${name}: an answer without rows`);
      return answer.data.map(({ values }) => values[field] ?? Number.NaN);
    },
    sql: `select ${selected} as value from ${sustainedRows} where series = any($1) and time >= $2 and time < $3 ${grouped}`,
    parameters: (end, turn) => [someSeries(turn, series), iso(from(end)), iso(end)],
  };
}

const byHour = { aggregation: 'avg', groupBy: 'hour' };

const questions: Question[] = [
  ofQuery({ name: 'raw hour of one series', times: 200, minutes: hour, series: 1, sql: ['time, value', 'order by time'] }),
  ofQuery({
    name: '24 h by 5 min, one series',
    times: 200,
    minutes: day,
    series: 1,
    query: { aggregation: 'avg', groupBy: '5m' },
    sql: [`date_bin('5 minutes', time, 'epoch') as start, avg(value)`, 'group by 1 order by 1'],
  }),
  ofQuery({
    name: `7 d by hour, ${manySeries} series`,
    times: 30,
    minutes: week,
    series: manySeries,
    query: byHour,
    sql: [`date_trunc('hour', time) as start, series, avg(value)`, 'group by 1, 2 order by 1, 2'],
  }),
  ofQuery({
    name: '7 d p95 by hour, one series',
    times: 200,
    minutes: week,
    series: 1,
    query: { ...byHour, aggregation: 'p95' },
    sql: [`date_trunc('hour', time) as start, percentile_cont(0.95) within group (order by value)`, 'group by 1 order by 1'],
  }),
  {
    name: 'number of points (GET the bucket)',
    times: 100,
    request: ({ bucketId, key }) => wireRequest('GET', `/api/buckets/${bucketId}`, key),
    values: (answer) => [Number(/"dataPoints":(\d+)/.exec(JSON.stringify(answer))?.[1])],
    sql: `select count(*)::float8 as value from ${sustainedRows}`,
    parameters: () => [],
  },
];

const latest = findOperation('get', '/api/buckets/{bucketId}/latest');

/** The latest point of every series, where the contract has it. */
const ofLatest: Question = {
  name: `latest of ${seriesCount.toLocaleString('en')} series`,
  times: 100,
  request: ({ bucketId, key }) => wireRequest('GET', `${latest?.path.replace('{bucketId}', bucketId)}?limit=${seriesCount}`, key),
  values: (answer) => [...JSON.stringify(answer).matchAll(new RegExp(`"${field}":(-?[\\d.e+-]+)`, 'g'))].map(([, value]) => Number(value)),
  sql: `select series, value from generate_series(0, ${seriesCount - 1}) as s (series)
        cross join lateral (select time, value from ${sustainedRows} r where r.series = s.series order by time desc limit 1) l`,
  parameters: () => [],
};

export const allQuestions: readonly Question[] = latest ? [...questions, ofLatest] : questions;

/** Minutes that a number of points takes. */
export const minutesOf = (points: number): number => Math.ceil(points / seriesCount);
