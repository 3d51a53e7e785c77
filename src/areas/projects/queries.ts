import type { Knex } from 'knex';
import type { Page, PageRequest } from '../../domain/page.ts';
import { pageOf } from '../paging.ts';

export interface ProjectRow {
  id: string;
  organization_id: string;
  slug: string;
  name: string;
  description: string | null;
  created_at: Date;
  updated_at: Date;
}

/** Inserts the project unless its slug is taken; tells whether it did. */
export async function insertProject(db: Knex, row: ProjectRow): Promise<boolean> {
  const inserted = await db('projects').insert(row).onConflict(['organization_id', 'slug']).ignore().returning('id');
  return inserted.length === 1;
}

/** The project. With `lock` it is kept from other changes until the transaction ends. */
export async function findProject(db: Knex, organizationId: string, id: string, lock = false): Promise<ProjectRow | undefined> {
  const found = db('projects').where({ organization_id: organizationId, id }).first();
  return lock ? found.forUpdate() : found;
}

/** Those of these ids that projects of the organization have. */
export async function listProjectIds(db: Knex, organizationId: string, ids: readonly string[]): Promise<string[]> {
  return db('projects')
    .where({ organization_id: organizationId })
    .whereIn('id', [...ids])
    .pluck('id');
}

/** The projects of an organization, or those of them that are named. */
export async function listProjects(
  db: Knex,
  organizationId: string,
  ids: readonly string[] | null,
  page: PageRequest,
): Promise<Page<ProjectRow>> {
  return pageOf(() => {
    const own = db('projects').where({ organization_id: organizationId });
    return ids === null ? own : own.whereIn('id', [...ids]);
  }, page);
}

export async function isSlugTaken(db: Knex, organizationId: string, slug: string, exceptId: string): Promise<boolean> {
  const other = await db('projects').where({ organization_id: organizationId, slug }).whereNot({ id: exceptId }).first('id');
  return other !== undefined;
}

export async function updateProject(
  db: Knex,
  organizationId: string,
  id: string,
  change: Pick<ProjectRow, 'name' | 'slug' | 'description'>,
  updatedAt: Date,
): Promise<ProjectRow | undefined> {
  const rows = await db('projects')
    .where({ organization_id: organizationId, id })
    .update({ ...change, updated_at: updatedAt })
    .returning('*');
  return rows[0];
}

/** Deletes the project with its dashboards and all their keys; buckets stay. Answers the ids of the keys, and how many dashboards went. */
export async function deleteProject(db: Knex, organizationId: string, id: string): Promise<{ keyIds: string[]; dashboards: number }> {
  const dashboardIds: string[] = await db('dashboards').where({ organization_id: organizationId, project_id: id }).pluck('id');
  const keyIds: string[] = await db('api_keys')
    .where({ organization_id: organizationId })
    .andWhere((either) => void either.where({ project_id: id }).orWhereIn('dashboard_id', dashboardIds))
    .pluck('id');
  await db('projects').where({ organization_id: organizationId, id }).delete();
  return { keyIds, dashboards: dashboardIds.length };
}
