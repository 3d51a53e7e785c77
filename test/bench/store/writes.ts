import { field, readingsFrom, seriesCount, timeOf } from '../data-set.ts';
import { wireRequest } from '../load.ts';
import type { WireRequest } from '../load.ts';
import { findOperation } from './operations.ts';

/** Where a load goes. */
export interface Target {
  port: number;
  key: string;
  bucketId: string;
  /** One for each series of the data set. */
  sourceIds: readonly string[];
}

/** Which part of the data set: points from a minute on, in the order of time. */
export interface Part {
  firstMinute: number;
  points: number;
}

interface Form {
  name: string;
  path: string;
  type: string;
  /** The body of the readings of some minutes, or of one series in one minute. */
  body(target: Target, readings: readonly Reading[]): string;
}

export interface Reading {
  series: number;
  minute: number;
  value: number;
}

/** The name of a source, which is also how line protocol writes to it. */
export const sourceName = (series: number): string => `bench,series=${series}`;

const iso = (minute: number): string => new Date(timeOf(minute)).toISOString();

function item({ sourceIds }: Target, { series, minute, value }: Reading): string {
  return `"sourceId":"${sourceIds[series]}","timestamp":"${iso(minute)}","values":{"${field}":${value}}`;
}

/** Whole series side by side, of the minutes that all of them have. */
function columnsBody({ bucketId, sourceIds }: Target, readings: readonly Reading[]): string {
  const bySeries = Map.groupBy(readings, ({ series }) => series);
  const minutes = [...new Set(readings.map(({ minute }) => minute))];
  const series = Array.from(
    bySeries,
    ([number, own]) => `{"sourceId":"${sourceIds[number]}","field":"${field}","values":[${own.map(({ value }) => value).join(',')}]}`,
  );
  return `{"bucketId":"${bucketId}","timestamps":[${minutes.map(timeOf).join(',')}],"series":[${series.join(',')}]}`;
}

/** The ways to write points. */
export const forms = {
  single: {
    name: 'one point',
    path: '/api/data',
    type: 'application/json',
    body: (target, readings) => `{"bucketId":"${target.bucketId}",${readings.map((each) => item(target, each)).join('')}}`,
  },
  list: {
    name: 'JSON list',
    path: '/api/data/batch',
    type: 'application/json',
    body: (target, readings) =>
      `{"bucketId":"${target.bucketId}","dataPoints":[${readings.map((each) => `{${item(target, each)}}`).join(',')}]}`,
  },
  columns: {
    name: 'columnar JSON',
    path: '/api/data/columns',
    type: 'application/json',
    body: columnsBody,
  },
  lines: {
    name: 'line protocol',
    path: '/api/buckets/{bucketId}/write',
    type: 'text/plain',
    body: (_, readings) =>
      readings.map(({ series, minute, value }) => `${sourceName(series)} ${field}=${value} ${timeOf(minute)}000000\n`).join(''),
  },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof forms;

/** The success status of a form's operation, or null when the contract does not have it. */
export function formStatus(form: FormName): number | null {
  return findOperation('post', forms[form].path)?.status ?? null;
}

/** The requests that write a part of the data set, with so many points each. */
export function* writeRequests(form: FormName, target: Target, part: Part, batch: number): Generator<WireRequest> {
  const { path, type, body }: Form = forms[form];
  const url = path.replace('{bucketId}', target.bucketId);
  for (const readings of batches(part, batch)) yield Buffer.from(wireRequest('POST', url, target.key, body(target, readings), type));
}

/** A part of the data set, cut. */
export function* batches({ firstMinute, points }: Part, batch: number): Generator<Reading[]> {
  const next = readingsFrom(firstMinute);
  let gathered: Reading[] = [];
  for (let done = 0, minute = firstMinute; done < points; minute++) {
    const values = next();
    for (let series = 0; series < seriesCount && done < points; series++, done++) {
      gathered.push({ series, minute, value: values[series] ?? 0 });
      if (gathered.length < batch && done + 1 < points) continue;
      yield gathered;
      gathered = [];
    }
  }
}
