import type { DataQuery } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { knownSources } from '../sources/known.ts';
import { findSourceIds } from '../sources/queries.ts';

/**
 * The sources that a query is about: those that it names, of them those with its type and labels. Undefined for all, with the
 * numbered series.
 *
 * @throws ApiError 400 when it names one that the bucket has not
 */
export async function chooseSources(context: Context, bucket: BucketRow, query: DataQuery): Promise<string[] | undefined> {
  const { sourceIds, filters } = query;
  if (sourceIds) {
    const found = await knownSources(context, bucket, sourceIds);
    const details = sourceIds.flatMap((id, index) =>
      found.has(id) ? [] : [{ location: `body.sourceIds[${index}]`, message: 'is not a source of the bucket' }],
    );
    if (details.length > 0) throw new ApiError('validation_failed', details);
  }
  if (filters?.type === undefined && filters?.labels === undefined) return sourceIds;
  const matching = await findSourceIds(context.db, bucket.organization_id, bucket.id, { type: filters.type, labels: filters.labels });
  return sourceIds ? matching.filter((id) => sourceIds.includes(id)) : matching;
}
