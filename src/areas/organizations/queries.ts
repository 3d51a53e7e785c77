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

/** Inserts the organization unless its slug is taken; answers it if it did. */
export async function insertOrganization(db: Knex, row: NewOrganization): Promise<OrganizationRow | undefined> {
  const inserted: OrganizationRow[] = await db('organizations')
    .insert({ ...row, updated_at: row.created_at })
    .onConflict('slug')
    .ignore()
    .returning('*');
  return inserted[0];
}

/** The organization. With `lock` it is kept from other changes, of its members too, until the transaction ends. */
export async function findOrganization(db: Knex, id: string, lock = false): Promise<OrganizationRow | undefined> {
  const found = db('organizations').where({ id }).first();
  return lock ? found.forNoKeyUpdate() : found;
}

/** Of all organizations: a slug is unique on the server, and the caller is compared with what is found. */
export async function findOrganizationBySlug(db: Knex, slug: string): Promise<OrganizationRow | undefined> {
  return db('organizations').where({ slug }).first();
}

/** The organization with this slug if the user is a member of it, whichever organization they act for. */
export async function findOrganizationOfMember(db: Knex, userId: string, slug: string): Promise<OrganizationRow | undefined> {
  return db('organizations as o')
    .join('memberships as m', 'm.organization_id', 'o.id')
    .where({ 'm.user_id': userId, 'o.slug': slug })
    .first('o.*');
}

const uniqueViolation = '23505';

/** Changes the organization; answers undefined, in a transaction that can only be rolled back, when its new slug is taken. */
export async function updateOrganization(
  db: Knex,
  id: string,
  change: Partial<Pick<OrganizationRow, 'name' | 'slug' | 'owner_user_id'>>,
  updatedAt: Date,
): Promise<OrganizationRow | undefined> {
  try {
    const rows = await db('organizations')
      .where({ id })
      .update({ ...change, updated_at: updatedAt })
      .returning('*');
    return rows[0];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === uniqueViolation) return undefined;
    throw error;
  }
}

/** How much an organization has of what its plan bounds. */
export interface Usage {
  buckets: number;
  projects: number;
  dashboards: number;
  members: number;
}

/** Counts what the plan bounds. Exact while the organization is locked. */
export async function countUsage(db: Knex, id: string): Promise<Usage> {
  const { rows } = await db.raw<{ rows: Usage[] }>(
    `select (select count(*) from buckets where organization_id = :id) as buckets,
       (select count(*) from projects where organization_id = :id) as projects,
       (select count(*) from dashboards where organization_id = :id) as dashboards,
       (select count(*) from memberships where organization_id = :id) as members`,
    { id },
  );
  return rows[0] ?? { buckets: 0, projects: 0, dashboards: 0, members: 0 };
}

/** Puts the organization on a plan, and pauses its writes or lets them go on. */
export async function updatePlan(
  db: Knex,
  id: string,
  change: Pick<OrganizationRow, 'plan' | 'over_limit'>,
  updatedAt: Date,
): Promise<OrganizationRow> {
  const rows: OrganizationRow[] = await db('organizations')
    .where({ id })
    .update({ ...change, updated_at: updatedAt })
    .returning('*');
  const [organization] = rows;
  if (!organization) throw new Error(`there is no organization ${id}`);
  return organization;
}

/** The organizations of the server by their slugs, for the operator. */
export async function listOrganizations(db: Knex, limit: number): Promise<OrganizationRow[]> {
  return db('organizations').orderBy('slug').limit(limit);
}
