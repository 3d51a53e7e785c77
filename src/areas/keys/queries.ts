import type { Knex } from 'knex';
import type { KeyKind } from '../../domain/api-key.ts';
import { pageOf } from '../paging.ts';
import type { Page, PageRequest } from '../../domain/page.ts';

export interface ApiKeyRow {
  id: string;
  organization_id: string;
  kind: KeyKind;
  /** What the key is of, by its kind; null for the others. */
  bucket_id: string | null;
  project_id: string | null;
  dashboard_id: string | null;
  user_id: string | null;
  /** Of user keys. */
  access_level: 'read_only' | 'read_write' | null;
  /** Of dashboard keys. */
  label: 'production' | 'development' | null;
  /** The person who made it; null when a key or the operator did. */
  created_by: string | null;
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

/** What keys are wanted: those of these kinds, and of one bucket, project, dashboard or user if one is named. */
export type KeyOf = Partial<Pick<ApiKeyRow, 'bucket_id' | 'project_id' | 'dashboard_id' | 'user_id'>>;

export async function listKeys(
  db: Knex,
  organizationId: string,
  kinds: readonly KeyKind[],
  of: KeyOf,
  page: PageRequest,
): Promise<Page<ApiKeyRow>> {
  return pageOf(
    () =>
      db('api_keys')
        .where({ organization_id: organizationId, ...of })
        .whereIn('kind', [...kinds]),
    page,
  );
}

/** The ids of a bucket's keys. */
export async function listKeyIds(db: Knex, organizationId: string, bucketId: string): Promise<string[]> {
  return db('api_keys').where({ organization_id: organizationId, bucket_id: bucketId }).pluck('id');
}

/** The ids of a person's own keys in an organization. */
export async function listUserKeyIds(db: Knex, organizationId: string, userId: string): Promise<string[]> {
  return db('api_keys').where({ organization_id: organizationId, user_id: userId }).pluck('id');
}

/** Deletes a person's own keys in an organization; answers their ids. */
export async function deleteUserKeys(db: Knex, organizationId: string, userId: string): Promise<string[]> {
  const rows: { id: string }[] = await db('api_keys').where({ organization_id: organizationId, user_id: userId }).delete().returning('id');
  return rows.map(({ id }) => id);
}

/** Deletes a key of these kinds; answers it, or undefined when there was none. */
export async function deleteKey(
  db: Knex,
  organizationId: string,
  kinds: readonly KeyKind[],
  of: KeyOf,
  id: string,
): Promise<ApiKeyRow | undefined> {
  const rows = await db('api_keys')
    .where({ organization_id: organizationId, ...of, id })
    .whereIn('kind', [...kinds])
    .delete()
    .returning('*');
  return rows[0];
}
