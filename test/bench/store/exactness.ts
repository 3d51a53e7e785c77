import { field, readingsFrom, seriesCount, timeOf } from '../data-set.ts';
import { round } from '../figures.ts';
import { wireRequest } from '../load.ts';
import type { Clients } from '../load.ts';
import { pageRows } from './questions.ts';
import type { Target } from './writes.ts';

/** Some of each kind of series. */
const checkedSeries = [0, 1, 2, 3, 500, 501, 502, 503, 996, 997, 998, 999];
/** Averages are summed in another order than PostgreSQL does. */
const tolerance = 1e-9;

interface Page {
  data: { timestamp: string; values: Record<string, number> }[];
}

/**
 * Reads some series back from the beginning to `end`, and compares every time and value, bit for bit, with what was sent.
 *
 * @throws Error at the first difference
 */
export async function requireExact(clients: Clients, target: Target, end: number): Promise<string> {
  const sent = checkedSeries.map(() => new Float64Array(end));
  const next = readingsFrom(0);
  for (let minute = 0; minute < end; minute++) {
    const readings = next();
    for (const [index, series] of checkedSeries.entries()) sent[index]?.set([readings[series] ?? Number.NaN], minute);
  }
  for (const [index, series] of checkedSeries.entries()) {
    for (let offset = 0; offset < end; offset += pageRows) {
      const { data } = await readPage(clients, target, series, offset);
      if (data.length !== Math.min(pageRows, end - offset)) throw new Error(`series ${series}: ${data.length} points from ${offset} on`);
      for (const [row, { timestamp, values }] of data.entries()) {
        const minute = offset + row;
        const isSame = Date.parse(timestamp) === timeOf(minute) && Object.is(values[field], sent[index]?.[minute]);
        if (!isSame)
          throw new Error(`series ${series}: ${sent[index]?.[minute]} was sent for minute ${minute}, ${timestamp} has ${values[field]}`);
      }
    }
  }
  const buckets = String(await clients.ask(200, wireRequest('GET', `/api/buckets/${target.bucketId}`, target.key)));
  if (!buckets.includes(`"dataPoints":${end * seriesCount}`)) throw new Error(`not ${end * seriesCount} points: ${buckets}`);
  return `All ${round(end * seriesCount)} points are there; ${checkedSeries.length} series were read back whole, and every value was the one sent`;
}

async function readPage(clients: Clients, { bucketId, sourceIds, key }: Target, series: number, offset: number): Promise<Page> {
  const body = { bucketId, sourceIds: [sourceIds[series]], downsample: false, limit: pageRows, offset };
  return JSON.parse(String(await clients.ask(200, wireRequest('POST', '/api/data/query', key, JSON.stringify(body)))));
}

/** @throws Error when two answers differ by more than the order of a sum */
export function requireSame(name: string, ours: readonly number[], theirs: readonly number[]): void {
  const [left, right] = [ours.toSorted((a, b) => a - b), theirs.toSorted((a, b) => a - b)];
  const differs = (value: number, index: number) =>
    !(Math.abs(value - (right[index] ?? Number.NaN)) <= tolerance * Math.max(1, Math.abs(value)));
  const place = left.findIndex(differs);
  if (left.length !== right.length || place >= 0)
    throw new Error(`${name}: ${left.length} values, rows have ${right.length}; the first difference: ${left[place]} and ${right[place]}`);
}
