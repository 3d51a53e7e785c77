import type { Comparison, DataQuery, QueryFilters } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { isTimezone, parseTimestamp } from '../../domain/time.ts';
import type { Aggregation, BucketRef, Condition, Grouping, Page, Point, RowColumns, Selection } from '../../store/store.ts';
import { bucketRef } from '../buckets/resource.ts';
import { findSources } from '../sources/queries.ts';
import { chooseSources } from './choose-sources.ts';
import { durationMs, fittingInterval, parseGrouping } from './grouping.ts';
import { requireTimeBucket } from './ingest.ts';
import { withAdvice } from './narrow.ts';

const [defaultLimit, defaultChartLimit] = [1000, 10_000];
/** Above this many points of a source, a query that names no aggregation is averaged. */
const plentiful = 500;

type FilledQuery = DataQuery & Required<Pick<DataQuery, 'timezone' | 'fill' | 'order' | 'offset' | 'downsample'>>;

/** The rows of a query, aggregates as columns, and how they came about. */
export interface QueryResult {
  rows: Point[] | RowColumns;
  hasMore: boolean;
  page: Page;
  downsamplingApplied: boolean;
  aggregation?: Aggregation;
  groupBy?: string;
  method?: 'lttb';
  /** Only of percentiles. */
  percentileError?: number;
}

/** Raw points, aggregates, or points averaged because there are many. */
export async function queryData(context: Context, asked: FilledQuery): Promise<QueryResult> {
  const details = contradictions(asked);
  if (details.length > 0) throw new ApiError('validation_failed', details);
  const bucket = await requireTimeBucket(context, asked.bucketId);
  const query = { ...asked, sourceIds: await chooseSources(context, bucket, asked) };
  return withAdvice(asked, () => readData(context, bucketRef(bucket), query));
}

async function readData(context: Context, ref: BucketRef, query: FilledQuery): Promise<QueryResult> {
  const signal = context.signal();
  const selection = selectionOf(query);
  const page: Page = { order: query.order, limit: query.limit ?? query.filters?.limit ?? (query.chartPoints === undefined ? defaultLimit : defaultChartLimit), offset: query.offset };
  if (query.aggregation !== undefined || query.groupBy !== undefined) {
    const aggregation = query.aggregation ?? 'avg';
    const grouping = query.groupBy === undefined ? undefined : parseGrouping(query.groupBy, query.timezone);
    const fillLimit = query.fillLimit === undefined ? undefined : durationMs(query.fillLimit);
    const wanted = { ...selection, aggregation, grouping, fill: query.fill, fillLimit };
    const found = await context.store.aggregateColumns(context.db, ref, context.clock.now(), wanted, page, { signal });
    const { columns, hasMore } = found;
    const percentileError = /^p\d/.test(aggregation) ? (found.percentileError ?? 0) : undefined;
    return { rows: columns, hasMore, page, downsamplingApplied: false, aggregation, groupBy: query.groupBy, percentileError };
  }
  if (query.chartPoints !== undefined) {
    const rows = await context.store.chart(context.db, ref, context.clock.now(), selection, query.chartPoints, page, { signal });
    return { ...rows, page, downsamplingApplied: true, method: 'lttb' };
  }
  const interval = query.downsample ? await downsamplingInterval(context, ref, query, selection) : null;
  if (interval === null) {
    const rows = await context.store.points(context.db, ref, context.clock.now(), selection, page, { signal });
    return { ...rows, page, downsamplingApplied: false };
  }
  const grouping: Grouping = parseGrouping(interval, 'UTC');
  const averaged = { ...selection, aggregation: 'avg' as const, grouping, fill: 'none' as const };
  const { columns, hasMore } = await context.store.aggregateColumns(context.db, ref, context.clock.now(), averaged, page, { signal });
  return { rows: columns, hasMore, page, downsamplingApplied: true, aggregation: 'avg', groupBy: interval };
}

/** What a query asks for twice or against itself. */
function contradictions(query: FilledQuery): Detail[] {
  const details: Detail[] = [];
  for (const name of ['startTime', 'endTime', 'limit'] as const)
    if (query[name] !== undefined && query.filters?.[name] !== undefined)
      details.push({ location: `body.filters.${name}`, message: `is named outside of filters too; keep one of them` });
  const { from, to } = rangeOf(query);
  if (from !== undefined && to !== undefined && to <= from) details.push({ location: 'body.endTime', message: 'must be after startTime' });
  if (!isTimezone(query.timezone)) details.push({ location: 'body.timezone', message: 'is not a zone of the IANA database' });
  if (query.fill !== 'none' && query.groupBy === undefined) details.push({ location: 'body.fill', message: 'needs groupBy' });
  if (query.chartPoints !== undefined)
    for (const name of ['aggregation', 'groupBy'] as const)
      if (query[name] !== undefined) details.push({ location: `body.${name}`, message: 'can not stand together with chartPoints' });
  if (query.fillLimit !== undefined && query.fill !== 'previous' && query.fill !== 'linear')
    details.push({ location: 'body.fillLimit', message: 'needs fill previous or linear' });
  return details;
}

function rangeOf({ startTime, endTime, filters }: DataQuery): { from?: number; to?: number } {
  const start = startTime ?? filters?.startTime;
  const end = endTime ?? filters?.endTime;
  return {
    ...(start === undefined ? {} : { from: parseTimestamp(start) }),
    ...(end === undefined ? {} : { to: parseTimestamp(end) }),
  };
}

function selectionOf(query: DataQuery): Selection {
  return {
    ...rangeOf(query),
    sourceIds: query.sourceIds,
    fields: query.fields,
    conditions: conditionsOf(query.filters),
    metadata: metadataOf(query.filters),
  };
}

const operators = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const;

function conditionsOf(filters: QueryFilters | undefined): Condition[] | undefined {
  if (!filters?.values) return undefined;
  return Object.entries(filters.values).flatMap(([field, comparison]) => comparisonsOf(field, comparison ?? {}));
}

function comparisonsOf(field: string, comparison: Comparison): Condition[] {
  return operators.flatMap((operator) => {
    const value = comparison[operator];
    return value === undefined ? [] : [{ field, operator, value }];
  });
}

function metadataOf(filters: QueryFilters | undefined): Selection['metadata'] {
  const entries = Object.entries(filters?.metadata ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The interval that makes a chart of many points, or null when there are few, or a source does not allow it. */
async function downsamplingInterval(context: Context, bucket: BucketRef, query: DataQuery, selection: Selection): Promise<string | null> {
  const extent = await context.store.extent(context.db, bucket, context.clock.now(), selection, { signal: context.signal() });
  if (extent.points <= plentiful || typeof extent.first !== 'number' || typeof extent.last !== 'number') return null;
  const sources = await findSources(context.db, bucket.organizationId, bucket.bucketId, query.sourceIds);
  if (sources.some((source) => !source.downsampling) || extent.points / Math.max(1, sources.length) <= plentiful) return null;
  const from = typeof selection.from === 'number' ? selection.from : extent.first;
  const to = typeof selection.to === 'number' ? selection.to : extent.last + 1;
  const interval = fittingInterval(to - from, plentiful);
  // Hours are summarized already, so that they may be read of more points than others.
  return extent.points > context.limits.queryPoints && /[sm]$/.test(interval) ? '1h' : interval;
}

