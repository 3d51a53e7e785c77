import type { Knex } from 'knex';
import type { BucketRef, LatestRow, LatestSelection, ReadOptions, Rows } from '../store.ts';
import type { Catalog } from './catalog.ts';
import { advanceLatest, keepLatest } from './known-latest.ts';
import type { KnownLatest } from './known-latest.ts';
import type { LastValue } from './newest.ts';
import { readNewest } from './read-newest.ts';
import type { NewestQuery } from './read-newest.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { selectColumns } from './select.ts';
import type { ColumnSelection } from './select.ts';
import { shardOf } from './shard.ts';

/** The ids of a catalog's sources, in their order. */
const sortedIds = new WeakMap<Catalog, string[]>();

function idsOf(catalog: Catalog): string[] {
  let ids = sortedIds.get(catalog);
  if (ids === undefined) sortedIds.set(catalog, (ids = [...catalog.sources.keys()].sort()));
  return ids;
}

/** `Store.latest` on columns: by what is known and was written since, or else the newest values of as many sources as the page takes. */
export async function readLatest(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  wanted: LatestSelection,
  page: { limit: number; offset: number },
  maxPoints: number,
  options: ReadOptions = {},
): Promise<Rows<LatestRow>> {
  const selection = selectColumns(bucket, now, wanted);
  if (selection.isEmpty) return { rows: [], hasMore: false };
  // What a transaction sees may never be committed.
  const known = db.isTransaction ? undefined : await advanceLatest(db, names, bucket, shardOf(bucket), selection.from, options.signal);
  if (known !== undefined) return pageOf(rowsOfKnown(known, selection), page);
  return readSome(db, names, bucket, { selection, numbersOnly: false, maxPoints }, page, options);
}

const pageOf = (rows: LatestRow[], { limit, offset }: { limit: number; offset: number }): Rows<LatestRow> => ({
  rows: rows.slice(offset, offset + limit),
  hasMore: rows.length > offset + limit,
});

async function readSome(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  query: NewestQuery,
  page: { limit: number; offset: number },
  options: ReadOptions,
): Promise<Rows<LatestRow>> {
  const { selection } = query;
  const count = page.offset + page.limit + 1;
  const chosen = selection.sourceIds && [...new Set(selection.sourceIds)].sort();
  // What was known last is a guess at what there is: a right one as a rule.
  const guess = names.latest.get(shardOf(bucket).shardId);
  let ids = chosen ?? (guess ? idsOf(guess.catalog) : await readIds(db, names, bucket, options));
  for (let take = count; ;) {
    const asked = ids.slice(0, take);
    const newest = await readNewest(db, names, bucket, { ...query, selection: { ...selection, sourceIds: asked } }, options);
    if (newest === null) return { rows: [], hasMore: false };
    const all = chosen ?? idsOf(newest.catalog);
    const isRight = asked.length === Math.min(take, all.length) && asked.every((id, index) => id === all[index]);
    const rows = isRight ? rowsOf(newest.values, newest.catalog) : [];
    if (isRight && (rows.length >= count || asked.length === all.length)) {
      const isWhole = chosen === undefined && selection.shown === undefined && asked.length === all.length;
      if (isWhole && !db.isTransaction) keepLatest(names, shardOf(bucket), newest, selection.from);
      return pageOf(rows, page);
    }
    ids = all;
    // Sources without values were among them.
    if (isRight) take *= 4;
  }
}

/** The rows of what is known are made once. */
const rowsOfAll = new WeakMap<KnownLatest['values'], LatestRow[]>();

function rowsOfKnown({ values, catalog }: KnownLatest, { from, sourceIds, shown }: ColumnSelection): LatestRow[] {
  let rows = rowsOfAll.get(values);
  if (rows === undefined) {
    rows = rowsOf(
      [...values].map(([series, last]) => ({ series, ...last })),
      catalog,
    );
    rowsOfAll.set(values, rows);
  }
  const ids = sourceIds && new Set(sourceIds);
  const chosen = ids ? rows.filter(({ sourceId }) => ids.has(sourceId ?? '')) : rows;
  const isOld = ({ fields }: LatestRow): boolean => fields.some(({ key }) => key < from);
  if (shown === undefined && !chosen.some(isOld)) return chosen;
  return chosen.flatMap(({ sourceId, fields }) => {
    const own = fields.filter(({ field, key }) => key >= from && (shown?.has(field) ?? true));
    return own.length === 0 ? [] : [{ sourceId, fields: own }];
  });
}

async function readIds(db: Knex, names: Names, bucket: BucketRef, { signal }: ReadOptions): Promise<string[]> {
  const reading = await readShard(db, names, bucket, { from: 0, to: 1, sourceIds: [], columns: 'newest', signal });
  return reading === null ? [] : idsOf(reading.catalog);
}

function rowsOf(values: readonly LastValue[], catalog: Catalog): LatestRow[] {
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
