import type { Knex } from 'knex';
import { aggregateSeries } from '../../src/store/aggregate.ts';
import type { Series } from '../../src/store/aggregate.ts';
import { TooManyPoints } from '../../src/store/store.ts';
import type { AggregateQuery, AggregateRow, BucketRef, Page, Rows, Value } from '../../src/store/store.ts';
import { keyColumn, readRows, selectedRows } from '../../src/store/rows/table.ts';
import type { PointRow } from '../../src/store/rows/table.ts';
import { groupStarts } from '../../src/store/time-groups.ts';

/** Aggregates over the table `points`, as a yardstick: what a store of rows would do. */
export async function readAggregate(
  db: Knex,
  bucket: BucketRef,
  now: number,
  query: AggregateQuery,
  page: Page,
  maxPoints: number,
): Promise<Rows<AggregateRow>> {
  if (bucket.keyType !== 'timestamp') throw new TypeError(`a bucket with ${bucket.keyType} keys has no times to aggregate over`);
  const selected = selectedRows(db, bucket, now, query)
    .orderBy(keyColumn(bucket.keyType).name)
    .limit(maxPoints + 1);
  const rows = await readRows(selected, bucket, { fields: query.fields, metadata: false });
  if (rows.length > maxPoints) throw new TooManyPoints(maxPoints, rows.length);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return { rows: [], hasMore: false };
  const starts = startsOf(query, Number(first[1]), Number(last[1]));
  return aggregateSeries(seriesOf(rows), { ...page, aggregation: query.aggregation, fill: query.fill, starts });
}

/** Gaps are filled up to the bounds of the range; otherwise no group is needed outside of the points. */
function startsOf({ from, to, grouping, fill }: AggregateQuery, firstKey: number, lastKey: number): number[] {
  if (grouping === undefined) return [from === undefined ? firstKey : Number(from)];
  if (fill === 'none') return groupStarts(grouping, firstKey, lastKey);
  return groupStarts(grouping, from === undefined ? firstKey : Number(from), to === undefined ? lastKey : Number(to) - 1);
}

interface Columns extends Series {
  keys: number[];
  values: Value[];
}

/** Rows in key order become one pair of columns for each field of each source. */
function seriesOf(rows: readonly PointRow[]): Columns[] {
  const all: Columns[] = [];
  const bySource = new Map<string, Map<string, Columns>>();
  for (const [source, key, values] of rows) {
    let byField = bySource.get(source);
    if (byField === undefined) bySource.set(source, (byField = new Map<string, Columns>()));
    for (const [field, value] of Object.entries(values)) {
      let series = byField.get(field);
      if (series === undefined) {
        series = { sourceId: source === '' ? null : source, field, keys: [], values: [] };
        byField.set(field, series);
        all.push(series);
      }
      series.keys.push(Number(key));
      series.values.push(value);
    }
  }
  return all;
}
