import type { Knex } from 'knex';
import type { BucketRef, Key } from '../store.ts';
import { keyColumn, rowsOf } from './table.ts';

/** `Store.deleteKeys` on the table `points`. */
export async function deleteKeys(db: Knex, bucket: BucketRef, keys: readonly Key[]): Promise<number> {
  const { name, type } = keyColumn(bucket.keyType);
  return rowsOf(db, bucket, {})
    .whereRaw(`?? = any(?::${type}[])`, [name, keys.map(String)])
    .del();
}
