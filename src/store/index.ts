import { createColumnStore } from './columns/store.ts';
import { createRowStore } from './rows/store.ts';
import type { BucketRef, Store } from './store.ts';

export interface StoreOptions {
  /** The most points that one aggregate or one page of records may read. */
  maxPoints: number;
  /** The most values of a bucket that may wait to be folded, 5 million when absent. Above that writes are refused. */
  maxUnfolded?: number;
}

/** The store: in columns for keys that are numbers, in rows for those that are strings. */
export function createStore({ maxPoints, maxUnfolded = 5_000_000 }: StoreOptions): Store {
  const columns = createColumnStore({ maxPoints, maxUnfolded });
  const rows = createRowStore({ maxPoints });
  const of = ({ keyType }: BucketRef): Store => (keyType === 'string' ? rows : columns);
  return {
    write: (db, bucket, points) => of(bucket).write(db, bucket, points),
    writeColumns: (db, bucket, batch) => of(bucket).writeColumns(db, bucket, batch),
    points: (db, bucket, now, selection, page) => of(bucket).points(db, bucket, now, selection, page),
    records: (db, bucket, now, range, page) => of(bucket).records(db, bucket, now, range, page),
    aggregate: (db, bucket, now, query, page) => of(bucket).aggregate(db, bucket, now, query, page),
    extent: (db, bucket, now, selection) => of(bucket).extent(db, bucket, now, selection),
    deleteKeys: (db, bucket, keys) => of(bucket).deleteKeys(db, bucket, keys),
    deleteRange: (db, bucket, range) => of(bucket).deleteRange(db, bucket, range),
    deleteSource: (db, bucket, sourceId) => of(bucket).deleteSource(db, bucket, sourceId),
    purge: (db, bucket) => of(bucket).purge(db, bucket),
    sweep: (db, bucket, now) => of(bucket).sweep(db, bucket, now),
    drop: (db, bucket) => of(bucket).drop(db, bucket),
    maintain: (db, bucket, now, options) => of(bucket).maintain(db, bucket, now, options),
    maintainAll: (db, now) => columns.maintainAll(db, now),
    backlog: (db, now) => columns.backlog(db, now),
  };
}
