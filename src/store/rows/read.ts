import type { Knex } from 'knex';
import type { BucketRef, Key, Page, Point, Range, Rows, Selection } from '../store.ts';
import { TooManyPoints } from '../store.ts';
import { keyColumn, keyOf, ordering, pointOf, readRows, rowsOf, selectedRows } from './table.ts';

/** `Store.points` on the table `points`. */
export async function readPoints(
  db: Knex,
  bucket: BucketRef,
  now: number,
  selection: Selection,
  { order, limit, offset }: Page,
): Promise<Rows<Point>> {
  const query = selectedRows(db, bucket, now, selection)
    .orderBy(ordering(order))
    .limit(limit + 1)
    .offset(offset);
  const rows = await readRows(query, bucket, { fields: selection.fields, metadata: true });
  return { rows: rows.slice(0, limit).map((row) => pointOf(row, bucket)), hasMore: rows.length > limit };
}

interface StoredRecord {
  key: Key;
  points: Point[];
}

/** `Store.records` on the table `points`. */
export async function readRecords(
  db: Knex,
  bucket: BucketRef,
  now: number,
  range: Range,
  { order, limit, offset }: Page,
  maxPoints: number,
): Promise<Rows<StoredRecord>> {
  const key = keyColumn(bucket.keyType).name;
  const keys = selectedRows(db, bucket, now, { from: range.from, to: range.to })
    .distinct(key)
    .orderBy(key, order)
    .limit(limit + 1)
    .offset(offset);
  // The keys of one page are neighbours, so that the points between the least and the greatest are theirs.
  const query = rowsOf(db, bucket, {})
    .with('page', keys)
    .whereRaw(`?? >= (select min(??) from page)`, [key, key])
    .whereRaw(`?? <= (select max(??) from page)`, [key, key])
    .orderBy([
      { column: key, order },
      { column: 'source_id', order: 'asc' },
    ])
    .limit(maxPoints + 1);
  const rows = await readRows(query, bucket, { metadata: true });
  if (rows.length > maxPoints) throw new TooManyPoints(maxPoints, rows.length);
  const records: StoredRecord[] = [];
  for (const row of rows) {
    const point = pointOf(row, bucket);
    const last = records.at(-1);
    if (last?.key === point.key) last.points.push(point);
    else records.push({ key: point.key, points: [point] });
  }
  return { rows: records.slice(0, limit), hasMore: records.length > limit };
}

/** `Store.extent` on the table `points`. */
export async function readExtent(
  db: Knex,
  bucket: BucketRef,
  now: number,
  selection: Selection,
): Promise<{ points: number; first?: Key; last?: Key }> {
  const key = keyColumn(bucket.keyType).name;
  const rows: { points: number | string; first: number | string | null; last: number | string | null }[] = await selectedRows(
    db,
    bucket,
    now,
    selection,
  )
    .count('* as points')
    .min(`${key} as first`)
    .max(`${key} as last`);
  const [extent] = rows;
  if (extent === undefined || extent.first === null || extent.last === null) return { points: 0 };
  return { points: Number(extent.points), first: keyOf(extent.first, bucket), last: keyOf(extent.last, bucket) };
}
