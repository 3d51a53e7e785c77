import type { Knex } from 'knex';
import type { BucketRef, LatestRow, LatestSelection, ReadOptions, Rows } from '../store.ts';
import type { Catalog } from './catalog.ts';
import { readNewest } from './read-newest.ts';
import type { NewestReading } from './read-newest.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { selectColumns } from './select.ts';
import { shardOf } from './shard.ts';

/** The ids of a catalog's sources, in their order. */
const sortedIds = new WeakMap<Catalog, string[]>();

function idsOf(catalog: Catalog): string[] {
  let ids = sortedIds.get(catalog);
  if (ids === undefined) sortedIds.set(catalog, (ids = [...catalog.sources.keys()].sort()));
  return ids;
}

/** `Store.latest` on columns: reads the newest values of as many sources as the page takes. */
export async function readLatest(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  wanted: LatestSelection,
  { limit, offset }: { limit: number; offset: number },
  maxPoints: number,
  options: ReadOptions = {},
): Promise<Rows<LatestRow>> {
  const selection = selectColumns(bucket, now, wanted);
  if (selection.isEmpty) return { rows: [], hasMore: false };
  const count = offset + limit + 1;
  const chosen = selection.sourceIds && [...new Set(selection.sourceIds)].sort();
  // What was known last is a guess at what there is: a right one as a rule.
  let ids = chosen ?? names.latest.get(shardOf(bucket).shardId) ?? (await readIds(db, names, bucket, options));
  for (let take = count; ;) {
    const asked = ids.slice(0, take);
    const newest = await readNewest(
      db,
      names,
      bucket,
      { selection: { ...selection, sourceIds: asked }, numbersOnly: false, maxPoints },
      options,
    );
    if (newest === null) return { rows: [], hasMore: false };
    const all = chosen ?? idsOf(newest.catalog);
    if (chosen === undefined) names.latest.set(shardOf(bucket).shardId, all);
    const isRight = asked.length === Math.min(take, all.length) && asked.every((id, index) => id === all[index]);
    const rows = isRight ? rowsOf(newest) : [];
    if (isRight && (rows.length >= count || asked.length === all.length))
      return { rows: rows.slice(offset, offset + limit), hasMore: rows.length > offset + limit };
    ids = all;
    // Sources without values were among them.
    if (isRight) take *= 4;
  }
}

async function readIds(db: Knex, names: Names, bucket: BucketRef, { signal }: ReadOptions): Promise<string[]> {
  const reading = await readShard(db, names, bucket, { from: 0, to: 1, sourceIds: [], columns: 'newest', signal });
  return reading === null ? [] : idsOf(reading.catalog);
}

function rowsOf({ values, catalog }: NewestReading): LatestRow[] {
  const bySource = new Map<string, LatestRow['fields']>();
  for (const { series, key, value } of values) {
    const name = catalog.names.get(series);
    if (name === undefined) continue;
    const fields = bySource.get(name.sourceId);
    if (fields) fields.push({ field: name.field, key, value });
    else bySource.set(name.sourceId, [{ field: name.field, key, value }]);
  }
  return [...bySource.keys()].sort().map((id) => ({
    sourceId: id === '' ? null : id,
    fields: (bySource.get(id) ?? []).sort((a, b) => (a.field < b.field ? -1 : 1)),
  }));
}
