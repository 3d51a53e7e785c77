import type { Knex } from 'knex';
import { aggregateSeries } from '../aggregate.ts';
import type { Series } from '../aggregate.ts';
import { TooManyPoints } from '../store.ts';
import type { AggregateQuery, AggregateRow, BucketRef, Page, Rows } from '../store.ts';
import { groupStarts } from '../time-groups.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { scan } from './scan.ts';
import { canSummarize, summarize, valuesOf } from './summarize.ts';
import type { SourceRows } from './scan.ts';
import { applySelection, selectColumns } from './select.ts';

/** `Store.aggregate` on columns. */
export async function readAggregate(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  query: AggregateQuery,
  page: Page,
  maxPoints: number,
): Promise<Rows<AggregateRow>> {
  if (bucket.keyType !== 'timestamp') throw new TypeError(`a bucket with ${bucket.keyType} keys has no times to aggregate over`);
  const selection = selectColumns(bucket, now, query);
  if (selection.isEmpty) return { rows: [], hasMore: false };
  if (canSummarize(query, selection)) {
    const reading = await readShard(db, names, bucket, { ...selection, columns: 'rolls', most: maxPoints });
    if (reading === null) return { rows: [], hasMore: false };
    const rows = summarize(reading, selection, query, page, {
      startsOf,
      requireFewPoints: (sources) => requireFewPoints(sources, maxPoints),
    });
    if (rows !== null) return rows;
  }
  const reading = await readShard(db, names, bucket, { ...selection, columns: 'data', most: maxPoints });
  if (reading === null) return { rows: [], hasMore: false };
  const sources = applySelection(scan(reading, selection), selection);
  requireFewPoints(sources, maxPoints);
  let [first, last] = [Infinity, -Infinity];
  for (const { keys } of sources) {
    first = Math.min(first, keys[0] ?? Infinity);
    last = Math.max(last, keys.at(-1) ?? -Infinity);
  }
  if (first > last) return { rows: [], hasMore: false };
  const starts = startsOf(query, first, last);
  return aggregateSeries(sources.flatMap(seriesOf), { ...page, aggregation: query.aggregation, fill: query.fill, starts });
}

function requireFewPoints(sources: readonly SourceRows[], maxPoints: number): void {
  const points = sources.reduce((sum, { keys }) => sum + keys.length, 0);
  if (points > maxPoints) throw new TooManyPoints(maxPoints, points);
}

/** Gaps are filled up to the bounds of the range; otherwise no group is needed outside of the points. */
function startsOf({ from, to, grouping, fill }: AggregateQuery, firstKey: number, lastKey: number): number[] {
  if (grouping === undefined) return [from === undefined ? firstKey : Number(from)];
  if (fill === 'none') return groupStarts(grouping, firstKey, lastKey);
  return groupStarts(grouping, from === undefined ? firstKey : Number(from), to === undefined ? lastKey : Number(to) - 1);
}

function seriesOf({ sourceId, fields }: SourceRows): Series[] {
  return [...fields].map(([field, column]) => ({
    sourceId: sourceId === '' ? null : sourceId,
    field,
    keys: column.keys,
    values: valuesOf(column),
  }));
}
