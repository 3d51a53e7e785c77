import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import * as dashboardKeys from './dashboard-keys.ts';
import * as projectKeys from './project-keys.ts';
import { bucketKeyResource, dashboardKeyResource, projectKeyResource } from './resource.ts';
import * as service from './service.ts';

export const keyHandlers = {
  async listBucketKeys({ path, query }, context) {
    return { status: 200, body: listReply(query, await service.listBucketKeys(context, path.bucketId, query), bucketKeyResource) };
  },

  async createBucketKey({ path, body }, context) {
    const { row, secret } = await service.createBucketKey(context, path.bucketId, body);
    const location = `/api/buckets/${path.bucketId}/keys/${row.id}`;
    return { status: 201, headers: { Location: location }, body: { data: { ...bucketKeyResource(row), lastUsedAt: null, key: secret } } };
  },

  async deleteBucketKey({ path }, context) {
    await service.deleteBucketKey(context, path.bucketId, path.keyId);
    return { status: 200, body: { data: { id: path.keyId, deleted: true } } };
  },

  async listDashboardKeys({ path, query }, context) {
    const page = await dashboardKeys.listDashboardKeys(context, path.dashboardId, query);
    return { status: 200, body: listReply(query, page, dashboardKeyResource) };
  },

  async createDashboardKey({ path, body }, context) {
    const { row, secret } = await dashboardKeys.createDashboardKey(context, path.dashboardId, body);
    const location = `/api/dashboards/${path.dashboardId}/keys/${row.id}`;
    return {
      status: 201,
      headers: { Location: location },
      body: { data: { ...dashboardKeyResource(row), lastUsedAt: null, key: secret } },
    };
  },

  async deleteDashboardKey({ path }, context) {
    await dashboardKeys.deleteDashboardKey(context, path.dashboardId, path.keyId);
    return { status: 200, body: { data: { id: path.keyId, deleted: true } } };
  },

  async listProjectKeys({ path, query }, context) {
    const page = await projectKeys.listProjectKeys(context, path.projectId, query);
    return { status: 200, body: listReply(query, page, projectKeyResource) };
  },

  async createProjectKey({ path, body }, context) {
    const { row, secret } = await projectKeys.createProjectKey(context, path.projectId, body);
    const location = `/api/projects/${path.projectId}/keys/${row.id}`;
    return { status: 201, headers: { Location: location }, body: { data: { ...projectKeyResource(row), lastUsedAt: null, key: secret } } };
  },

  async deleteProjectKey({ path }, context) {
    await projectKeys.deleteProjectKey(context, path.projectId, path.keyId);
    return { status: 200, body: { data: { id: path.keyId, deleted: true } } };
  },
} satisfies Partial<Handlers<Context>>;
