import type { Knex } from 'knex';
import type { BucketRef } from '../store.ts';
import { copyCatalog, emptyCatalog, refreshCatalog } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { shardOf } from './shard.ts';
import type { ShardRef } from './shard.ts';
import { readSnapshot } from './snapshot.ts';
import type { Snapshot, SnapshotQuery } from './snapshot.ts';

/** The most series whose names a process keeps in memory. */
const mostNames = 1_000_000;

/** The names of series that a process has seen, by shard. Only what is committed. */
export interface Names {
  /** The catalog of a shard, if it is of the bucket that was made at `madeAt`. */
  get(shard: ShardRef, madeAt: number): Catalog | undefined;
  keep(shard: ShardRef, madeAt: number, catalog: Catalog): void;
}

export function createNames(): Names {
  const known = new Map<string, { madeAt: number; catalog: Catalog }>();
  return {
    get({ shardId }, madeAt) {
      const found = known.get(shardId);
      return found?.madeAt === madeAt ? found.catalog : undefined;
    },
    keep({ shardId }, madeAt, catalog) {
      let names = catalog.names.size;
      for (const other of known.values()) names += other.catalog.names.size;
      if (names > mostNames) known.clear();
      known.set(shardId, { madeAt, catalog });
    },
  };
}

/** What a shard holds of what is wanted, with the names of all series in it. */
export interface Reading {
  shard: ShardRef;
  snapshot: Snapshot;
  catalog: Catalog;
}

/** Reads a bucket in one statement; null when it has never been written to. Names that are new to this process cost a second one. */
export async function readShard(db: Knex, names: Names, bucket: BucketRef, query: SnapshotQuery): Promise<Reading | null> {
  const shard = shardOf(bucket);
  const snapshot = await readSnapshot(db, shard, query);
  if (snapshot === null) return null;
  return { shard, snapshot, catalog: await catalogFor(db, names, shard, snapshot) };
}

/** The names of at least so many series. A transaction may see names that will never be committed; those are not kept. */
export async function catalogFor(
  db: Knex,
  names: Names,
  shard: ShardRef,
  { madeAt, greatest }: { madeAt: number; greatest: number },
  isCommitted = !db.isTransaction,
): Promise<Catalog> {
  const known = names.get(shard, madeAt);
  if (known !== undefined && known.greatest >= greatest) return known;
  const catalog = known === undefined ? emptyCatalog() : copyCatalog(known);
  await refreshCatalog(db, shard, catalog);
  if (isCommitted) names.keep(shard, madeAt, catalog);
  return catalog;
}
