import type { Knex } from 'knex';
import type { StoreLog } from './follow/store-log.ts';
import type { AggregateColumns } from './aggregate.ts';
import type { Beside, Ledger } from './beside.ts';
import type { Confirm } from './confirm.ts';
import type { Backlog, Maintained, MaintainedAll } from './upkeep.ts';

/** What a bucket's records are keyed by. */
export type KeyType = 'timestamp' | 'integer' | 'string';

/**
 * A record's key: milliseconds since the epoch, a safe integer, or a string (up to 2,000 bytes of UTF-8), by the bucket's `keyType`.
 * Strings are ordered by code point, which is not the order of `<` beyond U+FFFF.
 */
export type Key = number | string;

/**
 * One stored value. `null` is a reading that the producer marked as missing. Comes back as it was written, bit for bit
 * (in buckets keyed by strings zero has no sign).
 * Strings, and names of values, are legal Unicode without NUL; numbers are finite: the caller refuses others.
 */
export type Value = number | string | boolean | null;

export type Values = Record<string, Value>;

/** A bucket as the store sees it. Every call names the organization. */
export interface BucketRef {
  organizationId: string;
  bucketId: string;
  keyType: KeyType;
  /** Records older than this many days are gone (timestamp keys only). */
  retentionDays: number | null;
  /** Only this many newest keys are kept, at least 1; the older ones go with the next write or sweep. */
  retentionRecords: number | null;
}

/**
 * The values of one source at one key. `sourceId` is null for numbered series, whose names are
 * then the decimal series keys.
 * A write without `metadata` leaves the stored one, null removes it, another replaces it; a read has it always, null for none.
 */
export interface Point {
  sourceId: string | null;
  key: Key;
  values: Values;
  metadata?: Record<string, unknown> | null;
}

/**
 * Values of many series side by side, in the order in which they were sent: value `i` belongs to `series[seriesOf[i]]`, stands at
 * `keys[i]` and is `numbers[i]`. What `Point` says of keys and values holds here too.
 */
export interface ColumnBatch {
  /** Each series once. Without `field`: the metadata of the source's points, as JSON text, or null to remove it. */
  series: readonly { sourceId: string | null; field: string | null }[];
  /** How many values there are; the arrays may be longer. */
  count: number;
  seriesOf: Int32Array;
  keys: Float64Array;
  numbers: Float64Array;
  /** The kind of each value, of `valueKinds`; null when all are numbers. */
  kinds: Uint8Array | null;
  texts: readonly string[];
}

/** How many points a write made and how many it changed; a source and key that a batch names twice counts once. */
export interface WriteResult {
  inserted: number;
  updated: number;
}

/** Keys from `from` (inclusive) to `to` (exclusive); both may be open. */
export interface Range {
  from?: Key;
  to?: Key;
}

export type Order = 'asc' | 'desc';

/** Keeps points whose field compares so (strings by code point). A point without the field, or with another type of value, is not kept. */
export interface Condition {
  field: string;
  operator: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte';
  value: number | string | boolean;
}

/** Which points of a bucket are wanted: those that fulfil all of it. An empty list of sources or fields wants none. */
export interface Selection extends Range {
  /** Sources wanted; null stands for the numbered series. All when absent. */
  sourceIds?: readonly (string | null)[];
  /** Fields wanted: only they come back, and points with none of them are left out. All when absent. */
  fields?: readonly string[];
  conditions?: readonly Condition[];
  /** Points whose metadata has these members with these values. */
  metadata?: Record<string, string | number | boolean>;
}

export interface Page {
  order: Order;
  limit: number;
  offset: number;
}

/** What becomes of the values of a group; `aggregate.ts` and `reduce.ts` define each. `rate` is per second. */
export type Aggregation = 'avg' | 'min' | 'max' | 'sum' | 'count' | 'first' | 'last' | 'p50' | 'p90' | 'p95' | 'p99' | 'rate';

/** How time is cut: calendar units in a zone, or a fixed length in milliseconds aligned to the epoch. `groupStarts` says how groups lie. */
export type Grouping = { unit: 'minute' | 'hour' | 'day' | 'week' | 'month'; count: number; timezone: string } | { milliseconds: number };

