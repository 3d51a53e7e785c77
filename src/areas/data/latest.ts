import type { Context } from '../../domain/context.ts';
import { ApiError, invalid } from '../../domain/errors.ts';
import { TooManyPoints } from '../../store/store.ts';
import type { LatestRow, Rows } from '../../store/store.ts';
import { bucketRef } from '../buckets/resource.ts';
import { findSources } from '../sources/queries.ts';
import { requireTimeBucket } from './ingest.ts';

interface LatestQuery {
  sourceId?: string[];
  field?: string[];
  limit: number;
  offset: number;
}

/** The latest values of a page of sources. @throws ApiError 404, 400 */
export async function listLatest(context: Context, bucketId: string, { sourceId, field, limit, offset }: LatestQuery): Promise<Rows<LatestRow>> {
  const bucket = await requireTimeBucket(context, bucketId, 'path.bucketId');
  if (sourceId) {
    const found = new Set((await findSources(context.db, bucket.organization_id, bucket.id, sourceId)).map((source) => source.id));
    const details = sourceId.flatMap((id, index) =>
      found.has(id) ? [] : [{ location: `query.sourceId[${index}]`, message: 'is not a source of the bucket' }],
    );
    if (details.length > 0) throw new ApiError('validation_failed', details);
  }
  const selection = { sourceIds: sourceId, fields: field };
  const signal = context.signal();
  try {
    return await context.store.latest(context.db, bucketRef(bucket), context.clock.now(), selection, { limit, offset }, { signal });
  } catch (error) {
    if (!(error instanceof TooManyPoints)) throw error;
    throw invalid(
      'query',
      `would read about ${error.about} points, and one request reads at most ${error.limit}, as series end in nulls or deletions; name sourceId or field`,
    );
  }
}
