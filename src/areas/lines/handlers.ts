import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { invalid, notFound } from '../../domain/errors.ts';
import { isResourceId } from '../../domain/ids.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { requireBucketShared, requireNamedBucket } from '../buckets/service.ts';
import { writeLines } from './service.ts';

/** The bucket of a client that knows databases: that of a write key, or the one that an admin key names. */
async function requireDatabase(context: Context, named: string | undefined, place: string): Promise<BucketRow> {
  const { bucketId } = context.principal;
  if (bucketId === null) {
    if (named === undefined) throw invalid(place, 'is required with an admin key: the id or the name of a bucket');
    return requireNamedBucket(context, named);
  }
  if (isResourceId(named) && named !== bucketId) throw notFound();
  return requireBucketShared(context, bucketId);
}

export const lineHandlers = {
  async writeLines({ path, query, body }, context) {
    const bucket = await requireBucketShared(context, path.bucketId);
    await writeLines(context, bucket, body, query.precision, 'path.bucketId');
    return { status: 204 };
  },

  async writeLinesToDatabase({ query, body }, context) {
    const bucket = await requireDatabase(context, query.db, 'query.db');
    await writeLines(context, bucket, body, query.precision, 'query.db');
    return { status: 204 };
  },

  async writeLinesToBucket({ query, body }, context) {
    const bucket = await requireDatabase(context, query.bucket, 'query.bucket');
    await writeLines(context, bucket, body, query.precision, 'query.bucket');
    return { status: 204 };
  },
} satisfies Partial<Handlers<Context>>;
