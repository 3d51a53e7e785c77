import type { Context } from '../../domain/context.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { countLabelValues, findSources } from '../sources/queries.ts';

/** How many of each are named. */
const most = 3;

/** The part of a sentence that names what makes a bucket large: the sources with the most fields, and the labels with the most values. */
export async function largestOf({ db, store }: Context, bucket: BucketRow): Promise<string> {
  const sources = await store.largestSources(db, bucketRef(bucket), most);
  const ids = sources.flatMap(({ sourceId }) => sourceId ?? []);
  const names = new Map((await findSources(db, bucket.organization_id, bucket.id, ids)).map(({ id, name }) => [id, name]));
  const bySource = sources.map(({ sourceId, series }) =>
    sourceId === null ? `the numbered series together with ${series}` : `${JSON.stringify(names.get(sourceId) ?? sourceId)} with ${series}`,
  );
  const labels = await countLabelValues(db, bucket.organization_id, bucket.id, most);
  const byLabel = labels.map(({ label, values }) => `${JSON.stringify(label)} with ${values}`);
  return [
    ...(bySource.length === 0 ? [] : [`; the sources with the most are ${bySource.join(', ')}`]),
    ...(byLabel.length === 0 ? [] : [`; the labels with the most values are ${byLabel.join(', ')}`]),
  ].join('');
}
