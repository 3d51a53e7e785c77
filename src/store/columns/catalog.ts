import type { Knex } from 'knex';
import type { ShardRef } from './shard.ts';

/** The field of the series that only tells which points exist, for points without values. Its `isMetadata` is true. */
export const presence = 'presence';

/**
 * What a series holds: the values of a field of a source, the metadata of its points (without field), or their presence.
 * `sourceId` is '' for numbered series.
 */
export interface SeriesName {
  sourceId: string;
  isMetadata: boolean;
  field: string;
}

/** The numbers of a source's series. */
export interface SourceNumbers {
  metadata: number | undefined;
  presence: number | undefined;
  fields: Map<string, number>;
}

/** The series of one shard by number and by name. */
export interface Catalog {
  names: Map<number, SeriesName>;
  sources: Map<string, SourceNumbers>;
  /** Numbers are given in their order: all up to this one are known. */
  greatest: number;
}

export function emptyCatalog(): Catalog {
  return { names: new Map(), sources: new Map(), greatest: 0 };
}

export function addName(catalog: Catalog, number: number, name: SeriesName): void {
  catalog.names.set(number, name);
  let source = catalog.sources.get(name.sourceId);
  if (source === undefined) catalog.sources.set(name.sourceId, (source = { metadata: undefined, presence: undefined, fields: new Map() }));
  if (name.isMetadata && name.field === presence) source.presence = number;
  else if (name.isMetadata) source.metadata = number;
  else source.fields.set(name.field, number);
  catalog.greatest = Math.max(catalog.greatest, number);
}

/** All numbers of a source's series. */
export function seriesOfSource(catalog: Catalog, sourceId: string): number[] {
  const source = catalog.sources.get(sourceId);
  if (source === undefined) return [];
  return [...source.fields.values(), source.metadata, source.presence].filter((number) => number !== undefined);
}

/** Adds the series that are not known yet. */
export async function refreshCatalog(db: Knex, { shardId, organizationId }: ShardRef, catalog: Catalog): Promise<void> {
  const rows: [number, string, boolean, string][] = await db('ts_series')
    .where({ shard_id: shardId, organization_id: organizationId })
    .where('series_no', '>', catalog.greatest)
    .orderBy('series_no')
    .select('series_no', 'source_id', 'is_metadata', 'field')
    .options({ rowMode: 'array' });
  for (const [number, sourceId, isMetadata, field] of rows) addName(catalog, number, { sourceId, isMetadata, field });
}

/** Gives numbers to new series. Only under the lock of the shard, with an up-to-date catalog. */
export async function createSeries(
  db: Knex,
  { shardId, organizationId }: ShardRef,
  catalog: Catalog,
  names: readonly SeriesName[],
): Promise<void> {
  if (names.length === 0) return;
  const first = catalog.greatest + 1;
  await db.raw(
    `insert into ts_series (shard_id, series_no, organization_id, source_id, is_metadata, field)
     select ?, ?::int + ordinality - 1, ?, source_id, is_metadata, field
     from unnest(?::text[], ?::boolean[], ?::text[]) with ordinality as t (source_id, is_metadata, field, ordinality)`,
    [
      shardId,
      first,
      organizationId,
      names.map((name) => name.sourceId),
      names.map((name) => name.isMetadata),
      names.map((name) => name.field),
    ],
  );
  for (const [index, name] of names.entries()) addName(catalog, first + index, name);
}

/** A copy that may change without the original. */
export function copyCatalog({ names, sources, greatest }: Catalog): Catalog {
  const copied = [...sources].map(([id, source]) => [id, { ...source, fields: new Map(source.fields) }] as const);
  return { names: new Map(names), sources: new Map(copied), greatest };
}
