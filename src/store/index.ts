import { readAggregate } from './aggregate-query.ts';
import { deleteKeys } from './delete.ts';
import { readExtent, readPoints, readRecords } from './read.ts';
import { sweepPoints } from './retention.ts';
import type { Store } from './store.ts';
import { rowsOf } from './table.ts';
import { writePoints } from './write.ts';

export interface StoreOptions {
  /** The most points that one aggregate or one page of records may read. They are held in memory, about 1 KB each. */
  maxPoints: number;
}

/** The store on the table `points`, one row for each point. */
export function createStore({ maxPoints }: StoreOptions): Store {
  return {
    write: writePoints,
    points: readPoints,
    records: (db, bucket, now, range, page) => readRecords(db, bucket, now, range, page, maxPoints),
    aggregate: (db, bucket, now, query, page) => readAggregate(db, bucket, now, query, page, maxPoints),
    extent: readExtent,
    deleteKeys,
    deleteRange: async (db, bucket, range) => rowsOf(db, bucket, range).del(),
    deleteSource: async (db, bucket, sourceId) => rowsOf(db, bucket, {}).where('source_id', sourceId).del(),
    purge: async (db, bucket) => rowsOf(db, bucket, {}).del(),
    sweep: sweepPoints,
  };
}
