import type { ColumnSeries, ColumnTimestamps, DataColumns } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { ApiError, invalid } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { typeOfKind, valueKinds } from '../../store/store.ts';
import type { ColumnBatch, Value, WriteResult } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { knownSources } from '../sources/known.ts';
import type { SourceRules } from '../sources/queries.ts';
import { fittingColumns, isLarge } from './large.ts';
import { requireTimeBucket } from './ingest.ts';
import { confirmSources, storing } from './refusals.ts';
import type { TypeChange } from './refusals.ts';
import { kindRule, numberedRule } from './schema-check.ts';
import type { KindRule } from './schema-check.ts';

const mostValues = 100_000;
const mostDetails = 20;

/** Stores values that come as columns, all or none. */
export async function createDataColumns(context: Context, body: DataColumns): Promise<WriteResult> {
  const bucket = await requireTimeBucket(context, body.bucketId);
  const decoded = isLarge(body) ? await largeColumns(context, bucket, body) : await smallColumns(context, bucket, body);
  const confirm = confirmSources(bucket, decoded.batch, (id) => placeOfSource(decoded, id));
  const write = () => context.store.writeColumns(context.db, bucketRef(bucket), decoded.batch, confirm, context.beside);
  return storing(context, bucket, write, (change) => locate(decoded, change));
}

async function smallColumns(context: Context, bucket: BucketRow, body: DataColumns): Promise<DecodedColumns> {
  const named = new Set(body.series.flatMap(({ sourceId }) => sourceId ?? []));
  return decodeColumns(body, await knownSources(context, bucket, named));
}

async function largeColumns(context: Context, bucket: BucketRow, body: DataColumns): Promise<DecodedColumns> {
  const { batch, places } = await fittingColumns(context, bucket, body);
  return { batch, ends: places };
}

/** Columns of a body, and where the values of each of its series end. */
export interface DecodedColumns {
  batch: ColumnBatch;
  ends: Int32Array;
}

/** Where a source is named first. */
function placeOfSource({ batch, ends }: DecodedColumns, id: string): string {
  const value = batch.seriesOf.findIndex((series) => batch.series[series]?.sourceId === id);
  return `body.series[${ends.findIndex((end) => value < end)}].sourceId`;
}

/** The first value of the type that a field may not have. */
function locate({ batch, ends }: DecodedColumns, { sourceId, field, given }: TypeChange): string | undefined {
  const { series, seriesOf, kinds, count } = batch;
  const number = series.findIndex((one) => one.sourceId === sourceId && one.field === field);
  for (let i = 0; i < count; i++) {
    if (seriesOf[i] !== number || typeOfKind(kinds === null ? valueKinds.number : kinds[i]) !== given) continue;
    const index = ends.findIndex((end) => i < end);
    return `body.series[${index}].values[${i - (ends[index - 1] ?? 0)}]`;
  }
  return undefined;
}

/**
 * The values of a body that the contract's schema has let through, as one batch of columns.
 *
 * @throws ApiError 400 that names the first 20 places that are wrong
 */
export function decodeColumns({ timestamps, series }: Pick<DataColumns, 'timestamps' | 'series'>, sources: Sources): DecodedColumns {
  const total = series.reduce((sum, { values }) => sum + values.length, 0);
  if (total > mostValues) throw invalid('body.series', `holds ${total} values; one request may have ${mostValues}`);
  const details: Detail[] = [];
  const shared = timestamps && keysOf(timestamps, 'body.timestamps', details);
  const batch = createBatch(total);
  const ends = new Int32Array(series.length);
  let end = 0;
  for (const [index, one] of series.entries()) {
    const place = `body.series[${index}]`;
    ends[index] = end += one.values.length;
    const keys = one.timestamps ? keysOf(one.timestamps, `${place}.timestamps`, details) : shared;
    const rule = ruleOf(one, sources, place, details);
    if (keys === undefined) details.push({ location: `${place}.timestamps`, message: 'is required, because the body has no timestamps' });
    else if (keys.length !== one.values.length)
      details.push({ location: `${place}.values`, message: `must have ${keys.length} items, one for each timestamp, not ${one.values.length}` });
    else batch.add(one, keys, rule, place, details);
    if (details.length >= mostDetails) break;
  }
  if (details.length > 0) throw new ApiError('validation_failed', details.slice(0, mostDetails));
  return { batch: batch.finish(), ends };
}

