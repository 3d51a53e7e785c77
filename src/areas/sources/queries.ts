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
  description: string | null;
  schema: SourceSchema;
  downsampling: boolean;
  created_at: Date;
  updated_at: Date;
}

export type SourceChange = Partial<Pick<SourceRow, 'name' | 'type' | 'description' | 'schema' | 'downsampling'>>;

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
  return db('sources').where({ organization_id: organizationId, bucket_id: bucketId, id }).first();
}

/** The source, kept from other changes until the transaction ends. */
export async function lockSource(db: Knex, organizationId: string, bucketId: string, id: string): Promise<SourceRow | undefined> {
  return db('sources').where({ organization_id: organizationId, bucket_id: bucketId, id }).forUpdate().first();
}

export async function listSources(db: Knex, organizationId: string, bucketId: string, page: PageRequest): Promise<Page<SourceRow>> {
  return pageOf(() => db('sources').where({ organization_id: organizationId, bucket_id: bucketId }), page);
}

/** Those of the named sources that the bucket has; all of them when none are named. */
export async function findSources(db: Knex, organizationId: string, bucketId: string, ids?: readonly string[]): Promise<SourceRow[]> {
  const own = db('sources').where({ organization_id: organizationId, bucket_id: bucketId });
  return ids ? own.whereIn('id', [...ids]) : own;
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
