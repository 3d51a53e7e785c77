import type { SourceCreate, SourceUpdate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { requireMatch, transaction } from '../../domain/context.ts';
import { conflict, invalid, notFound } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { recordChange } from '../audit/service.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { requireBucket, requireBucketShared } from '../buckets/service.ts';
import * as queries from './queries.ts';
import type { SourceChange, SourceRow } from './queries.ts';
import { sourceReply, sourceResource } from './resource.ts';

const nameTaken = (name: string) => conflict('body.name', `another source of the bucket is named ${JSON.stringify(name)}`);

export async function listSources(
  context: Context,
  bucketId: string,
  query: PageRequest & { type?: string; label?: readonly string[] },
): Promise<Page<SourceRow>> {
  const bucket = await requireBucket(context, bucketId);
  const filter = { type: query.type, labels: query.label && labelsOf(query.label) };
  return queries.listSources(context.db, bucket.organization_id, bucket.id, filter, query);
}

/** Labels as a query names them: name, colon, value. @throws ApiError 400 when one name has two values */
function labelsOf(texts: readonly string[]): Record<string, string> {
  const labels = new Map<string, string>();
  for (const [index, text] of texts.entries()) {
    const colon = text.indexOf(':');
    const [name, value] = [text.slice(0, colon), text.slice(colon + 1)];
    if (labels.has(name) && labels.get(name) !== value) throw invalid(`query.label[${index}]`, `names another value of ${name}`);
    labels.set(name, value);
  }
  return Object.fromEntries(labels);
}

export async function getSource(context: Context, bucketId: string, sourceId: string): Promise<SourceRow> {
  const bucket = await requireBucketShared(context, bucketId);
  const source = await queries.findSource(context.db, bucket.organization_id, bucket.id, sourceId);
  if (!source) throw notFound();
  return source;
}

export function createSource(
  context: Context,
  bucketId: string,
  input: SourceCreate & { type: string; downsampling: boolean },
): Promise<SourceRow> {
  return transaction(context, async (inner) => {
    const bucket = await requireBucket(inner, bucketId);
    if (bucket.key_type !== 'timestamp')
      throw invalid('path.bucketId', `is a bucket keyed by ${bucket.key_type}; sources need one keyed by timestamp`);
    const source = newSource(inner, bucket, input);
    if (!(await queries.insertSource(inner.db, source))) throw nameTaken(source.name);
    await recordChange(inner, { action: 'source.create', resourceId: source.id, after: sourceResource(source) });
    return source;
  });
}

/** A source as it will be stored. */
export function newSource({ clock, ids }: Context, bucket: BucketRow, input: SourceCreate): SourceRow {
  const now = new Date(clock.now());
  return {
    id: ids.resourceId(),
    organization_id: bucket.organization_id,
    bucket_id: bucket.id,
    name: input.name,
    type: input.type ?? 'sensor',
    labels: storedLabels(input.labels),
    description: input.description ?? null,
    schema: input.schema ?? null,
    downsampling: input.downsampling ?? true,
    created_at: now,
    updated_at: now,
  };
}

export function updateSource(context: Context, bucketId: string, sourceId: string, input: SourceUpdate): Promise<SourceRow> {
  return transaction(context, async (inner) => {
    const { organizationId } = inner.principal;
    await requireBucket(inner, bucketId);
    if (!(await queries.countSourceChange(inner.db, organizationId, bucketId))) throw notFound();
    const current = await queries.lockSource(inner.db, organizationId, bucketId, sourceId);
    if (!current) throw notFound();
    requireMatch(inner, sourceReply(current));
    if (input.name !== undefined && (await queries.isSourceNameTaken(inner.db, organizationId, bucketId, input.name, sourceId)))
      throw nameTaken(input.name);
    const { labels, ...others } = input;
    const change: SourceChange = labels === undefined ? others : { ...others, labels: storedLabels(labels) };
    const updated = await queries.updateSource(inner.db, organizationId, sourceId, change, new Date(inner.clock.now()));
    if (!updated) throw notFound();
    const [before, after] = [sourceResource(current), sourceResource(updated)];
    await recordChange(inner, { action: 'source.update', resourceId: sourceId, before, after });
    return updated;
  });
}

/** Labels of a body, whose members are always there. */
function storedLabels(labels: SourceCreate['labels']): SourceRow['labels'] {
  return Object.fromEntries(Object.entries(labels ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Deletes the source and its points; answers how many points went. */
export function deleteSource(context: Context, bucketId: string, sourceId: string): Promise<number> {
  return transaction(context, async (inner) => {
    const { organizationId } = inner.principal;
    if (!(await queries.countSourceChange(inner.db, organizationId, bucketId))) throw notFound();
    const bucket = await requireBucket(inner, bucketId);
    const source = await queries.lockSource(inner.db, organizationId, bucketId, sourceId);
    if (!source) throw notFound();
    requireMatch(inner, sourceReply(source));
    const points = await inner.store.deleteSource(inner.db, bucketRef(bucket), sourceId);
    await queries.deleteSource(inner.db, organizationId, sourceId);
    await recordChange(inner, { action: 'source.delete', resourceId: sourceId, before: sourceResource(source) });
    return points;
  });
}
