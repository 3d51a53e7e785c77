import type { BatchPoint, DataBatch, DataPointCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { invalid, notFound } from '../../domain/errors.ts';
import { free } from '../../domain/free.ts';
import { joinLocation } from '../../domain/location.ts';
import { formatTimestamp, parseTimestamp } from '../../domain/time.ts';
import { typeOfKind, valueKinds } from '../../store/store.ts';
import type { ColumnBatch, Point, WriteResult } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { requireBucketShared } from '../buckets/service.ts';
import { knownSources, sourcesState } from '../sources/known.ts';
import { columnsOfBody } from './bodies.ts';
import type { ReadBody } from './bodies.ts';
import { fittingColumns, isLarge } from './large.ts';
import { decodeList, placeOfItem } from './list.ts';
import type { DecodedList } from './list.ts';
import { confirmSources, storing } from './refusals.ts';
import type { TypeChange } from './refusals.ts';
import { fitsSchemas } from './schema-check.ts';

/** The bucket that a body names, if the key may see it. @throws ApiError 404, 400 when it is not keyed by time */
export async function requireTimeBucket(context: Context, bucketId: string, location = 'body.bucketId'): Promise<BucketRow> {
  const { principal } = context;
  if (principal.bucketId !== null && principal.bucketId !== bucketId) throw notFound();
  const bucket = await requireBucketShared(context, bucketId);
  if (bucket.key_type !== 'timestamp') throw invalid(location, `is a bucket keyed by ${bucket.key_type}; read and write its records instead`);
  return bucket;
}

/**
 * Stores points of one bucket, all or none, and empties the list: the frames of the request would hold its many objects until the answer
 * is sent, while their values are in columns already.
 */
async function storePoints(
  context: Context,
  bucketId: string,
  items: BatchPoint[],
  place: (index: number) => string,
): Promise<WriteResult> {
  const bucket = await requireTimeBucket(context, bucketId);
  const named = new Set<string>();
  for (const { sourceId } of items) named.add(sourceId);
  const list = decodeList(items, await knownSources(context, bucket, named), context.clock.now(), place);
  items.length = 0;
  return writeList(context, bucket, list, place);
}

/** Where a source is named first. */
function placeOfSource({ batch, itemOf }: DecodedList, id: string, place: (index: number) => string): string {
  const first = batch.seriesOf.findIndex((series) => batch.series[series]?.sourceId === id);
  return `${place(itemOf[first] ?? 0)}.sourceId`;
}

/** The first value of the type that a field may not have. */
function locate({ batch, itemOf }: DecodedList, { sourceId, field, given }: TypeChange, place: (index: number) => string): string | undefined {
  const series = batch.series.findIndex((one) => one.sourceId === sourceId && one.field === field);
  for (let i = 0; i < batch.count; i++)
    if (batch.seriesOf[i] === series && typeOfKind(batch.kinds === null ? valueKinds.number : batch.kinds[i]) === given) return joinLocation(`${place(itemOf[i] ?? 0)}.values`, [field]);
  return undefined;
}

/** Stores one point; answers it with its time. */
export async function createDataPoint(context: Context, input: DataPointCreate): Promise<Point> {
  const { bucketId, sourceId, timestamp, values, metadata } = input;
  const key = timestamp === undefined ? context.clock.now() : parseTimestamp(timestamp);
  await storePoints(context, bucketId, [{ sourceId, timestamp: timestamp ?? formatTimestamp(key), values, metadata }], () => 'body');
  return { sourceId, key, values, metadata };
}

/** Stores a batch, all or none; tells how many points it had too. */
export async function createDataPoints(context: Context, body: DataBatch): Promise<WriteResult & { accepted: number }> {
  if (isLarge(body)) return storeLarge(context, body);
  const read = columnsOfBody(body);
  const stored = read && (await storeList(context, read));
  if (stored) return { accepted: read.list.points, ...stored };
  const { bucketId, dataPoints } = body;
  const accepted = dataPoints.length;
  return { accepted, ...(await storePoints(context, bucketId, dataPoints, placeOfItem)) };
}

/** Stores a list that a thread has read. */
async function storeLarge(context: Context, body: DataBatch): Promise<WriteResult & { accepted: number }> {
  const bucket = await requireTimeBucket(context, body.bucketId);
  const { batch, items, places } = await fittingColumns(context, bucket, body);
  return { accepted: items, ...(await writeList(context, bucket, { batch, itemOf: places }, placeOfItem)) };
}

/** Arrays of series, which can't change, whose sources take numbers, with the state of the sources for which that is so. */
const takeNumbers = new WeakMap<ColumnBatch['series'], object>();

/** Whether all series are of sources of the bucket whose schemas take their values. */
async function fitsSources(context: Context, bucket: BucketRow, sourceIds: readonly string[], batch: ColumnBatch): Promise<boolean> {
  const { series, kinds } = batch;
  const state = kinds === null ? sourcesState(context, bucket) : undefined;
  if (state !== undefined && takeNumbers.get(series) === state) return true;
  if (!fitsSchemas(batch, await knownSources(context, bucket, sourceIds))) return false;
  if (state !== undefined && Object.isFrozen(series)) takeNumbers.set(series, state);
  return true;
}

/** Stores a list that was read into columns; undefined when something is wrong with its sources, which is told item by item elsewhere. */
async function storeList(
  context: Context,
  { list: { bucketId, sourceIds, list }, release }: ReadBody,
): Promise<WriteResult | undefined> {
  const bucket = await requireTimeBucket(context, bucketId);
  const { batch } = list;
  if (!(await fitsSources(context, bucket, sourceIds, batch))) return undefined;
  // The commit takes a while, in which other requests want the memory.
  release();
  const now = context.clock.now();
  for (let i = 0; i < batch.count; i++) if (Number.isNaN(batch.keys[i])) batch.keys[i] = now;
  const stored = await writeList(context, bucket, list, placeOfItem);
  free([batch.keys, batch.numbers, batch.seriesOf, list.itemOf]);
  return stored;
}

function writeList(context: Context, bucket: BucketRow, list: DecodedList, place: (index: number) => string): Promise<WriteResult> {
  const confirm = confirmSources(bucket, list.batch, (id) => placeOfSource(list, id, place));
  const write = () => context.store.writeColumns(context.db, bucketRef(bucket), list.batch, confirm, context.beside);
  return storing(context, bucket, write, (change) => locate(list, change, place));
}
