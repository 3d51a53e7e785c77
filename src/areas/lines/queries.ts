import type { Knex } from 'knex';
import type { SourceRow } from '../sources/queries.ts';

/** A source by its name, with what writing to it needs. */
export type NamedSource = Pick<SourceRow, 'id' | 'name' | 'schema'>;

/** Those of the bucket's sources that have one of the names. */
export async function findSourcesByName(
  db: Knex,
  organizationId: string,
  bucketId: string,
  names: readonly string[],
): Promise<NamedSource[]> {
  return db('sources')
    .where({ organization_id: organizationId, bucket_id: bucketId })
    .whereRaw('name = any(?::text[])', [[...names]])
    .select('id', 'name', 'schema');
}

/** A source that lines make. */
export interface NewSource {
  id: string;
  name: string;
  type: string;
  labels: Record<string, string>;
}

/**
 * Inserts the sources whose names are free, and answers those. In the order of their names, so that two processes which make the same
 * ones wait for each other and not in a circle.
 */
export async function insertSources(
  db: Knex,
  organizationId: string,
  bucketId: string,
  sources: readonly NewSource[],
  createdAt: Date,
): Promise<NamedSource[]> {
  const sorted = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { rows } = await db.raw<{ rows: NamedSource[] }>(
    `insert into sources (id, organization_id, bucket_id, name, type, labels, downsampling, created_at, updated_at)
     select t.id, :organizationId, :bucketId, t.name, t.type, t.labels::jsonb, true, :createdAt::timestamptz, :createdAt::timestamptz
     from unnest(:ids::text[], :names::text[], :types::text[], :labels::text[]) as t (id, name, type, labels)
     on conflict (bucket_id, name) do nothing returning id, name, schema`,
    {
      organizationId,
      bucketId,
      createdAt,
      ids: sorted.map(({ id }) => id),
      names: sorted.map(({ name }) => name),
      types: sorted.map(({ type }) => type),
      labels: sorted.map(({ labels }) => JSON.stringify(labels)),
    },
  );
  return rows;
}

export async function deleteSources(db: Knex, organizationId: string, bucketId: string, ids: readonly string[]): Promise<void> {
  await db('sources')
    .where({ organization_id: organizationId, bucket_id: bucketId })
    .whereRaw('id = any(?::text[])', [[...ids]])
    .delete();
}

/** The version of a bucket's sources now; undefined when the bucket is gone. */
export async function findSourcesVersion(db: Knex, organizationId: string, bucketId: string): Promise<number | undefined> {
  const row = await db('buckets').where({ organization_id: organizationId, id: bucketId }).first('sources_version');
  return row?.sources_version;
}