type Sources = Pick<ReadonlyMap<string, SourceRules>, 'get'>;

/** The milliseconds of an array of times. */
function keysOf(timestamps: ColumnTimestamps, place: string, details: Detail[]): Float64Array {
  const keys = new Float64Array(timestamps.length);
  const kind = typeof timestamps[0];
  for (let index = 0; index < timestamps.length; index++) {
    const time = timestamps[index] ?? 0;
    if (typeof time !== kind && details.length < mostDetails)
      details.push({ location: `${place}[${index}]`, message: `must be ${kind === 'number' ? 'Unix milliseconds' : 'text'}, as the first of the array` });
    // Adding zero takes the sign from -0.
    keys[index] = typeof time === 'number' ? time + 0 : parseTimestamp(time);
  }
  return keys;
}

/** Which values a series may have, or what is wrong with its source or field. */
function ruleOf({ sourceId, field }: ColumnSeries, sources: Sources, place: string, details: Detail[]): KindRule | null {
  if (sourceId === null) {
    const rule = numberedRule(field);
    if (typeof rule === 'string') details.push({ location: `${place}.field`, message: rule });
    return typeof rule === 'string' ? null : rule;
  }
  const source = sources.get(sourceId);
  if (!source) details.push({ location: `${place}.sourceId`, message: 'is not a source of the bucket' });
  const rule = source ? kindRule(source, field) : null;
  if (typeof rule === 'string') details.push({ location: `${place}.field`, message: rule });
  return typeof rule === 'string' ? null : rule;
}

/** Gathers series; one that comes twice goes on where it was. */
function createBatch(total: number) {
  const names: { sourceId: string | null; field: string }[] = [];
  const numberOf = new Map<string, number>();
  const seriesOf = new Int32Array(total);
  const allKeys = new Float64Array(total);
  const numbers = new Float64Array(total);
  const kinds = new Uint8Array(total).fill(valueKinds.number);
  const texts = new Map<string, number>();
  let count = 0;
  let isPlain = true;

  const put = (at: number, value: Value): void => {
    isPlain = false;
    kinds[at] = kindOf(value);
    if (typeof value !== 'string') return;
    const known = texts.get(value) ?? texts.size;
    texts.set(value, known);
    numbers[at] = known;
  };

  return {
    add({ sourceId, field, values }: ColumnSeries, keys: Float64Array, rule: KindRule | null, place: string, details: Detail[]): void {
      const name = `${sourceId ?? ''} ${field}`;
      const number = numberOf.get(name) ?? names.length;
      if (number === names.length) names.push({ sourceId, field });
      numberOf.set(name, number);
      seriesOf.fill(number, count, count + values.length);
      allKeys.set(keys, count);
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? null;
        if (rule !== null && value !== null && typeof value !== rule.type && details.length < mostDetails)
          details.push({ location: `${place}.values[${i}]`, message: `must be ${rule.type} ${rule.because}, not ${typeof value}` });
        if (typeof value === 'number') numbers[count + i] = value;
        else put(count + i, value);
      }
      count += values.length;
    },
    finish: (): ColumnBatch => ({
      series: names,
      count,
      seriesOf,
      keys: allKeys,
      numbers,
      kinds: isPlain ? null : kinds,
      texts: [...texts.keys()],
    }),
  };
}

function kindOf(value: Value): number {
  if (value === null) return valueKinds.null;
  if (typeof value === 'boolean') return value ? valueKinds.true : valueKinds.false;
  return typeof value === 'string' ? valueKinds.text : valueKinds.number;
}
