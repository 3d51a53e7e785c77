import type { BatchPoint, DataPointCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { ApiError, invalid, notFound } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { joinLocation } from '../../domain/location.ts';
import { parseTimestamp } from '../../domain/time.ts';
import type { Point, WriteResult } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { requireBucketShared } from '../buckets/service.ts';
import { knownSources } from '../sources/known.ts';
import type { SourceRules } from '../sources/queries.ts';
import { storing } from './refusals.ts';
import type { TypeChange } from './refusals.ts';
import { schemaViolations } from './schema-check.ts';

const mostDetails = 20;

/** The bucket that a body names, if the key may see it. @throws ApiError 404, 400 when it is not keyed by time */
export async function requireTimeBucket(context: Context, bucketId: string): Promise<BucketRow> {
  const { principal } = context;
  if (principal.bucketId !== null && principal.bucketId !== bucketId) throw notFound();
  const bucket = await requireBucketShared(context, bucketId);
  if (bucket.key_type !== 'timestamp') throw invalid('body.bucketId', `is a bucket keyed by ${bucket.key_type}; read and write its records instead`);
  return bucket;
}

/** Checks one item and makes it a point, or adds what is wrong to `details`. */
function pointOf(item: BatchPoint, sources: ReadonlyMap<string, SourceRules>, now: number, place: string, details: Detail[]): Point {
  const source = sources.get(item.sourceId);
  if (!source) details.push({ location: `${place}.sourceId`, message: 'is not a source of the bucket' });
  else if (source.schema !== null) details.push(...schemaViolations(source, item.values, `${place}.values`));
  const key = item.timestamp === undefined ? now : parseTimestamp(item.timestamp);
  return { sourceId: item.sourceId, key, values: item.values, metadata: item.metadata };
}

/** Stores points of one bucket, all or none. `place` tells where an item stands in the body. */
async function storePoints(context: Context, bucketId: string, items: readonly BatchPoint[], place: (index: number) => string): Promise<{ points: Point[]; result: WriteResult }> {
  const bucket = await requireTimeBucket(context, bucketId);
  const named = new Set(items.map((item) => item.sourceId));
  const sources = await knownSources(context, bucket, named);
  const now = context.clock.now();
  const details: Detail[] = [];
  const points: Point[] = [];
  for (const [index, item] of items.entries()) {
    points.push(pointOf(item, sources, now, place(index), details));
    if (details.length >= mostDetails) break;
  }
  if (details.length > 0) throw new ApiError('validation_failed', details.slice(0, mostDetails));
  const write = () => context.store.write(context.db, bucketRef(bucket), points);
  return { points, result: await storing(context, bucket, write, (change) => locate(items, change, place)) };
}

/** The first value of the type that a field may not have. */
function locate(items: readonly BatchPoint[], { sourceId, field, given }: TypeChange, place: (index: number) => string): string | undefined {
  const index = items.findIndex(
    ({ sourceId: id, values }) => id === sourceId && Object.hasOwn(values, field) && values[field] !== null && typeof values[field] === given,
  );
  return index < 0 ? undefined : joinLocation(`${place(index)}.values`, [field]);
}

/** Stores one point; answers it with its time. */
export async function createDataPoint(context: Context, input: DataPointCreate): Promise<Point> {
  const { points } = await storePoints(context, input.bucketId, [input], () => 'body');
  const point = points[0];
  if (!point) throw new Error('a point was stored and is not there');
  return point;
}

/** Stores a batch, all or none. */
export async function createDataPoints(context: Context, bucketId: string, items: readonly BatchPoint[]): Promise<WriteResult> {
  const { result } = await storePoints(context, bucketId, items, (index) => `body.dataPoints[${index}]`);
  return result;
}
