import type { AggregateColumns } from '../aggregate.ts';
import type { Point, Rows } from '../store.ts';
import { aggregatePoints } from './aggregate.ts';
import type { AggregateJob } from './aggregate.ts';
import { decodeCells } from './batch.ts';
import type { Cells } from './batch.ts';
import { chartPoints } from './chart.ts';
import type { ChartJob } from './chart.ts';
import { extentOf } from './count-points.ts';
import type { Extent } from './count-points.ts';
import { lastOfColumns, newestValues } from './newest.ts';
import type { LastValue, NewestJob, NewestValues } from './newest.ts';
import { pageKeys, pagePoints, pageRecords } from './page.ts';
import type { PagePart, PageQuery, StoredRecord } from './page.ts';
import type { Stored } from './scan.ts';
import type { ColumnSelection } from './select.ts';
import { summarizePieces } from './summarize.ts';

/** What may be asked of what was read, and what comes of it. Plain data, so that it may cross to another thread. */
export interface Jobs {
  points: { question: PageQuery; answer: PagePart<Point> };
  records: { question: PageQuery; answer: PagePart<StoredRecord> };
  keys: { question: PageQuery; answer: PagePart<number> };
  extent: { question: { selection: ColumnSelection }; answer: Extent };
  aggregate: { question: AggregateJob; answer: AggregateColumns };
  summarize: { question: AggregateJob; answer: AggregateColumns | null };
  chart: { question: ChartJob; answer: Rows<Point> };
  newest: { question: NewestJob; answer: NewestValues };
  lastOf: { question: NewestJob; answer: LastValue[] };
}

export type JobName = keyof Jobs;

const workers: { [Name in JobName]: (stored: Stored, question: Jobs[Name]['question']) => Jobs[Name]['answer'] } = {
  points: pagePoints,
  records: pageRecords,
  keys: pageKeys,
  extent: extentOf,
  aggregate: aggregatePoints,
  summarize: summarizePieces,
  chart: chartPoints,
  newest: newestValues,
  lastOf: lastOfColumns,
};

/** Decodes what was read and answers a question about it. Needs nothing but its arguments. */
export function perform<Name extends JobName>(name: Name, stored: Stored, question: Jobs[Name]['question']): Jobs[Name]['answer'] {
  return workers[name](stored, question);
}

/** Decodes batches. */
export function decodeBatches(batches: readonly Buffer[]): Cells[] {
  return batches.map((data) => decodeCells(data));
}
