import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { sourceReply, sourceResource } from './resource.ts';
import * as service from './service.ts';

export const sourceHandlers = {
  async listSources({ path, query }, context) {
    return { status: 200, body: listReply(query, await service.listSources(context, path.bucketId, query), sourceResource) };
  },

  async createSource({ path, body }, context) {
    const source = await service.createSource(context, path.bucketId, body);
    return { status: 201, headers: { Location: `/api/buckets/${path.bucketId}/sources/${source.id}` }, body: sourceReply(source) };
  },

  async getSource({ path }, context) {
    return { status: 200, body: sourceReply(await service.getSource(context, path.bucketId, path.sourceId)) };
  },

  async updateSource({ path, body }, context) {
    return { status: 200, body: sourceReply(await service.updateSource(context, path.bucketId, path.sourceId, body)) };
  },

  async deleteSource({ path }, context) {
    const dataPoints = await service.deleteSource(context, path.bucketId, path.sourceId);
    return { status: 200, body: { data: { id: path.sourceId, deleted: true, deletedResources: { dataPoints } } } };
  },
} satisfies Partial<Handlers<Context>>;
