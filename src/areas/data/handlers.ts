import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { createDataColumns } from './columns.ts';
import { createDataPoint, createDataPoints } from './ingest.ts';
import { listLatest } from './latest.ts';
import { queryData } from './query.ts';
import { latestResources, pointResource, queryCsv, queryReply } from './resource.ts';

export const dataHandlers = {
  async createDataPoint({ body }, context) {
    const data = pointResource(body.bucketId, await createDataPoint(context, body));
    const location = `/api/buckets/${body.bucketId}/records?from=${encodeURIComponent(data.timestamp)}&limit=1`;
    return { status: 201, headers: { Location: location }, body: { data } };
  },

  async createDataPoints({ body }, context) {
    return { status: 201, body: { data: await createDataPoints(context, body) } };
  },

  async createDataColumns({ body }, context) {
    const result = await createDataColumns(context, body);
    return { status: 201, body: { data: { accepted: result.inserted + result.updated, ...result } } };
  },

  async queryData({ body, mediaType }, context) {
    const result = await queryData(context, body);
    if (mediaType === 'text/csv') return { status: 200, mediaType, body: queryCsv(result, body.fields) };
    return { status: 200, body: queryReply(result, body.timezone) };
  },

  async listLatest({ path, query }, context) {
    const { rows, hasMore } = await listLatest(context, path.bucketId, query);
    return { status: 200, body: { data: latestResources(rows), pagination: { limit: query.limit, offset: query.offset, hasMore } } };
  },
} satisfies Partial<Handlers<Context>>;
