import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { bucketKeyResource } from './resource.ts';
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
} satisfies Partial<Handlers<Context>>;
