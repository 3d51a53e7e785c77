import { markDropped } from '../columns/drop.ts';
import { lockShardForDrop } from '../columns/log.ts';
import { inTransaction, shardOf } from '../columns/shard.ts';
import type { BucketRef, Store } from '../store.ts';
import { deleteKeys, deleteRows } from './delete.ts';
import { exportRows } from './export.ts';
import { readExtent, readPoints, readRecords } from './read.ts';
import { sweepPoints } from './retention.ts';
import { writePoints } from './write.ts';

/** The store on the table `points`, one row for each point: for buckets keyed by strings. */
export function createRowStore({ maxPoints }: { maxPoints: number }): Omit<Store, 'log'> {
  const purge: Store['purge'] = (db, bucket) => deleteRows(db, bucket, {});
  const nothing = { folded: 0, merged: 0 };
  return {
    write: writePoints,
    writeColumns: async (_db, bucket) => {
      throw new TypeError(`a bucket with ${bucket.keyType} keys takes no columns`);
    },
    points: readPoints,
    records: (db, bucket, now, range, page) => readRecords(db, bucket, now, range, page, maxPoints),
    aggregate: async (_db, bucket) => noTimes(bucket),
    aggregateColumns: async (_db, bucket) => noTimes(bucket),
    chart: async (_db, bucket) => {
      throw new TypeError(`a bucket with ${bucket.keyType} keys has no times for a chart`);
    },
    latest: async (_db, bucket) => {
      throw new TypeError(`a bucket with ${bucket.keyType} keys has no latest values`);
    },
    extent: readExtent,
    export: async (snapshot, bucket, now, selection) => exportRows(snapshot, bucket, now, selection),
    deleteKeys,
    deleteRange: deleteRows,
    deleteSource: (db, bucket, sourceId) => deleteRows(db, bucket, {}, (query) => query.where('source_id', sourceId)),
    purge,
    sweep: sweepPoints,
    largestSources: async () => [],
    async drop(db, bucket) {
      return inTransaction(db, async (transaction) => {
        if ((await lockShardForDrop(transaction, shardOf(bucket))).isDropped) return 0;
        await markDropped(transaction, shardOf(bucket));
        return purge(transaction, bucket);
      });
    },
    maintain: async () => nothing,
    close: async () => undefined,
    maintainAll: async () => ({ ...nothing, failures: [] }),
    backlog: async () => ({
      values: 0,
      batches: 0,
      oldestSeconds: 0,
      lagSeconds: 0,
      fullest: null,
      maxUnfolded: 0,
      openParts: 0,
      closedParts: 0,
    }),
  };
}

function noTimes({ keyType }: BucketRef): never {
  throw new TypeError(`a bucket with ${keyType} keys has no times to aggregate over`);
}
