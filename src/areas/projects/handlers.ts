import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { projectReply, projectResource } from './resource.ts';
import * as service from './service.ts';

export const projectHandlers = {
  async listProjects({ query }, context) {
    return { status: 200, body: listReply(query, await service.listProjects(context, query), projectResource) };
  },

  async createProject({ body }, context) {
    const project = await service.createProject(context, body);
    return { status: 201, headers: { Location: `/api/projects/${project.id}` }, body: projectReply(project) };
  },

  async getProject({ path }, context) {
    return { status: 200, body: projectReply(await service.requireProject(context, path.projectId)) };
  },

  async replaceProject({ path, body }, context) {
    return { status: 200, body: projectReply(await service.replaceProject(context, path.projectId, body)) };
  },

  async deleteProject({ path }, context) {
    const deletedResources = await service.deleteProject(context, path.projectId);
    return { status: 200, body: { data: { id: path.projectId, deleted: true, deletedResources } } };
  },
} satisfies Partial<Handlers<Context>>;
