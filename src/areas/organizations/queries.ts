import type { Knex } from 'knex';
import type { Plan } from '../../domain/plans.ts';

export interface OrganizationRow {
  id: string;
  slug: string;
  name: string;
  plan: Plan;
  created_at: Date;
}

export async function insertOrganization(db: Knex, row: OrganizationRow): Promise<boolean> {
  const inserted = await db('organizations').insert(row).onConflict('slug').ignore().returning('id');
  return inserted.length === 1;
}

export async function findOrganizationBySlug(db: Knex, slug: string): Promise<OrganizationRow | undefined> {
  return db('organizations').where({ slug }).first();
}
