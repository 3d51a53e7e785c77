import type { Knex } from 'knex';
import { pageOf } from '../paging.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { KeyType } from '../../store/store.ts';

export interface BucketRow {
  id: string;
  organization_id: string;
  name: string;
  description: string | null;
  key_type: KeyType;
  retention_days: number | null;
  retention_records: number | null;
  dashboard_id: string | null;
  /** Changes with every change and deletion of a source. */
  sources_version: number;
  created_at: Date;
  updated_at: Date;
}

const bucketColumns = [
  'id',
  'organization_id',
  'name',
  'description',
  'key_type',
  'retention_days',
  'retention_records',
  'dashboard_id',
  'sources_version',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof BucketRow)[];

export type BucketChange = Partial<Pick<BucketRow, 'name' | 'description' | 'retention_days' | 'retention_records' | 'dashboard_id'>>;

/** Inserts the bucket unless its name is taken; tells whether it did. */
export async function insertBucket(db: Knex, row: BucketRow): Promise<boolean> {
  const inserted = await db('buckets').insert(row).onConflict(['organization_id', 'name']).ignore().returning('id');
  return inserted.length === 1;
}

/** A bucket with how many sources and keys it has. */
export interface CountedBucketRow extends BucketRow {
  sources: number;
  keys: number;
}

/** The bucket and its counts in one statement. With `lock` it is kept from other changes until the transaction ends. */
export async function findCountedBucket(
  db: Knex,
  organizationId: string,
  id: string,
  lock: boolean,
): Promise<CountedBucketRow | undefined> {
  const counted = db('buckets as b')
    .where({ 'b.organization_id': organizationId, 'b.id': id })
    .first(
      'b.*',
      db.raw('(select count(*) from sources s where s.organization_id = b.organization_id and s.bucket_id = b.id) as sources'),
      db.raw('(select count(*) from api_keys k where k.organization_id = b.organization_id and k.bucket_id = b.id) as keys'),
    );
  return lock ? counted.forUpdate('b') : counted;
}

export async function findBucket(db: Knex, organizationId: string, id: string): Promise<BucketRow | undefined> {
  const found = db('buckets')
    .where({ organization_id: organizationId, id })
    .first(...bucketColumns);
  // Named: PostgreSQL keeps its plan, which takes longer to make than to run.
  return found.options({ name: 'find_bucket' });
}

export async function findBucketByName(db: Knex, organizationId: string, name: string): Promise<BucketRow | undefined> {
  return db('buckets').where({ organization_id: organizationId, name }).first();
}

/** The buckets of an organization, or those of them whose dashboards are in the named projects. */
export async function listBuckets(
  db: Knex,
  organizationId: string,
  projectIds: readonly string[] | null,
  page: PageRequest,
): Promise<Page<BucketRow>> {
  return pageOf(() => {
    const own = db('buckets').where({ organization_id: organizationId });
    if (projectIds === null) return own;
    const dashboards = db('dashboards')
      .where({ organization_id: organizationId })
      .whereIn('project_id', [...projectIds]);
    return own.whereIn('dashboard_id', dashboards.select('id'));
  }, page);
}

export async function isBucketNameTaken(db: Knex, organizationId: string, name: string, exceptId: string): Promise<boolean> {
  const other = await db('buckets').where({ organization_id: organizationId, name }).whereNot({ id: exceptId }).first('id');
  return other !== undefined;
}

export async function updateBucket(
  db: Knex,
  organizationId: string,
  id: string,
  change: BucketChange,
  updatedAt: Date,
): Promise<BucketRow | undefined> {
  const rows = await db('buckets')
    .where({ organization_id: organizationId, id })
    .update({ ...change, updated_at: updatedAt })
    .returning('*');
  return rows[0];
}

/** Deletes the bucket with its sources and keys; its points are the store's. */
export async function deleteBucket(db: Knex, organizationId: string, id: string): Promise<void> {
  await db('buckets').where({ organization_id: organizationId, id }).delete();
}

/** Every bucket that keeps its records for a time only, of all organizations: for the server's own sweep. */
export async function findBucketsWithRetention(db: Knex): Promise<BucketRow[]> {
  return db('buckets').whereNotNull('retention_days').orderBy('id');
}
