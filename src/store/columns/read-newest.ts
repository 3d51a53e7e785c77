import type { Knex } from 'knex';
import type { BucketRef, ReadOptions } from '../store.ts';
import type { Catalog } from './catalog.ts';
import type { LastValue } from './newest.ts';
import { inSnapshot, splitWindow } from './read.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { isConditional } from './select.ts';
import type { ColumnSelection } from './select.ts';
import { boundOf } from './snapshot.ts';

/** Last values of series, by source and field. */
export interface NewestReading {
  values: LastValue[];
  catalog: Catalog;
  /** What was read is as of this. */
  madeAt: number;
  /** The last write or deletion of each slot. */
  lastAts: readonly number[];
}

export interface NewestQuery {
  selection: ColumnSelection;
  /** Texts do not count as values. */
  numbersOnly: boolean;
  maxPoints: number;
}

/** How many points the first days back are to hold, where the newest pieces do not tell. */
const firstWindow = 1000;

/**
 * The last value that counts of each series within a range, mostly from its newest piece alone. Null when nothing was ever
 * written. @throws TooManyPoints when it has to look far back
 */
export async function readNewest(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: NewestQuery,
  options: ReadOptions = {},
): Promise<NewestReading | null> {
  const { selection } = query;
  // Whether a point fulfils conditions is not known of a single series.
  if (isConditional(selection)) return inSnapshot(names, db, bucket, (inner) => lookBack(inner, names, bucket, query, null, options));
  const first = await readPieces(db, names, bucket, query, options);
  if (first === null || first.open.length === 0) return first;
  return inSnapshot(names, db, bucket, async (inner) => {
    const again = await readPieces(inner, names, bucket, query, options);
    if (again === null || again.open.length === 0) return again;
    const older = await lookBack(inner, names, bucket, query, again, options);
    return { ...again, values: [...again.values, ...(older?.values ?? [])] };
  });
}

type Pieces = NewestReading & { open: number[] };

async function readPieces(db: Knex, names: Names, bucket: BucketRef, query: NewestQuery, { signal }: ReadOptions): Promise<Pieces | null> {
  const { selection, numbersOnly } = query;
  const reading = await readShard(db, names, bucket, { ...selection, columns: 'newest', signal });
  if (reading === null) return null;
  const { found, open } = await names.threads.run('newest', reading, { selection, numbersOnly }, signal);
  const { madeAt, lastAts } = reading.snapshot;
  return { values: found, open, catalog: reading.catalog, madeAt, lastAts };
}

/** Reads days back until every open series has a value, or all of them when it is not known which there are. */
async function lookBack(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  { selection, numbersOnly, maxPoints }: NewestQuery,
  known: Pieces | null,
  { signal }: ReadOptions,
): Promise<NewestReading | null> {
  const open = known && new Set(known.open);
  const values = new Map<number, LastValue>();
  let seen: Omit<NewestReading, 'values'> | null = known;
  let rest: ColumnSelection | null = open && known ? { ...selection, ...namesOf(known.catalog, open) } : selection;
  for (let points = firstWindow; rest !== null; points *= 4) {
    const enough = { order: 'desc', points } as const;
    const reading = await readShard(db, names, bucket, { ...rest, enough, columns: 'data', most: boundOf(maxPoints), signal });
    if (reading === null) return null;
    seen = { catalog: reading.catalog, madeAt: reading.snapshot.madeAt, lastAts: reading.snapshot.lastAts };
    const window = splitWindow(reading, rest, 'desc');
    const job = { selection: { ...rest, ...window.window }, numbersOnly };
    for (const last of await names.threads.run('lastOf', reading, job, signal)) {
      if (values.has(last.series) || open?.has(last.series) === false) continue;
      values.set(last.series, last);
      open?.delete(last.series);
    }
    rest = open?.size === 0 ? null : window.rest;
  }
  return seen && { ...seen, values: [...values.values()] };
}

function namesOf({ names }: Catalog, series: ReadonlySet<number>): { sourceIds: string[]; fields: string[] } {
  const found = [...series].flatMap((number) => names.get(number) ?? []);
  return { sourceIds: [...new Set(found.map(({ sourceId }) => sourceId))], fields: [...new Set(found.map(({ field }) => field))] };
}
