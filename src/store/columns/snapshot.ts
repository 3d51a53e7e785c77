import type { Knex } from 'knex';
import { readRows } from '../statement.ts';
import { TooManyPoints } from '../store.ts';
import type { Order } from '../store.ts';
import type { Cells } from './batch.ts';
import type { ShardRef, Span } from './shard.ts';
import { rowKinds, snapshotStatement } from './snapshot-sql.ts';
import type { Threads } from './threads.ts';

/** A row of ts_chunk or ts_part. */
export interface Piece {
  series: number;
  day: number;
  at: number;
  first: number;
  last: number;
  count: number;
  roll: Buffer | null;
  /** Null when the query did without. */
  data: Buffer | null;
}

/** A row of ts_batch. Its keys lie between `first` and `last`, both inclusive. */
export interface BatchRow {
  at: number;
  first: number;
  last: number;
  cells: Cells;
}

/** The points of a day that were counted without reading them. */
export interface DayCount {
  day: number;
  points: number;
  first: number;
  last: number;
}

/** The last value of a series' newest piece; a number or a truth value. */
export interface Newest {
  series: number;
  key: number;
  kind: number;
  number: number;
}

/** Hides what was written up to `at`, between its keys, of one source or of all. */
export interface Deletion extends Span {
  at: number;
  sourceId: string | null;
  /** Of a bucket with several slots, only series whose numbers leave this remainder are concerned. */
  slot: number;
  slots: number;
}

/** What one statement saw of a shard. */
export interface Snapshot {
  /** Changes when the bucket was made anew under the same id. */
  madeAt: number;
  /** The last write or deletion of each slot: what is shown does not change without it. */
  lastAts: number[];
  /** The greatest number of a series. */
  greatest: number;
  /** How many slots the bucket has; only the first shard knows. */
  slots: number;
  pieces: Piece[];
  /** In the order in which they were written. */
  batches: BatchRow[];
  deletions: Deletion[];
  /** Points that are in none of the pieces and batches; only when counting. */
  counts: DayCount[];
  /** Series whose newest piece was not read, because its last value was told; only when reading the newest. */
  newest: Newest[];
  /** The least or greatest day, by the order, up to which pieces were read; null when all were. */
  upToDay: number | null;
}

/** How many points a query may read, and how many values, of how many bytes, it may decode for that. */
export interface Bound {
  points: number;
  values: number;
  bytes: number;
}

/** Aggregates, charts and counts may read so many times more points than others, as they keep few of them. */
export const patience = 10;

/** Sources have several fields, and pieces whole days: a query decodes many values for each point. */
export function boundOf(maxPoints: number, times = 1): Bound {
  return { points: maxPoints * times, values: maxPoints * 64, bytes: maxPoints * 128 };
}

/** What is wanted of a shard. */
export interface SnapshotQuery extends Span {
  /** All when absent. */
  sourceIds?: readonly string[];
  /** Fields; metadata always comes too, unless there are to be `pointsOnly`. All when absent. */
  fields?: readonly string[];
  pointsOnly?: boolean;
  /** Only these days of pieces. */
  days?: readonly number[];
  /** Only so many days, from one end, that at least this many points are in them. */
  enough?: { points: number; order: Order };
  /**
   * Which columns are read: `data`; of pieces that nothing touches any more only their `rolls`, where there are any; not
   * even these where `counting` can do without; only `counts`, so that pieces that would have to be read have no data; or of
   * each series only the last value or, where that is not told, the last piece and all parts of the last day: the `newest`.
   */
  columns: 'data' | 'rolls' | 'counting' | 'counts' | 'newest';
  /** What may be read. Far beyond that, nothing is: `TooManyPoints`. With `enough`, only what must be decoded is bounded. */
  most?: Bound;
  /** Breaks the read off. */
  signal?: AbortSignal;
}

type Big = number | string;
type Row = [
  kind: number,
  series: number,
  day: number,
  at: Big,
  first: Big,
  last: Big,
  count: Big,
  roll: Buffer | null,
  data: Buffer | null,
];

/**
 * Reads a shard in one statement. Null when the bucket has never been written to. Batches in `known` are not read again.
 * @throws TooManyPoints
 */
export async function readSnapshot(
  db: Knex,
  shard: ShardRef,
  query: SnapshotQuery,
  threads: Threads,
  known: ReadonlyMap<number, Cells> = new Map(),
): Promise<Snapshot | null> {
  const rows = await readRows<Row>(db, snapshotStatement(shard, query, [...known.keys()]), query.signal);
  const fresh: { at: number; first: number; last: number; count: number; data: Buffer }[] = [];
  const snapshot: Snapshot = {
    madeAt: 0,
    lastAts: [],
    greatest: 0,
    slots: 1,
    pieces: [],
    batches: [],
    deletions: [],
    counts: [],
    newest: [],
    upToDay: null,
  };
  let exists = false;
  for (const [kind, series, day, bigAt, bigFirst, bigLast, bigCount, roll, data] of rows) {
    const [at, first, last, count] = [Number(bigAt), Number(bigFirst), Number(bigLast), Number(bigCount)];
    switch (kind) {
      case rowKinds.shard:
        exists = true;
        snapshot.greatest = series;
        snapshot.madeAt = first;
        snapshot.lastAts = [at];
        snapshot.slots = count;
        break;
      case rowKinds.deletion:
        snapshot.deletions.push({ at, from: first, to: last, sourceId: data?.toString('utf8') ?? null, slot: 0, slots: 1 });
        break;
      case rowKinds.piece:
        snapshot.pieces.push({ series, day, at, first, last, count, roll, data });
        break;
      case rowKinds.batch: {
        const cells = known.get(at);
        if (data) fresh.push({ at, first, last, count, data });
        else if (cells) snapshot.batches.push({ at, first, last, cells });
        break;
      }
      case rowKinds.counted:
        snapshot.counts.push({ day, points: count, first, last });
        break;
      case rowKinds.newest:
        snapshot.newest.push({ series, key: last, kind: count, number: roll?.readDoubleBE() ?? 0 });
        break;
      case rowKinds.cost:
        throw new TooManyPoints(query.most?.points ?? 0, at);
      default:
        snapshot.upToDay = day;
    }
  }
  const decoded = await threads.decodeBatches(
    fresh.map(({ data }) => data),
    fresh.reduce((sum, { count }) => sum + count, 0),
    query.signal,
  );
  for (const [index, { at, first, last }] of fresh.entries()) {
    const cells = decoded[index];
    if (cells) snapshot.batches.push({ at, first, last, cells });
  }
  snapshot.pieces.sort((a, b) => a.day - b.day || a.at - b.at || a.first - b.first);
  snapshot.batches.sort((a, b) => a.at - b.at);
  return exists ? snapshot : null;
}