/** What stands in groups without a value between the first and the last group of the range; `valueAt` defines each. */
export type Fill = 'none' | 'null' | 'zero' | 'previous' | 'linear';

export interface AggregateQuery extends Selection {
  aggregation: Aggregation;
  /** Absent: one group over the whole range. */
  grouping?: Grouping;
  fill: Fill;
  /** How far `previous` and `linear` may reach, in ms. Absent: any distance inside of the range, and `furthestBack` before it. */
  fillLimit?: number;
}

/** How far `previous` looks for a value before the range, in ms, when the query does not say. */
export const furthestBack = 30 * 86_400_000;

/** One group of one source. `key` is the start of the group (the range's start or first point when not grouped). */
export interface AggregateRow {
  sourceId: string | null;
  key: number;
  values: Values;
}

/** Rows of an aggregate. */
export interface AggregateRows extends Rows<AggregateRow> {
  /** The relative error of percentiles, where groups had so many values that they were not sorted. Absent: they are exact. */
  percentileError?: number;
}

/** Which series' latest values are wanted; all when absent. */
export type LatestSelection = Pick<Selection, 'sourceIds' | 'fields'>;

/** The latest value of each field of a source that has one; null does not count as a value. By source, then by field. */
export interface LatestRow {
  sourceId: string | null;
  fields: { field: string; key: number; value: Value }[];
}

/** How a read goes about. */
export interface ReadOptions {
  /** Breaks the read off; its reason is thrown then. */
  signal?: AbortSignal;
}

/** A page of rows, and whether more follow it. */
export interface Rows<Row> {
  rows: Row[];
  hasMore: boolean;
}

/**
 * The time-series store: batches in, ranges and aggregates out. `db` is a pool or the caller's
 * transaction. `now` is the caller's clock and decides what retention hides: expired points are invisible
 * at once and removed by `sweep`.
 */
