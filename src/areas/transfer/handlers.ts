import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { exportBucket } from './export.ts';
import { importBucket } from './import.ts';

export const transferHandlers = {
  async exportBucket({ path, query, mediaType: wanted }, context) {
    const mediaType = wanted === 'text/csv' ? wanted : 'application/x-ndjson';
    const stream = await exportBucket(context, path.bucketId, query, mediaType);
    return { status: 200, mediaType, stream };
  },

  async importBucket({ path, query, contentType, body }, context) {
    return { status: 201, body: { data: await importBucket(context, path.bucketId, query, contentType, body) } };
  },
} satisfies Partial<Handlers<Context>>;
