import type { Knex } from 'knex';
import type { AggregateQuery, AggregateRow, BucketRef, Page, ReadOptions, Rows } from '../store.ts';
import type { AggregateJob } from './aggregate.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { selectColumns } from './select.ts';
import { canSummarize } from './summarize.ts';

/** `Store.aggregate` on columns. */
export async function readAggregate(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  query: AggregateQuery,
  page: Page,
  maxPoints: number,
  { signal }: ReadOptions = {},
): Promise<Rows<AggregateRow>> {
  if (bucket.keyType !== 'timestamp') throw new TypeError(`a bucket with ${bucket.keyType} keys has no times to aggregate over`);
  const selection = selectColumns(bucket, now, query);
  if (selection.isEmpty) return { rows: [], hasMore: false };
  const job: AggregateJob = { selection, query, page, maxPoints };
  if (canSummarize(query, selection)) {
    const reading = await readShard(db, names, bucket, { ...selection, columns: 'rolls', most: maxPoints, signal });
    if (reading === null) return { rows: [], hasMore: false };
    const rows = await names.threads.run('summarize', reading, job, signal);
    if (rows !== null) return rows;
  }
  const reading = await readShard(db, names, bucket, { ...selection, columns: 'data', most: maxPoints, signal });
  return reading === null ? { rows: [], hasMore: false } : names.threads.run('aggregate', reading, job, signal);
}
