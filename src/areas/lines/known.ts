import type { Knex } from 'knex';
import { poolOf } from '../../domain/pool.ts';
import type { BucketRow } from '../buckets/queries.ts';
import type { SourceRules } from '../sources/queries.ts';
import { createSeriesTable } from './table.ts';
import type { SeriesTable } from './table.ts';

/** What a process remembers of the lines of a bucket. All of it may be forgotten. */
export interface KnownLines {
  /** The version of the bucket's sources that `sources` is right for. */
  version: number;
  /** Sources by the names of their series. */
  sources: Map<string, SourceRules>;
  table: SeriesTable;
}

/** The most series and sources, of all buckets, before what was used least lately is forgotten. */
const mostEntries = 500_000;

/** By pool, as a process has one. */
const memories = new WeakMap<WeakKey, Map<string, KnownLines>>();

const fresh = (version: number): KnownLines => ({ version, sources: new Map(), table: createSeriesTable() });

/** What is remembered of a bucket as it was just read. */
export function knownLines(db: Knex, { id, sources_version: version }: BucketRow): KnownLines {
  // What a transaction sees may never be committed.
  if (db.isTransaction) return fresh(version);
  const buckets = memories.get(poolOf(db)) ?? new Map<string, KnownLines>();
  memories.set(poolOf(db), buckets);
  const known = buckets.get(id);
  // A request that has read the bucket earlier must not bring back what is old.
  if (known !== undefined && known.version > version) return fresh(version);
  const current = known?.version === version ? known : { ...fresh(version), table: known?.table ?? createSeriesTable() };
  // The one used last stands at the end.
  buckets.delete(id);
  buckets.set(id, current);
  return current;
}

/** Forgets buckets, the longest unused first, until what is left is not too much; to be called when something new was remembered. */
export function trimLines(db: Knex): void {
  const buckets = memories.get(poolOf(db));
  if (buckets === undefined) return;
  let entries = 0;
  for (const { sources, table } of buckets.values()) entries += sources.size + table.count;
  for (const [id, { sources, table }] of buckets) {
    if (entries <= mostEntries) return;
    buckets.delete(id);
    entries -= sources.size + table.count;
  }
}

/** Forgets everything, as a new process would. */
export function forgetLines(db: Knex): void {
  memories.delete(poolOf(db));
}
