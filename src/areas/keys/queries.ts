import type { Knex } from 'knex';
import type { KeyKind } from '../../domain/api-key.ts';
import { pageOf } from '../paging.ts';
import type { Page, PageRequest } from '../../domain/page.ts';

export interface ApiKeyRow {
  id: string;
  organization_id: string;
  /** Null for admin keys. */
  bucket_id: string | null;
  kind: KeyKind;
  name: string;
  secret_sha256: Buffer;
  last_four: string;
  expires_at: Date | null;
  last_used_at: Date | null;
  created_at: Date;
}

export async function insertKey(db: Knex, row: ApiKeyRow): Promise<void> {
  await db('api_keys').insert(row);
}

/** The keys of a bucket, or those of the organization itself when `bucketId` is null. */
export async function listKeys(db: Knex, organizationId: string, bucketId: string | null, page: PageRequest): Promise<Page<ApiKeyRow>> {
  return pageOf(() => db('api_keys').where({ organization_id: organizationId, bucket_id: bucketId }), page);
}

/** The ids of a bucket's keys. */
export async function listKeyIds(db: Knex, organizationId: string, bucketId: string): Promise<string[]> {
  return db('api_keys').where({ organization_id: organizationId, bucket_id: bucketId }).pluck('id');
}

/** Deletes a key; tells whether there was one. */
export async function deleteKey(db: Knex, organizationId: string, bucketId: string | null, id: string): Promise<boolean> {
  return (await db('api_keys').where({ organization_id: organizationId, bucket_id: bucketId, id }).delete()) === 1;
}
