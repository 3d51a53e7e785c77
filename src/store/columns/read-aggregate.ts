import type { Knex } from 'knex';
import { aggregateColumns } from '../aggregate.ts';
import type { AggregateColumns, Before } from '../aggregate.ts';
import { isNumeric } from '../reduce.ts';
import { noRows } from '../row-columns.ts';
import { furthestBack } from '../store.ts';
import type { AggregateQuery, BucketRef, Page, Point, ReadOptions, Rows, Selection } from '../store.ts';
import type { AggregateJob } from './aggregate.ts';
import { inSnapshot } from './read.ts';
import { keepPages, knownPage, mayKeep, pageOf, widePage } from './known-pages.ts';
import { readNewest } from './read-newest.ts';
import type { NewestReading } from './read-newest.ts';
import { readShard } from './reader.ts';
import { boundOf, patience } from './snapshot.ts';
import type { Bound, Snapshot } from './snapshot.ts';
import type { Names } from './reader.ts';
import { isConditional, selectColumns } from './select.ts';
import { canSummarize } from './summarize.ts';

const nothing = (): AggregateColumns => ({ columns: noRows(), hasMore: false });

/** What one query may read, and of how many values percentiles are exact. */
export interface AggregateBounds {
  maxPoints: number;
  exactPercentiles: number;
}

/** `Store.aggregateColumns` on columns. */
export async function readAggregate(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  query: AggregateQuery,
  page: Page,
  { maxPoints, exactPercentiles }: AggregateBounds,
  options: ReadOptions = {},
): Promise<AggregateColumns> {
  if (bucket.keyType !== 'timestamp') throw new TypeError(`a bucket with ${bucket.keyType} keys has no times to aggregate over`);
  const selection = selectColumns(bucket, now, query);
  const earlier = selectEarlier(bucket, now, query);
  if (selection.isEmpty) return nothing();
  const job: AggregateJob = { selection, query, page, maxPoints: maxPoints * patience, exactPercentiles, before: [] };
  const most = boundOf(maxPoints, patience);
  if (earlier === null) {
    const last = await readLastOnly(db, names, bucket, job, maxPoints, options);
    return last ?? readGroups(db, names, bucket, job, most, options);
  }
  return inSnapshot(names, db, bucket, async (inner) => {
    const wanted = { selection: earlier, numbersOnly: isNumeric(query.aggregation), maxPoints };
    const newest = await readNewest(inner, names, bucket, wanted, options);
    return newest === null ? nothing() : readGroups(inner, names, bucket, { ...job, before: namesOf(newest) }, most, options);
  });
}

/**
 * Where `fill: 'previous'` finds values before the range; null when it needs none. A count, a sum or a rate is no value that
 * could go on.
 */
function selectEarlier(bucket: BucketRef, now: number, query: AggregateQuery) {
  const { from, fill, grouping, aggregation, fillLimit = furthestBack } = query;
  if (fill !== 'previous' || grouping === undefined || from === undefined || ['count', 'sum', 'rate'].includes(aggregation)) return null;
  const earlier = selectColumns(bucket, now, { ...query, from: Number(from) - fillLimit, to: Number(from) });
  return earlier.isEmpty ? null : earlier;
}

function namesOf({ values, catalog }: NewestReading): Before[] {
  return values.flatMap(({ series, key, value }) => {
    const name = catalog.names.get(series);
    return name === undefined ? [] : [{ sourceId: name.sourceId === '' ? null : name.sourceId, field: name.field, key, value }];
  });
}

/** The last values of a whole range; null when the query wants something else. */
async function readLastOnly(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  { selection, query, page }: AggregateJob,
  maxPoints: number,
  options: ReadOptions,
): Promise<AggregateColumns | null> {
  // Without a start the rows have the time of the first point, which the last values do not tell.
  if (query.aggregation !== 'last' || query.grouping !== undefined || query.from === undefined || isConditional(selection)) return null;
  const newest = await readNewest(db, names, bucket, { selection, numbersOnly: false, maxPoints }, options);
  if (newest === null) return nothing();
  const all = namesOf(newest).map(({ value, ...series }) => ({ ...series, cells: { groups: [0], values: [value] } }));
  return aggregateColumns(all, { ...page, aggregation: 'last', fill: 'none', starts: [Number(query.from)] });
}

/** A page of groups. Of more than a page the first ones are kept for the next request. */
async function readGroups(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  job: AggregateJob,
  most: Bound,
  { signal }: ReadOptions,
): Promise<AggregateColumns> {
  if (!mayKeep(db, job)) return (await computeGroups(db, names, bucket, job, most, signal))?.found ?? nothing();
  if (job.page.offset > 0) {
    const known = await knownPage(db, names, bucket, job);
    if (known !== undefined) return known;
    return (await computeGroups(db, names, bucket, job, most, signal))?.found ?? nothing();
  }
  const computed = await computeGroups(db, names, bucket, { ...job, page: widePage(job.page) }, most, signal);
  if (computed === null) return nothing();
  keepPages(names, bucket, job, computed.snapshot, computed.found);
  return pageOf(computed.found, job.page) ?? nothing();
}

async function computeGroups(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  job: AggregateJob,
  most: Bound,
  signal: AbortSignal | undefined,
): Promise<{ found: AggregateColumns; snapshot: Snapshot } | null> {
  const { selection, query } = job;
  if (canSummarize(query, selection)) {
    const reading = await readShard(db, names, bucket, { ...selection, columns: 'rolls', most, signal });
    if (reading === null) return null;
    const found = await names.threads.run('summarize', reading, job, signal);
    if (found !== null) return { found, snapshot: reading.snapshot };
  }
  const reading = await readShard(db, names, bucket, { ...selection, columns: 'data', most, signal });
  return reading && { found: await names.threads.run('aggregate', reading, job, signal), snapshot: reading.snapshot };
}

/** `Store.chart` on columns. */
export async function readChart(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  selection: Selection,
  count: number,
  page: Page,
  maxPoints: number,
  { signal }: ReadOptions = {},
): Promise<Rows<Point>> {
  const columns = selectColumns(bucket, now, selection);
  if (columns.isEmpty) return { rows: [], hasMore: false };
  const reading = await readShard(db, names, bucket, { ...columns, columns: 'data', most: boundOf(maxPoints, patience), signal });
  const job = { selection: columns, count, page, maxPoints: maxPoints * patience };
  return reading === null ? { rows: [], hasMore: false } : names.threads.run('chart', reading, job, signal);
}
