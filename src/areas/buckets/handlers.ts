import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { bucketReply, bucketResource } from './resource.ts';
import * as service from './service.ts';

export const bucketHandlers = {
  async listBuckets({ query }, context) {
    return { status: 200, body: listReply(query, await service.listBuckets(context, query), bucketResource) };
  },

  async createBucket({ body }, context) {
    const { bucket, counts } = await service.createBucket(context, body);
    return { status: 201, headers: { Location: `/api/buckets/${bucket.id}` }, body: bucketReply(bucket, counts) };
  },

  async getBucket({ path }, context) {
    const { bucket, counts } = await service.getBucket(context, path.bucketId);
    return { status: 200, body: bucketReply(bucket, counts) };
  },

  async updateBucket({ path, body }, context) {
    const { bucket, counts } = await service.updateBucket(context, path.bucketId, body);
    return { status: 200, body: bucketReply(bucket, counts) };
  },

  async deleteBucket({ path }, context) {
    const deletedResources = await service.deleteBucket(context, path.bucketId);
    return { status: 200, body: { data: { id: path.bucketId, deleted: true, deletedResources } } };
  },
} satisfies Partial<Handlers<Context>>;
