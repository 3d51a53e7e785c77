import type { Knex } from 'knex';
import type { BucketRef, Key, Range } from '../store.ts';
import { inTransaction } from '../columns/shard.ts';
import { keyColumn, loggedRowsOf, rowsOf } from './table.ts';

/** `Store.deleteKeys` on the table `points`. */
export async function deleteKeys(db: Knex, bucket: BucketRef, keys: readonly Key[]): Promise<number> {
  const { name, type } = keyColumn(bucket.keyType);
  return deleteRows(db, bucket, {}, (query) => query.whereRaw(`?? = any(?::${type}[])`, [name, keys.map(String)]));
}

/** Deletes rows and what the log has of them; the log first, so that what is written meanwhile is told, whether it stays or not. */
export async function deleteRows(
  db: Knex,
  bucket: BucketRef,
  range: Range,
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder = (query) => query,
): Promise<number> {
  return inTransaction(db, async (transaction) => {
    if (bucket.keyType === 'string') await narrow(loggedRowsOf(transaction, bucket, range)).del();
    return narrow(rowsOf(transaction, bucket, range)).del();
  });
}
