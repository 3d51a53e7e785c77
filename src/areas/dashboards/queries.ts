import type { Knex } from 'knex';
import type { Page, PageRequest } from '../../domain/page.ts';
import { pageOf } from '../paging.ts';

export interface DashboardRow {
  id: string;
  organization_id: string;
  project_id: string;
  name: string;
  description: string | null;
  created_at: Date;
  updated_at: Date;
}

const columns = ['id', 'organization_id', 'project_id', 'name', 'description', 'created_at', 'updated_at'] as const;

export async function insertDashboard(db: Knex, row: DashboardRow): Promise<void> {
  await db('dashboards').insert(row);
}

/** The dashboard, in whichever project it is. With `lock` it is kept from other changes until the transaction ends. */
export async function findDashboard(db: Knex, organizationId: string, id: string, lock = false): Promise<DashboardRow | undefined> {
  const found = db('dashboards')
    .where({ organization_id: organizationId, id })
    .first(...columns);
  return lock ? found.forUpdate() : found;
}

export async function listDashboards(db: Knex, organizationId: string, projectId: string, page: PageRequest): Promise<Page<DashboardRow>> {
  return pageOf(() => db('dashboards').where({ organization_id: organizationId, project_id: projectId }), page);
}

export async function updateDashboard(
  db: Knex,
  organizationId: string,
  id: string,
  change: Pick<DashboardRow, 'name' | 'description'>,
  updatedAt: Date,
): Promise<DashboardRow | undefined> {
  const rows = await db('dashboards')
    .where({ organization_id: organizationId, id })
    .update({ ...change, updated_at: updatedAt })
    .returning([...columns]);
  return rows[0];
}

/** Deletes the dashboard with its keys, whose ids it answers; its buckets belong to none then. */
export async function deleteDashboard(db: Knex, organizationId: string, id: string): Promise<string[]> {
  const keyIds: string[] = await db('api_keys').where({ organization_id: organizationId, dashboard_id: id }).pluck('id');
  await db('dashboards').where({ organization_id: organizationId, id }).delete();
  return keyIds;
}
