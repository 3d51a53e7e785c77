import { rowsOfAggregate } from '../aggregate.ts';
import { createLog } from '../follow/log.ts';
import { createWriterState } from './append.ts';
import { readBacklog } from './backlog.ts';
import { deleteKeys, deleteRange, deleteSource, purge, sweep } from './deletion.ts';
import { drop } from './drop.ts';
import { exportColumns } from './export.ts';
import { readExtent, readWholeExtent } from './extent.ts';
import { createGroupWriter } from './group.ts';
import { latestFoldSeconds, maintainBucket, maintainShards } from './maintain.ts';
import { readAggregate, readChart } from './read-aggregate.ts';
import { readLatest } from './read-latest.ts';
import { readPoints, readRecords } from './read.ts';
import { createNames } from './reader.ts';
import { requestOfColumns, requestOfPoints } from './request.ts';
import { largestSources } from './series.ts';

import type { InTurns } from '../../domain/turns.ts';
import type { Slotting } from './slots.ts';
import type { Store } from '../store.ts';

export interface ColumnStoreOptions {
  maxPoints: number;
  maxUnfolded: number;
  maxSeries: number;
  slotting: Slotting;
  inTurns: InTurns;
  heavyValues?: number;
  exactPercentiles: number;
  keptMs: number;
}

/** The store for buckets whose keys are numbers. */
export function createColumnStore({ maxPoints, heavyValues, exactPercentiles, keptMs, ...limits }: ColumnStoreOptions): Store {
  const { inTurns } = limits;
  const names = createNames(heavyValues);
  const write = createGroupWriter(createWriterState(names, limits));
  const aggregateColumns: Store['aggregateColumns'] = (db, bucket, now, query, page, options) =>
    readAggregate(db, names, bucket, now, query, page, { maxPoints, exactPercentiles }, options);
  return {
    write: async (db, bucket, points) => write(db, bucket, await inTurns(requestOfPoints(points))),
    writeColumns: async (db, bucket, batch, confirm, beside) => write(db, bucket, await inTurns(requestOfColumns(batch, confirm)), beside),
    points: (db, bucket, now, selection, page, options) => readPoints(db, names, bucket, now, selection, page, maxPoints, options),
    records: (db, bucket, now, range, page, options) => readRecords(db, names, bucket, now, range, page, maxPoints, options),
    aggregate: async (db, bucket, now, query, page, options) =>
      rowsOfAggregate(await aggregateColumns(db, bucket, now, query, page, options)),
    aggregateColumns,
    chart: (db, bucket, now, selection, count, page, options) =>
      readChart(db, names, bucket, now, selection, count, page, maxPoints, options),
    latest: (db, bucket, now, selection, page, options) => readLatest(db, names, bucket, now, selection, page, maxPoints, options),
    // How many points a bucket has is told for any bucket; source by source, so that memory is bounded too.
    extent: (db, bucket, now, selection, options) =>
      Object.keys(selection).length === 0
        ? readWholeExtent(db, names, bucket, now, options)
        : readExtent(db, names, bucket, now, selection, { ...options, maxPoints }),
    export: (snapshot, bucket, now, selection, options) => exportColumns(snapshot, names, bucket, now, selection, options),
    deleteKeys: (db, bucket, keys) => deleteKeys(db, names, bucket, keys),
    deleteRange: (db, bucket, range) => deleteRange(db, names, bucket, range),
    deleteSource: (db, bucket, sourceId) => deleteSource(db, names, bucket, sourceId),
    purge: (db, bucket) => purge(db, names, bucket),
    largestSources: (db, bucket, limit) => largestSources(db, bucket, limit),
    sweep: (db, bucket, now) => sweep(db, names, bucket, now),
    drop: (db, bucket) => drop(db, names, bucket),
    maintain: (db, bucket, now, options = {}) => maintainBucket(db, names, bucket, now, { all: options.all ?? false, patient: true }),
    maintainAll: (db, now) => maintainShards(db, names, now),
    log: createLog(names, keptMs),
    close: () => names.threads.close(),
    backlog: (db, now) => readBacklog(db, now, limits.maxUnfolded, latestFoldSeconds),
  };
}
