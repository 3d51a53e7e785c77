import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Point, Range } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { requireBucket } from '../buckets/service.ts';
import { rangeOf } from '../records/service.ts';
import type { RangeQuery } from '../records/service.ts';
import { findSources } from '../sources/queries.ts';
import type { SourceRow } from '../sources/queries.ts';
import { createCsvWriter } from './csv-writer.ts';
import { createNdjsonWriter } from './ndjson-writer.ts';

/** What of a bucket is exported, and how. */
export interface ExportQuery extends RangeQuery {
  sourceId?: string[];
  /** Points name their source and not its id. */
  sourceNames: boolean;
}

interface Selected extends Range {
  sourceIds?: readonly string[];
}

/** The points of a bucket, and its sources, as text in chunks that are made when they are asked for. */
export async function exportBucket(
  context: Context,
  bucketId: string,
  query: ExportQuery,
  mediaType: 'application/x-ndjson' | 'text/csv',
): Promise<AsyncIterable<string>> {
  const bucket = await requireBucket(context, bucketId);
  const selected: Selected = { ...rangeOf(bucket.key_type, query), sourceIds: query.sourceId };
  await requireSources(context, bucket, query.sourceId ?? []);
  return chunksOf(context, bucket, selected, query.sourceNames, mediaType === 'text/csv' ? csvChunks : ndjsonChunks);
}

async function requireSources(context: Context, bucket: BucketRow, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = new Set((await findSources(context.db, bucket.organization_id, bucket.id, ids)).map(({ id }) => id));
  const details = ids.flatMap((id, index) =>
    found.has(id) ? [] : [{ location: `query.sourceId[${index}]`, message: 'is not a source of the bucket' }],
  );
  if (details.length > 0) throw new ApiError('validation_failed', details.slice(0, 20));
}

type Format = (context: Context, bucket: BucketRow, selected: Selected, sourceNames: boolean) => AsyncGenerator<string>;

/** Runs a format in a transaction that sees one moment, and ends it however the reading ends. */
async function* chunksOf(
  context: Context,
  bucket: BucketRow,
  selected: Selected,
  sourceNames: boolean,
  format: Format,
): AsyncGenerator<string> {
  const release = context.exportSlots.take();
  if (!release)
    throw new ApiError('rate_limited', [{ location: 'path', message: 'as many exports run as may at once' }], { 'Retry-After': '5' });
  try {
    const snapshot = await context.db.transaction({ isolationLevel: 'repeatable read', readOnly: true });
    try {
      yield* format({ ...context, db: snapshot }, bucket, selected, sourceNames);
    } finally {
      await snapshot.commit();
    }
  } finally {
    release();
  }
}

async function sourcesOf({ db }: Context, bucket: BucketRow, ids: readonly string[] | undefined): Promise<SourceRow[]> {
  const sources = await findSources(db, bucket.organization_id, bucket.id, ids);
  return sources.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Names for ids. A source that was deleted while its points were not is known by its id. */
function namesOf(sources: readonly SourceRow[]): (id: string) => string {
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

async function* ndjsonChunks(context: Context, bucket: BucketRow, selected: Selected, sourceNames: boolean): AsyncGenerator<string> {
  const sources = await sourcesOf(context, bucket, selected.sourceIds);
  const writer = createNdjsonWriter(bucket.key_type, sourceNames ? namesOf(sources) : null);
  const stored = await context.store.export(context.db, bucketRef(bucket), context.clock.now(), selected, { signal: context.signal() });
  yield sources.map(writer.source).join('');
  for await (const page of stored.pages()) yield joined(page, writer.point);
}

async function* csvChunks(context: Context, bucket: BucketRow, selected: Selected, sourceNames: boolean): AsyncGenerator<string> {
  const sources = sourceNames ? await sourcesOf(context, bucket, selected.sourceIds) : [];
  const stored = await context.store.export(context.db, bucketRef(bucket), context.clock.now(), selected, { signal: context.signal() });
  const writer = createCsvWriter(bucket.key_type, await stored.fields(), sourceNames ? namesOf(sources) : null);
  yield writer.header;
  for await (const page of stored.pages()) yield joined(page, writer.point);
}

function joined(points: readonly Point[], line: (point: Point) => string): string {
  let text = '';
  for (const point of points) text += line(point);
  return text;
}
