import type { Knex } from 'knex';

/** Forgets keys of this name that have been expired since before `time`. */
export async function deleteExpiredKeys(db: Knex, organizationId: string, name: string, time: Date): Promise<void> {
  await db('api_keys').where({ organization_id: organizationId, kind: 'admin', name }).where('expires_at', '<', time).delete();
}
