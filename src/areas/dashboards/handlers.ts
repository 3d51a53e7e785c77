import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { dashboardReply, dashboardResource } from './resource.ts';
import * as service from './service.ts';

export const dashboardHandlers = {
  async listDashboards({ path, query }, context) {
    return { status: 200, body: listReply(query, await service.listDashboards(context, path.projectId, query), dashboardResource) };
  },

  async createDashboard({ path, body }, context) {
    const dashboard = await service.createDashboard(context, path.projectId, body);
    const location = `/api/projects/${path.projectId}/dashboards/${dashboard.id}`;
    return { status: 201, headers: { Location: location }, body: dashboardReply(dashboard) };
  },

  async getDashboard({ path }, context) {
    return { status: 200, body: dashboardReply(await service.requireDashboard(context, path)) };
  },

  async replaceDashboard({ path, body }, context) {
    return { status: 200, body: dashboardReply(await service.replaceDashboard(context, path, body)) };
  },

  async deleteDashboard({ path }, context) {
    const keys = await service.deleteDashboard(context, path);
    return { status: 200, body: { data: { id: path.dashboardId, deleted: true, deletedResources: { keys } } } };
  },
} satisfies Partial<Handlers<Context>>;
