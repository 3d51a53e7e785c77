import type { DashboardCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { requireMatch, transaction } from '../../domain/context.ts';
import { notFound } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { requireScope } from '../../domain/scope.ts';
import { recordChange } from '../audit/service.ts';
import { lockOrganization, requireRoom, settleLimits } from '../organizations/limits.ts';
import { requireProject } from '../projects/service.ts';
import * as queries from './queries.ts';
import type { DashboardRow } from './queries.ts';
import { dashboardReply, dashboardResource } from './resource.ts';

/** Where a dashboard is looked for: in its project, if the request names one. */
interface Place {
  projectId?: string;
  dashboardId: string;
}

/** A dashboard of the caller's organization, within the caller's scope. @throws ApiError 404, 403 */
export async function requireDashboard(context: Context, { projectId, dashboardId }: Place, lock = false): Promise<DashboardRow> {
  const dashboard = await queries.findDashboard(context.db, context.principal.organizationId, dashboardId, lock);
  if (!dashboard || (projectId !== undefined && dashboard.project_id !== projectId)) throw notFound();
  requireScope(context.principal, dashboard.project_id);
  return dashboard;
}

export async function listDashboards(context: Context, projectId: string, page: PageRequest): Promise<Page<DashboardRow>> {
  const project = await requireProject(context, projectId);
  return queries.listDashboards(context.db, project.organization_id, project.id, page);
}

export function createDashboard(context: Context, projectId: string, input: DashboardCreate): Promise<DashboardRow> {
  return transaction(context, async (inner) => {
    const organization = await lockOrganization(inner);
    const project = await requireProject(inner, projectId);
    await requireRoom(inner.db, organization, 'dashboards');
    const now = new Date(inner.clock.now());
    const row: DashboardRow = {
      id: inner.ids.resourceId(),
      organization_id: project.organization_id,
      project_id: project.id,
      name: input.name,
      description: input.description ?? null,
      created_at: now,
      updated_at: now,
    };
    await queries.insertDashboard(inner.db, row);
    await recordChange(inner, { action: 'dashboard.create', resourceId: row.id, after: dashboardResource(row) });
    return row;
  });
}

export function replaceDashboard(context: Context, place: Place, input: DashboardCreate): Promise<DashboardRow> {
  return transaction(context, async (inner) => {
    const current = await requireDashboard(inner, place, true);
    requireMatch(inner, dashboardReply(current));
    const change = { name: input.name, description: input.description ?? null };
    const changed = await queries.updateDashboard(inner.db, current.organization_id, current.id, change, new Date(inner.clock.now()));
    if (!changed) throw notFound();
    const [before, after] = [dashboardResource(current), dashboardResource(changed)];
    await recordChange(inner, { action: 'dashboard.update', resourceId: current.id, before, after });
    return changed;
  });
}

/** Deletes the dashboard with its keys; tells how many they were. */
export function deleteDashboard(context: Context, place: Place): Promise<number> {
  return transaction(context, async (inner) => {
    const organization = await lockOrganization(inner);
    const dashboard = await requireDashboard(inner, place, true);
    requireMatch(inner, dashboardReply(dashboard));
    const keyIds = await queries.deleteDashboard(inner.db, dashboard.organization_id, dashboard.id);
    for (const keyId of keyIds) inner.forgetKey(keyId);
    await recordChange(inner, { action: 'dashboard.delete', resourceId: dashboard.id, before: dashboardResource(dashboard) });
    await settleLimits(inner, organization);
    return keyIds.length;
  });
}
