import type { Knex } from 'knex';
import type { SourceSchema } from '../../../generated/client/types.gen.ts';
import { pageOf } from '../paging.ts';
import type { Page, PageRequest } from '../../domain/page.ts';

export interface SourceRow {
  id: string;
  organization_id: string;
  bucket_id: string;
  name: string;
  type: string;
  labels: Record<string, string>;
  description: string | null;
  schema: SourceSchema;
  downsampling: boolean;
  created_at: Date;
  updated_at: Date;
}

const sourceColumns = [
  'id',
  'organization_id',
  'bucket_id',
  'name',
  'type',
  'labels',
  'description',
  'schema',
  'downsampling',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof SourceRow)[];

export type SourceChange = Partial<Pick<SourceRow, 'name' | 'type' | 'labels' | 'description' | 'schema' | 'downsampling'>>;

const json = (schema: SourceRow['schema'] | undefined) => (schema ? JSON.stringify(schema) : schema);

/** Inserts the source unless its name is taken; tells whether it did. */
export async function insertSource(db: Knex, row: SourceRow): Promise<boolean> {
  const inserted = await db('sources')
    .insert({ ...row, schema: json(row.schema) })
    .onConflict(['bucket_id', 'name'])
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export async function findSource(db: Knex, organizationId: string, bucketId: string, id: string): Promise<SourceRow | undefined> {
  const found = db('sources')
    .where({ organization_id: organizationId, bucket_id: bucketId, id })
    .first(...sourceColumns);
  // Named: PostgreSQL keeps its plan, which takes longer to make than to run.
  return found.options({ name: 'find_source' });
}

/** The source, kept from other changes until the transaction ends. */
export async function lockSource(db: Knex, organizationId: string, bucketId: string, id: string): Promise<SourceRow | undefined> {
  return db('sources').where({ organization_id: organizationId, bucket_id: bucketId, id }).forUpdate().first();
}

/** What sources must have: a type, and labels with these values. */
export interface SourceFilter {
  type?: string;
  labels?: Record<string, string | undefined>;
}

function matching(db: Knex, organizationId: string, bucketId: string, { type, labels }: SourceFilter): Knex.QueryBuilder<SourceRow> {
  const own = db('sources').where({ organization_id: organizationId, bucket_id: bucketId });
  if (type !== undefined) void own.where({ type });
  if (labels !== undefined) void own.whereRaw('labels @> ?::jsonb', [JSON.stringify(labels)]);
  return own;
}

export async function listSources(
  db: Knex,
  organizationId: string,
  bucketId: string,
  filter: SourceFilter,
  page: PageRequest,
): Promise<Page<SourceRow>> {
  return pageOf(() => matching(db, organizationId, bucketId, filter), page);
}

/** The ids of the sources that a filter lets through. */
export async function findSourceIds(db: Knex, organizationId: string, bucketId: string, filter: SourceFilter): Promise<string[]> {
  return matching(db, organizationId, bucketId, filter).orderBy('id').pluck('id');
}

/** Those of the named sources that the bucket has; all of them when none are named. */
export async function findSources(db: Knex, organizationId: string, bucketId: string, ids?: readonly string[]): Promise<SourceRow[]> {
  const own = db('sources').where({ organization_id: organizationId, bucket_id: bucketId });
  return ids ? own.whereIn('id', [...ids]) : own;
}

/** What writing to a source must know of it. */
export type SourceRules = Pick<SourceRow, 'id' | 'schema'>;

/** The rules of those of the named sources that the bucket has. */
export async function findSourceRules(db: Knex, organizationId: string, bucketId: string, ids: readonly string[]): Promise<SourceRules[]> {
  // One array and not a thousand bindings, each of which is read and planned.
  return db('sources')
    .where({ organization_id: organizationId, bucket_id: bucketId })
    .whereRaw('id = any(?::text[])', [[...ids]])
    .select('id', 'schema');
}

/** The labels with the most distinct values, the richest first. */
export async function countLabelValues(
  db: Knex,
  organizationId: string,
  bucketId: string,
  limit: number,
): Promise<{ label: string; values: number }[]> {
  const { rows }: { rows: { label: string; n: number | string }[] } = await db.raw(
    `select label, count(distinct value) as n from sources, jsonb_each_text(labels) as l (label, value)
     where organization_id = ? and bucket_id = ? group by label order by n desc, label limit ?`,
    [organizationId, bucketId, limit],
  );
  return rows.map(({ label, n }) => ({ label, values: Number(n) }));
}

export async function isSourceNameTaken(
  db: Knex,
  organizationId: string,
  bucketId: string,
  name: string,
  exceptId: string,
): Promise<boolean> {
  const other = await db('sources')
    .where({ organization_id: organizationId, bucket_id: bucketId, name })
    .whereNot({ id: exceptId })
    .first('id');
  return other !== undefined;
}

export async function updateSource(
  db: Knex,
  organizationId: string,
  id: string,
  change: SourceChange,
  updatedAt: Date,
): Promise<SourceRow | undefined> {
  const columns = { ...change, ...('schema' in change ? { schema: json(change.schema) } : {}), updated_at: updatedAt };
  const rows = await db('sources').where({ organization_id: organizationId, id }).update(columns).returning('*');
  return rows[0];
}

export async function deleteSource(db: Knex, organizationId: string, id: string): Promise<void> {
  await db('sources').where({ organization_id: organizationId, id }).delete();
}

/**
 * Tells every process that what it remembers of the bucket's sources may be old, with the commit of the change. It is the first
 * statement of a change, so that changes of sources and of their bucket lock in one order. False when there is no such bucket.
 */
export async function countSourceChange(db: Knex, organizationId: string, bucketId: string): Promise<boolean> {
  return (await db('buckets').where({ organization_id: organizationId, id: bucketId }).increment('sources_version')) > 0;
}