export interface Store {
  /**
   * Upserts points, merging values per series; within a batch the later one wins, as does the later of two writes. All or nothing.
   * The first value that is not null fixes the type of a field of a source until the source is deleted or the bucket purged;
   * another type throws `FieldTypeChange` (buckets keyed by strings take any). Throws `TooManySeries` over the bound of the bucket,
   * `StoreBusy` when the background work is far behind, `BucketGone` after `drop`. With `retentionRecords`, older keys
   * go in the same transaction (they still count as inserted), and the bucket's writers take turns until they commit.
   */
  write(db: Knex, bucket: BucketRef, points: readonly Point[]): Promise<WriteResult>;
  /** `write` for values that come as columns already. Only for buckets whose keys are numbers. With `beside`, `db` is a pool. */
  writeColumns(db: Knex, bucket: BucketRef, batch: ColumnBatch, confirm?: Confirm, beside?: Beside): Promise<WriteResult>;
  /** Points ordered by key, then source; the numbered series come before all sources. `desc` is exactly the reverse. */
  points(db: Knex, bucket: BucketRef, now: number, selection: Selection, page: Page, options?: ReadOptions): Promise<Rows<Point>>;
  /**
   * Records: all points at one key, ordered by key; `points` of one record are ordered by source, ascending always.
   * Throws `TooManyPoints` when the records of one page hold more than one query may read.
   */
  records(
    db: Knex,
    bucket: BucketRef,
    now: number,
    range: Range,
    page: Page,
    options?: ReadOptions,
  ): Promise<Rows<{ key: Key; points: Point[] }>>;
  /**
   * Groups ordered by key, then source; may read ten times as many points as other reads. Throws `TooManyPoints` or `TooManyGroups` (in `time-groups.ts`) over its bounds of work,
   * a RangeError for an unknown zone, a TypeError for a bucket that is not keyed by time.
   */
  aggregate(db: Knex, bucket: BucketRef, now: number, query: AggregateQuery, page: Page, options?: ReadOptions): Promise<AggregateRows>;
  /** `aggregate` with the rows as columns, without an object for each. */
  aggregateColumns(
    db: Knex,
    bucket: BucketRef,
    now: number,
    query: AggregateQuery,
    page: Page,
    options?: ReadOptions,
  ): Promise<AggregateColumns>;
  /**
   * Points for a chart, ordered as `points`: of each source and field at most `count` numbers or truth values, chosen by
   * `largestTriangles`. Without metadata. Throws `TooManyPoints`.
   */
  chart(
    db: Knex,
    bucket: BucketRef,
    now: number,
    selection: Selection,
    count: number,
    page: Page,
    options?: ReadOptions,
  ): Promise<Rows<Point>>;
  /** The latest values of a page of sources that have any, the numbered series first. A TypeError for keys that are no numbers. */
  latest(
    db: Knex,
    bucket: BucketRef,
    now: number,
    selection: LatestSelection,
    page: Omit<Page, 'order'>,
    options?: ReadOptions,
  ): Promise<Rows<LatestRow>>;
  /** How many points a selection holds, and the keys of its first and last one. */
  extent(
    db: Knex,
    bucket: BucketRef,
    now: number,
    selection: Selection,
    options?: ReadOptions,
  ): Promise<{ points: number; first?: Key; last?: Key }>;
  /** Reads a selection of any size with little memory. `snapshot` is a read-only transaction, repeatable read, open until the last page. */
  export(
    snapshot: Knex,
    bucket: BucketRef,
    now: number,
    selection: Pick<Selection, 'from' | 'to' | 'sourceIds'>,
    options?: ReadOptions,
  ): Promise<StoredExport>;
  /** Deletes whole records; answers how many points went, as all deletions do (expired ones that were still stored count). */
  deleteKeys(db: Knex, bucket: BucketRef, keys: readonly Key[]): Promise<number>;
  deleteRange(db: Knex, bucket: BucketRef, range: Range): Promise<number>;
  deleteSource(db: Knex, bucket: BucketRef, sourceId: string): Promise<number>;
  /** Deletes every point of the bucket. */
  purge(db: Knex, bucket: BucketRef): Promise<number>;
  /** The sources with the most series in use, null for the numbered ones; the largest first. */
  largestSources(db: Knex, bucket: BucketRef, limit: number): Promise<{ sourceId: string | null; series: number }[]>;
  /** Removes what retention has expired in these buckets; run in the background. */
  sweep(db: Knex, bucket: BucketRef, now: number): Promise<number>;
  /** Deletes all that the store knows of a bucket; answers as `purge`. For buckets that are deleted themselves: the id never comes again, and who still writes to it gets `BucketGone`. */
  drop(db: Knex, bucket: BucketRef): Promise<number>;
  /**
   * Brings what was written into the form in which it is read fast and is small. What is visible does not change. `all` does
   * it to everything at once; otherwise what is due. It may be broken off at any time, and waits while another process does it.
   */
  maintain(db: Knex, bucket: BucketRef, now: number, options?: { all?: boolean }): Promise<Maintained>;
  /**
   * `maintain` for every bucket in which something is due, but for those that another process works at. `db` is a pool. A bucket that
   * fails does not keep the others waiting; after many failures the rest is left for the next time.
   */
  maintainAll(db: Knex, now: number): Promise<MaintainedAll>;
  /** What waits for `maintainAll`, over all buckets. Costs a look at every unfolded batch and part: for the operator, now and then. */
  backlog(db: Knex, now: number): Promise<Backlog>;
  log: StoreLog;
  /** Ends the threads of the store; nothing may be asked of it any more. */
  close(): Promise<void>;
}

/** A selection that is read page by page. */
export interface StoredExport {
  /** All fields that its points may have. */
  fields(): Promise<string[]>;
  /** Pages of some 10,000 points by key, then source; of a day with very many values some sources come after the others. */
  pages(): AsyncGenerator<Point[]>;
}

export * from './errors.ts';
export * from './column-builder.ts';
export type * from './follow/store-log.ts';
export type * from './upkeep.ts';
export { valueKinds } from './value-kinds.ts';
export { rowsOfAggregate } from './aggregate.ts';
export * from './row-columns.ts';
export type { AggregateColumns, Beside, Confirm, Ledger };
