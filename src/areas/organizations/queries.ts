import type { Knex } from 'knex';
import type { Plan } from '../../domain/plans.ts';

export interface OrganizationRow {
  id: string;
  slug: string;
  name: string;
  plan: Plan;
  /** The user whose own organization it is; null for those that the operator made. */
  owner_user_id: string | null;
  over_limit: boolean;
  created_at: Date;
  updated_at: Date;
}

export type NewOrganization = Pick<OrganizationRow, 'id' | 'slug' | 'name' | 'plan' | 'created_at'> &
  Partial<Pick<OrganizationRow, 'owner_user_id'>>;

/** Inserts the organization unless its slug is taken; tells whether it did. */
export async function insertOrganization(db: Knex, row: NewOrganization): Promise<boolean> {
  const inserted = await db('organizations')
    .insert({ ...row, updated_at: row.created_at })
    .onConflict('slug')
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export async function findOrganizationBySlug(db: Knex, slug: string): Promise<OrganizationRow | undefined> {
  return db('organizations').where({ slug }).first();
}
