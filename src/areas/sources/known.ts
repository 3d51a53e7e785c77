import type { Knex } from 'knex';
import type { Context } from '../../domain/context.ts';
import { poolOf } from '../../domain/pool.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { findSourceRules } from './queries.ts';
import type { SourceRules } from './queries.ts';

/** The most buckets and sources that a process remembers. */
const mostEntries = 200_000;

interface Known {
  version: number;
  sources: Map<string, SourceRules>;
}

interface Memory {
  buckets: Map<string, Known>;
  /** How many buckets and sources these are. */
  entries: number;
}

/** What each process remembers, by its pool. */
const memories = new WeakMap<WeakKey, Memory>();

/**
 * Those of the named sources that the bucket has, by id, with what writing to them needs. `bucket` is as it was just read: sources are
 * remembered until its version counts a change, so that most writes ask for none.
 */
export async function knownSources({ db }: Context, bucket: BucketRow, ids: Iterable<string>): Promise<Map<string, SourceRules>> {
  // What a transaction sees may never be committed.
  if (db.isTransaction) return bySourceId(await findSourceRules(db, bucket.organization_id, bucket.id, [...new Set(ids)]));
  const memory = memoryOf(db);
  const known = knownOf(memory, bucket);
  const found = new Map<string, SourceRules>();
  const missing = new Set<string>();
  for (const id of ids) {
    const source = known.sources.get(id);
    if (source === undefined) missing.add(id);
    else found.set(id, source);
  }
  if (missing.size === 0) return found;
  for (const source of await findSourceRules(db, bucket.organization_id, bucket.id, [...missing])) {
    found.set(source.id, source);
    if (!known.sources.has(source.id)) memory.entries++;
    known.sources.set(source.id, source);
  }
  return found;
}

/** Stands for what is remembered of a bucket's sources: another object once one was changed or deleted. Undefined within a transaction. */
export function sourcesState({ db }: Context, bucket: BucketRow): object | undefined {
  return db.isTransaction ? undefined : knownOf(memoryOf(db), bucket);
}

/** Forgets everything, as a new process would. */
export function forgetSources(db: Knex): void {
  memories.delete(poolOf(db));
}

function memoryOf(db: Knex): Memory {
  let memory = memories.get(poolOf(db));
  if (memory === undefined || memory.entries > mostEntries) {
    memory = { buckets: new Map(), entries: 0 };
    memories.set(poolOf(db), memory);
  }
  return memory;
}

function knownOf(memory: Memory, { id, sources_version: version }: BucketRow): Known {
  const known = memory.buckets.get(id);
  if (known?.version === version) return known;
  memory.entries -= known === undefined ? -1 : known.sources.size;
  const fresh = { version, sources: new Map<string, SourceRules>() };
  memory.buckets.set(id, fresh);
  return fresh;
}

const bySourceId = (sources: readonly SourceRules[]) => new Map(sources.map((source) => [source.id, source]));
