import type { DataPoint, LatestSource, QueryRow } from '../../../generated/client/types.gen.ts';
import { hasMiswritten, withExactNumbers, withBytes } from '../../domain/exact-json.ts';
import { numberText } from '../../domain/number-text.ts';
import { formatTimestamp } from '../../domain/time.ts';
import type { Key, LatestRow, Point, Values } from '../../store/store.ts';
import { rowObjects, rowsBytes } from './row-bytes.ts';
import type { QueryResult } from './query.ts';

const timeOf = (key: Key) => formatTimestamp(Number(key));

export function pointResource(bucketId: string, point: Point): DataPoint {
  if (point.sourceId === null) throw new Error('a point of a source has no source');
  const { sourceId, values, metadata } = point;
  const data = { bucketId, sourceId, timestamp: timeOf(point.key), values, ...(metadata ? { metadata } : {}) };
  return withExactNumbers(data, needsExactNumbers(point));
}

export function rowResource(row: { sourceId: string | null; key: Key; values: Values; metadata?: Point['metadata'] }): QueryRow {
  return { timestamp: timeOf(row.key), sourceId: row.sourceId, values: row.values, ...(row.metadata ? { metadata: row.metadata } : {}) };
}

/** Whether a point has numbers that `JSON.stringify` writes wrong. */
export const needsExactNumbers = ({ values, metadata }: Pick<Point, 'values' | 'metadata'>): boolean =>
  hasMiswritten(values) || (metadata ? hasMiswritten(metadata) : false);

/** The latest values of sources. */
export function latestResources(rows: readonly LatestRow[]): LatestSource[] {
  return withExactNumbers(
    rows.map(latestResource),
    rows.some(({ fields }) => fields.some(({ value }) => hasMiswritten(value))),
  );
}

function latestResource({ sourceId, fields }: LatestRow): LatestSource {
  // Not by assignment, which would lose a field of the name __proto__.
  return { sourceId, fields: Object.fromEntries(fields.map(({ field, key, value }) => [field, { value, timestamp: timeOf(key) }])) };
}

/** A query's answer as JSON. Of aggregates, which may have very many rows, the bytes are made without an object for each. */
export function queryReply(result: QueryResult, timezone: string) {
  const { rows } = result;
  const metadata = {
    count: Array.isArray(rows) ? rows.length : rows.count,
    limit: result.page.limit,
    offset: result.page.offset,
    hasMore: result.hasMore,
    downsamplingApplied: result.downsamplingApplied,
    ...(result.method === undefined ? {} : { method: result.method }),
    ...(result.percentileError === undefined ? {} : { percentileError: result.percentileError }),
    ...(result.aggregation === undefined ? {} : { aggregation: result.aggregation }),
    ...(result.groupBy === undefined ? {} : { groupBy: result.groupBy, timezone }),
  };
  if (Array.isArray(rows)) return { data: withExactNumbers(rows.map(rowResource), rows.some(needsExactNumbers)), metadata };
  const reply = {
    get data() {
      return rowObjects(rows).map(rowResource);
    },
    metadata,
  };
  return withBytes(reply, () => rowsBytes(rows, '{"data":', `,"metadata":${JSON.stringify(metadata)}}`));
}

/** One field of CSV, quoted where RFC 4180 asks for it. */
function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? numberText(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A query's answer as CSV (RFC 4180): a column for each field, in the order asked for or of first appearance. */
export function queryCsv(result: QueryResult, fields: readonly string[] | undefined): string {
  const rows = rowObjects(result.rows);
  const columns = fields ?? [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
  const lines = rows.map((row) => {
    const values = new Map(Object.entries(row.values));
    return [timeOf(row.key), row.sourceId ?? '', ...columns.map((column) => values.get(column))].map(csvField).join(',');
  });
  const head = ['timestamp', 'sourceId', ...columns].map(csvField).join(',');
  return [head, ...lines, ''].join('\r\n');
}
