import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { withExactNumbers } from '../../domain/exact-json.ts';
import { needsExactNumbers } from '../data/resource.ts';
import { longRecord, shortRecord } from './resource.ts';
import * as service from './service.ts';

export const recordHandlers = {
  async writeRecords({ path, body }, context) {
    const result = await service.writeRecords(context, path.bucketId, body);
    return { status: 200, body: { data: { accepted: body.length, ...result } } };
  },

  async listRecords({ path, query }, context) {
    const { rows, hasMore, keyType } = await service.listRecords(context, path.bucketId, query);
    const data = query.format === 'short' ? rows.map(shortRecord) : rows.map((row) => longRecord(keyType, row));
    const hasSome = rows.some(({ points }) => points.some(needsExactNumbers));
    return {
      status: 200,
      body: { data: withExactNumbers(data, hasSome), pagination: { limit: query.limit, offset: query.offset, hasMore } },
    };
  },

  async deleteRecords({ path, query }, context) {
    const dataPoints = await service.deleteRecords(context, path.bucketId, query);
    return { status: 200, body: { data: { bucketId: path.bucketId, deletedResources: { dataPoints } } } };
  },

  async purgeBucket({ path }, context) {
    const dataPoints = await service.purgeBucket(context, path.bucketId);
    return { status: 200, body: { data: { bucketId: path.bucketId, deletedResources: { dataPoints } } } };
  },
} satisfies Partial<Handlers<Context>>;
