import { createTurns } from '../domain/turns.ts';
import type { InTurns } from '../domain/turns.ts';
import { createColumnStore } from './columns/store.ts';
import { createRowStore } from './rows/store.ts';
import type { BucketRef, Store } from './store.ts';

export interface StoreOptions {
  /** The most points that one aggregate or one page of records may read. */
  maxPoints: number;
  /** The most values of a bucket that may wait to be folded, 5 million when absent. Above that writes are refused. */
  maxUnfolded?: number;
  /** The most series in use (fields of sources and numbered series) that a bucket may have, 100,000 when absent. */
  maxSeries?: number;
  /** Above so many series a bucket is cut into so many slots; 16 above 20,000 when absent. It stays as it once was cut. */
  slotting?: { above: number; slots: number };
  /** From so many values on a read is decoded by another thread, 200,000 when absent. */
  heavyValues?: number;
  /** Percentiles of groups with more values come from a histogram, 1 million when absent. */
  exactPercentiles?: number;
  /** How long the log of a bucket is kept for those who follow it, in milliseconds; a quarter of an hour when absent. */
  keptMs?: number;
  /** Does long work; with turns of its own when absent. */
  inTurns?: InTurns;
}

/** The store: in columns for keys that are numbers, in rows for those that are strings. */
export function createStore(options: StoreOptions): Store {
  const { maxPoints, maxUnfolded = 5_000_000, maxSeries = 100_000, heavyValues, exactPercentiles = 1_000_000 } = options;
  const { keptMs = 900_000, inTurns = createTurns() } = options;
  const { slotting = { above: 20_000, slots: 16 } } = options;
  const columns = createColumnStore({
    maxPoints,
    maxUnfolded,
    maxSeries,
    slotting,
    heavyValues,
    exactPercentiles,
    keptMs,
    inTurns,
  });
  const rows = createRowStore({ maxPoints });
  const of = ({ keyType }: BucketRef): Omit<Store, 'log'> => (keyType === 'string' ? rows : columns);
  return {
    write: (db, bucket, points) => of(bucket).write(db, bucket, points),
    writeColumns: (db, bucket, batch, ...more) => of(bucket).writeColumns(db, bucket, batch, ...more),
    points: (db, bucket, now, selection, page, options) => of(bucket).points(db, bucket, now, selection, page, options),
    records: (db, bucket, now, range, page, options) => of(bucket).records(db, bucket, now, range, page, options),
    aggregate: (db, bucket, now, query, page, options) => of(bucket).aggregate(db, bucket, now, query, page, options),
    aggregateColumns: (db, bucket, now, query, page, options) => of(bucket).aggregateColumns(db, bucket, now, query, page, options),
    chart: (db, bucket, now, selection, count, page, options) => of(bucket).chart(db, bucket, now, selection, count, page, options),
    latest: (db, bucket, now, selection, page, options) => of(bucket).latest(db, bucket, now, selection, page, options),
    extent: (db, bucket, now, selection, options) => of(bucket).extent(db, bucket, now, selection, options),
    export: (snapshot, bucket, now, selection, options) => of(bucket).export(snapshot, bucket, now, selection, options),
    deleteKeys: (db, bucket, keys) => of(bucket).deleteKeys(db, bucket, keys),
    deleteRange: (db, bucket, range) => of(bucket).deleteRange(db, bucket, range),
    deleteSource: (db, bucket, sourceId) => of(bucket).deleteSource(db, bucket, sourceId),
    purge: (db, bucket) => of(bucket).purge(db, bucket),
    largestSources: (db, bucket, limit) => of(bucket).largestSources(db, bucket, limit),
    sweep: (db, bucket, now) => of(bucket).sweep(db, bucket, now),
    drop: (db, bucket) => of(bucket).drop(db, bucket),
    maintain: (db, bucket, now, options) => of(bucket).maintain(db, bucket, now, options),
    maintainAll: (db, now) => columns.maintainAll(db, now),
    log: columns.log,
    close: () => columns.close(),
    backlog: (db, now) => columns.backlog(db, now),
  };
}
