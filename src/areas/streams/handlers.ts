import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { streamRecords } from './service.ts';

export const streamHandlers = {
  async streamRecords({ path, query }, context) {
    const stream = await streamRecords(context, path.bucketId, query);
    return { status: 200, headers: { 'X-Accel-Buffering': 'no' }, mediaType: 'text/event-stream', stream };
  },
} satisfies Partial<Handlers<Context>>;
