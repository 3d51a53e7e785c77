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

/** What a series' values are: an index into `typeNames`, 0 while none has fixed it; null when it is empty. */
export type SeriesType = number | null;

/** Types by their number. Only fields of sources have one. */
export const typeNames = [undefined, 'number', 'string', 'boolean'] as const;

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
  /** By number. */
  types: SeriesType[];
  /** Numbers are given in their order: all up to this one are known. */
  greatest: number;
  /** All changes of types up to this one of `ts_shard.changed_at` are known. */
  changedAt: number;
}

export function emptyCatalog(): Catalog {
  return { names: new Map(), sources: new Map(), types: [], greatest: 0, changedAt: 0 };
}

export function addName(catalog: Catalog, number: number, name: SeriesName, type: SeriesType): void {
  catalog.types[number] = type;
  catalog.names.set(number, name);
  let source = catalog.sources.get(name.sourceId);
  if (source === undefined) catalog.sources.set(name.sourceId, (source = { metadata: undefined, presence: undefined, fields: new Map() }));
  if (name.isMetadata && name.field === presence) source.presence = number;
  else if (name.isMetadata) source.metadata = number;
  else source.fields.set(name.field, number);
  catalog.greatest = Math.max(catalog.greatest, number);
}

/** The number of a series, if it has one. */
export function numberOf({ sources }: Catalog, { sourceId, isMetadata, field }: SeriesName): number | undefined {
  const source = sources.get(sourceId);
  if (!isMetadata) return source?.fields.get(field);
  return field === presence ? source?.presence : source?.metadata;
}

/** All numbers of a source's series. */
export function seriesOfSource(catalog: Catalog, sourceId: string): number[] {
  const source = catalog.sources.get(sourceId);
  if (source === undefined) return [];
  return [...source.fields.values(), source.metadata, source.presence].filter((number) => number !== undefined);
}

/** A catalog that is to be brought up to date; with `changedAt`, the shard's, the types that have changed too. */
export interface Refresh {
  shard: ShardRef;
  catalog: Catalog;
  changedAt?: number;
}

/** Adds the series that are not known yet, and the types that have changed, to catalogs of shards of one bucket: in one statement. */
export async function refreshCatalogs(db: Knex, refreshes: readonly Refresh[]): Promise<void> {
  const [first] = refreshes;
  if (first === undefined) return;
  const rows: [string, number, string, boolean, string, SeriesType][] = await db('ts_series')
    .where({ organization_id: first.shard.organizationId })
    .where((any) => {
      for (const { shard, catalog, changedAt } of refreshes)
        any.orWhere((own) => {
          own.where({ shard_id: shard.shardId }).where((either) => {
            either.where('series_no', '>', catalog.greatest);
            if (changedAt !== undefined) either.orWhere('changed_at', '>', String(catalog.changedAt));
          });
        });
    })
    .orderBy('series_no')
    .select(db.raw(refreshes.length === 1 ? "''" : 'shard_id::text'), 'series_no', 'source_id', 'is_metadata', 'field', 'type')
    .options({ rowMode: 'array' });
  const catalogs = new Map(refreshes.map(({ shard, catalog }) => [shard.shardId, catalog]));
  for (const [shardId, number, sourceId, isMetadata, field, type] of rows)
    addName(catalogs.get(shardId) ?? first.catalog, number, { sourceId, isMetadata, field }, type);
  for (const { catalog, changedAt } of refreshes) if (changedAt !== undefined) catalog.changedAt = changedAt;
}

/** A copy that may change without the original. */
export function copyCatalog({ names, sources, types, ...rest }: Catalog): Catalog {
  const copied = [...sources].map(([id, source]) => [id, { ...source, fields: new Map(source.fields) }] as const);
  return { names: new Map(names), sources: new Map(copied), types: types.slice(), ...rest };
}
