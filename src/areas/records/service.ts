import type { RecordWrite } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { ApiError, invalid } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import type { Key, KeyType, Order, Point, Range, Rows, Value, WriteResult } from '../../store/store.ts';
import { TooManyPoints } from '../../store/store.ts';
import { recordChange } from '../audit/service.ts';
import { bucketRef } from '../buckets/resource.ts';
import { requireBucket } from '../buckets/service.ts';
import { storing } from '../data/refusals.ts';
import { parseBodyKey, parseQueryKey } from './keys.ts';

const mostDetails = 20;

/** The points at one key. */
export interface StoredRecord {
  key: Key;
  points: Point[];
}

/** The series numbers and values of a record in either form; a later value of the same series wins. */
function valuesOf(record: RecordWrite): Record<string, Value> {
  const long = (record.data ?? []).map(({ series_key, value }) => [String(series_key), value] as const);
  const short = (record.d ?? []).map(({ sk, v }) => [String(sk), v] as const);
  return Object.fromEntries([...long, ...short]);
}

/** Stores records of numbered series, all or none. */
export async function writeRecords(context: Context, bucketId: string, records: readonly RecordWrite[]): Promise<WriteResult> {
  const bucket = await requireBucket(context, bucketId);
  const details: Detail[] = [];
  const points: Point[] = [];
  for (const [index, record] of records.entries()) {
    const name = record.key === undefined ? 'k' : 'key';
    const parsed = parseBodyKey(bucket.key_type, record.key ?? record.k ?? '');
    if ('reason' in parsed) details.push({ location: `body[${index}].${name}`, message: parsed.reason });
    else points.push({ sourceId: null, key: parsed.key, values: valuesOf(record) });
    if (details.length >= mostDetails) break;
  }
  if (details.length > 0) throw new ApiError('validation_failed', details);
  return storing(context, bucket, () => context.store.write(context.db, bucketRef(bucket), points));
}

/** Keys are ordered as the store orders them: numbers by value, strings by code point, which is the order of UTF-8. */
function isBelow(a: Key, b: Key): boolean {
  return typeof a === 'string' && typeof b === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0 : a < b;
}

export interface RangeQuery {
  from?: string;
  to?: string;
}

/** The range that a query string names. @throws ApiError 400 that names each key which does not fit */
export function rangeOf(keyType: KeyType, query: RangeQuery): Range {
  const details: Detail[] = [];
  const range: Range = {};
  for (const name of ['from', 'to'] as const) {
    const text = query[name];
    if (text === undefined) continue;
    const parsed = parseQueryKey(keyType, text);
    if ('reason' in parsed) details.push({ location: `query.${name}`, message: parsed.reason });
    else range[name] = parsed.key;
  }
  if (details.length > 0) throw new ApiError('validation_failed', details);
  if (range.from !== undefined && range.to !== undefined && !isBelow(range.from, range.to)) throw invalid('query.to', 'must be above from');
  return range;
}

export async function listRecords(
  context: Context,
  bucketId: string,
  query: RangeQuery & { order: Order; limit: number; offset: number },
): Promise<Rows<StoredRecord> & { keyType: KeyType }> {
  const bucket = await requireBucket(context, bucketId);
  const range = rangeOf(bucket.key_type, query);
  const { order, limit, offset } = query;
  try {
    const rows = await context.store.records(
      context.db,
      bucketRef(bucket),
      context.clock.now(),
      range,
      { order, limit, offset },
      { signal: context.signal() },
    );
    return { ...rows, keyType: bucket.key_type };
  } catch (error) {
    if (!(error instanceof TooManyPoints)) throw error;
    throw invalid(
      'query',
      `would read about ${error.about} points, and one request reads at most ${error.limit}; narrow from and to, or lower limit`,
    );
  }
}

/** Deletes the named keys, or a range; answers how many points went. */
export function deleteRecords(context: Context, bucketId: string, query: RangeQuery & { key?: string[] }): Promise<number> {
  return transaction(context, async (inner) => {
    const dataPoints = await deleteNamed(inner, bucketId, query);
    const after = { bucketId, ...query, deletedResources: { dataPoints } };
    await recordChange(inner, { action: 'record.delete', resourceId: bucketId, after });
    return dataPoints;
  });
}

async function deleteNamed(context: Context, bucketId: string, query: RangeQuery & { key?: string[] }): Promise<number> {
  const bucket = await requireBucket(context, bucketId);
  const hasRange = query.from !== undefined || query.to !== undefined;
  if (query.key && hasRange) throw invalid('query.key', 'can not stand together with from and to');
  if (!query.key && !hasRange) throw invalid('query', 'must name key, or from and to; to empty the bucket, POST to its purge');
  if (!query.key) return context.store.deleteRange(context.db, bucketRef(bucket), rangeOf(bucket.key_type, query));
  const parsed = query.key.map((text) => parseQueryKey(bucket.key_type, text));
  const details = parsed.flatMap((key, index) => ('reason' in key ? [{ location: `query.key[${index}]`, message: key.reason }] : []));
  if (details.length > 0) throw new ApiError('validation_failed', details.slice(0, mostDetails));
  const keys = parsed.flatMap((key) => ('key' in key ? [key.key] : []));
  return context.store.deleteKeys(context.db, bucketRef(bucket), keys);
}

/** Empties the bucket; answers how many points went. */
export function purgeBucket(context: Context, bucketId: string): Promise<number> {
  return transaction(context, async (inner) => {
    const bucket = await requireBucket(inner, bucketId);
    const dataPoints = await inner.store.purge(inner.db, bucketRef(bucket));
    await recordChange(inner, { action: 'bucket.purge', resourceId: bucketId, after: { bucketId, deletedResources: { dataPoints } } });
    return dataPoints;
  });
}
