import type { DashboardKeyCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { requireDashboard } from '../dashboards/service.ts';
import * as queries from './queries.ts';
import type { ApiKeyRow } from './queries.ts';
import { expiryOf, issueKey, revokeKey } from './service.ts';
import type { NewKey } from './service.ts';

const kinds = ['dashboard'] as const;

/** Makes a key that reaches all buckets of the dashboard. */
export async function createDashboardKey(context: Context, dashboardId: string, input: DashboardKeyCreate): Promise<NewKey> {
  const dashboard = await requireDashboard(context, { dashboardId });
  return issueKey(context, {
    organizationId: dashboard.organization_id,
    dashboardId: dashboard.id,
    kind: 'dashboard',
    name: input.name,
    label: input.keyType ?? undefined,
    expiresAt: expiryOf(context, input.expiresAt),
    createdBy: context.principal.person?.userId,
  });
}

export async function listDashboardKeys(context: Context, dashboardId: string, page: PageRequest): Promise<Page<ApiKeyRow>> {
  const dashboard = await requireDashboard(context, { dashboardId });
  await context.flushLastUse();
  return queries.listKeys(context.db, dashboard.organization_id, kinds, { dashboard_id: dashboard.id }, page);
}

/** Revokes a key of a dashboard; this process refuses it from now on. */
export async function deleteDashboardKey(context: Context, dashboardId: string, keyId: string): Promise<void> {
  const dashboard = await requireDashboard(context, { dashboardId });
  await revokeKey(context, kinds, { dashboard_id: dashboard.id }, keyId);
}
