import type { DataPoint, LatestSource, QueryRow } from '../../../generated/client/types.gen.ts';
import { hasNegativeZero, withSigns } from '../../domain/exact-json.ts';
import { formatTimestamp } from '../../domain/time.ts';
import type { Key, LatestRow, Point, Values } from '../../store/store.ts';
import type { QueryResult } from './query.ts';

const timeOf = (key: Key) => formatTimestamp(Number(key));

export function pointResource(bucketId: string, point: Point): DataPoint {
  if (point.sourceId === null) throw new Error('a point of a source has no source');
  const { sourceId, values, metadata } = point;
  const data = { bucketId, sourceId, timestamp: timeOf(point.key), values, ...(metadata ? { metadata } : {}) };
  return withSigns(data, hasNegativeZero(values));
}

export function rowResource(row: { sourceId: string | null; key: Key; values: Values; metadata?: Point['metadata'] }): QueryRow {
  return { timestamp: timeOf(row.key), sourceId: row.sourceId, values: row.values, ...(row.metadata ? { metadata: row.metadata } : {}) };
}

/** The latest values of sources. */
export function latestResources(rows: readonly LatestRow[]): LatestSource[] {
  return withSigns(
    rows.map(latestResource),
    rows.some(({ fields }) => fields.some(({ value }) => Object.is(value, -0))),
  );
}

function latestResource({ sourceId, fields }: LatestRow): LatestSource {
  // Not by assignment, which would lose a field of the name __proto__.
  return { sourceId, fields: Object.fromEntries(fields.map(({ field, key, value }) => [field, { value, timestamp: timeOf(key) }])) };
}

/** A query's answer as JSON. */
export function queryReply(result: QueryResult, timezone: string) {
  return {
    data: withSigns(
 result.rows.map(rowResource),
 result.rows.some(({ values }) => hasNegativeZero(values))),
    metadata: {
      count: result.rows.length,
      limit: result.page.limit,
      offset: result.page.offset,
      hasMore: result.hasMore,
      downsamplingApplied: result.downsamplingApplied,
      ...(result.method === undefined ? {} : { method: result.method }),
      ...(result.percentileError === undefined ? {} : { percentileError: result.percentileError }),
      ...(result.aggregation === undefined ? {} : { aggregation: result.aggregation }),
      ...(result.groupBy === undefined ? {} : { groupBy: result.groupBy, timezone }),
    },
  };
}

/** One field of CSV, quoted where RFC 4180 asks for it. */
function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A query's answer as CSV (RFC 4180): a column for each field, in the order asked for or of first appearance. */
export function queryCsv(result: QueryResult, fields: readonly string[] | undefined): string {
  const columns = fields ?? [...new Set(result.rows.flatMap((row) => Object.keys(row.values)))];
  const lines = result.rows.map((row) => {
    const values = new Map(Object.entries(row.values));
    return [timeOf(row.key), row.sourceId ?? '', ...columns.map((column) => values.get(column))].map(csvField).join(',');
  });
  const head = ['timestamp', 'sourceId', ...columns].map(csvField).join(',');
  return [head, ...lines, ''].join('\r\n');
}
