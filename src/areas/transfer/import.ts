import { isUtf8 } from 'node:buffer';
import type { Context } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { ApiError, conflict } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import type { Steps } from '../../domain/turns.ts';
import type { WriteResult } from '../../store/store.ts';
import { recordChange } from '../audit/service.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { requireBucket } from '../buckets/service.ts';
import { confirmSources, storing } from '../data/refusals.ts';
import type { TypeChange } from '../data/refusals.ts';
import { findSources, insertSource } from '../sources/queries.ts';
import type { SourceRow } from '../sources/queries.ts';
import { newSource } from '../sources/service.ts';
import { createImportBatch } from './import-batch.ts';
import type { ImportBatch, Mark } from './import-batch.ts';
import { createPointTaker } from './import-points.ts';
import { createImportSources } from './import-sources.ts';
import type { Found } from './import-sources.ts';
import { createLineIndex, createProblems, Stopped } from './problems.ts';
import type { LineIndex, Problems } from './problems.ts';
import { readCsv } from './read-csv.ts';
import { ndjsonPlace, readNdjson } from './read-ndjson.ts';

/** How a body is to be read. */
export interface ImportQuery {
  createSources: boolean;
  sourceId?: string;
  timestampColumn?: string;
  timestampFormat: 'rfc3339' | 's' | 'ms' | 'us' | 'ns';
  sourceColumn?: string;
  metadataColumn?: string;
  fields?: string[];
  delimiter: 'comma' | 'semicolon' | 'tab';
  decimal: 'point' | 'comma';
}

export interface ImportResult extends WriteResult {
  accepted: number;
  sourcesCreated: number;
}

const delimiters = { comma: ',', semicolon: ';', tab: '\t' } as const;

/**
 * Stores the points of a body, and the sources that it needs, all or nothing.
 *
 * @throws ApiError 400 that names the first 20 places that are wrong by their lines
 */
export async function importBucket(
  context: Context,
  bucketId: string,
  query: ImportQuery,
  contentType: 'application/x-ndjson' | 'text/csv',
  bytes: Buffer,
): Promise<ImportResult> {
  const bucket = await requireBucket(context, bucketId);
  refuseContradictions(query, contentType);
  const stored = bucket.key_type === 'timestamp' ? await findSources(context.db, bucket.organization_id, bucket.id) : [];
  const make = (input: Parameters<typeof newSource>[2]) => newSource(context, bucket, input);
  const sources = createImportSources(stored, query.createSources && bucket.key_type === 'timestamp' ? make : null);
  const problems = createProblems();
  const batch = createImportBatch(bucket.key_type);
  const lines = createLineIndex(bytes);
  const lineOf = contentType === 'text/csv' ? lines.lineAt : (mark: Mark) => mark;
  const taker = createPointTaker(bucket.key_type, batch, problems, lineOf);
  const usual = query.sourceId === undefined ? null : usualSource(query.sourceId, stored);
  const common = { keyType: bucket.key_type, sources, usual, taker, problems, batch, judge: context.judge };
  let place = ndjsonPlace;
  try {
    if (!isUtf8(bytes)) await context.inTurns(stopAtOther(bytes, problems, lines));
    if (contentType === 'text/csv') {
      const mapping = { ...query, hasOneSource: usual !== null };
      place = await context.inTurns(readCsv(bytes, { ...common, ...query, lines, mapping, delimiter: delimiters[query.delimiter] }));
    } else await context.inTurns(readNdjson(bytes, common));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  problems.throwAny();
  const locate = ({ sourceId, field, given }: TypeChange): string | undefined => {
    const mark = batch.find(sourceId, field, given);
    return mark === undefined ? undefined : `line ${lineOf(mark)}, ${place(field)}`;
  };
  return storing(context, bucket, () => store(context, bucket, batch, sources.made()), locate);
}

/** What is said of a body of one kind while it is of the other, or twice. */
function refuseContradictions(query: ImportQuery, contentType: string): void {
  const details: Detail[] = [];
  const refuse = (name: string, message: string) => details.push({ location: `query.${name}`, message });
  if (contentType !== 'text/csv')
    for (const name of ['timestampColumn', 'sourceColumn', 'metadataColumn', 'fields'] as const)
      if (query[name] !== undefined) refuse(name, 'is for bodies of text/csv');
  if (query.sourceColumn !== undefined && query.sourceId !== undefined) refuse('sourceColumn', 'can not stand together with sourceId');
  if (query.decimal === 'comma' && query.delimiter === 'comma') refuse('decimal', 'can not be comma where delimiter is comma too');
  if (details.length > 0) throw new ApiError('validation_failed', details);
}

function usualSource(id: string, stored: readonly SourceRow[]): Found {
  const source = stored.find((one) => one.id === id);
  if (!source) throw new ApiError('validation_failed', [{ location: 'query.sourceId', message: 'is not a source of the bucket' }]);
  return { source };
}

const bytesOfStep = 65_536;

/** Finds the first line that is not UTF-8. @throws Stopped */
function* stopAtOther(bytes: Buffer, problems: Problems, lines: LineIndex): Steps<void> {
  const endOfLine = (from: number): number => {
    const end = bytes.indexOf(0x0a, from);
    return end < 0 ? bytes.length : end + 1;
  };
  for (let start = 0; start < bytes.length;) {
    const next = endOfLine(Math.min(bytes.length, start + bytesOfStep));
    if (!isUtf8(bytes.subarray(start, next)))
      for (let line = start; line < next; line = endOfLine(line))
        if (!isUtf8(bytes.subarray(line, endOfLine(line)))) problems.stop(lines.lineAt(line), '', 'is not UTF-8');
    lines.extendTo(next);
    start = next;
    yield;
  }
}

function store(context: Context, bucket: BucketRow, batch: ImportBatch, made: readonly SourceRow[]): Promise<ImportResult> {
  const write = async ({ db, store: points }: Context): Promise<WriteResult> => {
    if (batch.count() === 0) return { inserted: 0, updated: 0 };
    const ref = bucketRef(bucket);
    if (bucket.key_type === 'string') return points.write(db, ref, batch.points());
    const columns = batch.columns();
    return points.writeColumns(
      db,
      ref,
      columns,
      confirmSources(bucket, columns, () => 'body'),
    );
  };
  return transaction(context, async (inner) => {
    for (const source of made)
      if (!(await insertSource(inner.db, source)))
        throw conflict('body', `another request has just made the source ${JSON.stringify(source.name)}; send it again`);
    const result = { accepted: batch.count(), ...(await write(inner)), sourcesCreated: made.length };
    await recordChange(inner, { action: 'bucket.import', resourceId: bucket.id, after: { bucketId: bucket.id, ...result } });
    return result;
  });
}
