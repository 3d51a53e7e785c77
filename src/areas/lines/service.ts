import type { Context } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { ApiError, invalid, notFound } from '../../domain/errors.ts';
import { stretches } from '../../domain/turns.ts';
import type { Steps } from '../../domain/turns.ts';
import { FieldTypeChange, TooManySeries } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { bucketRef } from '../buckets/resource.ts';
import { kindRule } from '../data/schema-check.ts';
import { largestOf } from '../data/largest.ts';
import { seriesRefusal } from '../data/refusals.ts';
import { countSourceChange, findSourceRules } from '../sources/queries.ts';
import { batchOf, columnOfValue, keepLines, sourceOf, typeOfKind, usedColumns } from './batch.ts';
import type { Sources } from './batch.ts';
import type { LineColumns } from './columns.ts';
import { knownLines } from './known.ts';
import type { KnownLines } from './known.ts';
import { parseLines } from './parse.ts';
import type { Problem } from './parse.ts';
import { deleteSources, findSourcesVersion } from './queries.ts';
import { mostAttempts, sourcesOf } from './sources.ts';
import type { Precision } from './values.ts';

const mostDetails = 20;

/** Lines that the parser took and the bucket does not. */
interface Refused {
  lines: Set<number>;
  problems: Problem[];
}

/**
 * Stores the points of a body in line protocol. Lines that are bad are left out and told.
 *
 * @throws ApiError 400 partial_write when some lines were stored, validation_failed when none was; 404 when the bucket goes meanwhile
 */
export async function writeLines(context: Context, bucket: BucketRow, body: Buffer, precision: Precision, place: string): Promise<void> {
  if (bucket.key_type !== 'timestamp')
    throw invalid(place, `is a bucket keyed by ${bucket.key_type}; line protocol needs one keyed by timestamp`);
  const known = knownLines(context.db, bucket);
  const parsed = await context.inTurns(parseLines(body, known.table, precision, context.clock.now()));
  const refused: Refused = { lines: new Set(), problems: [] };
  if (parsed.count > 0) await storeLines(context, bucket, known, parsed, refused, body);
  const bad = parsed.bad + refused.lines.size;
  const good = parsed.good - refused.lines.size;
  if (bad === 0) return;
  const problems = [...parsed.problems, ...refused.problems].sort((a, b) => a.line - b.line).slice(0, mostDetails);
  const details = problems.map(({ line, column, message }) => ({ location: `line ${line}, column ${column}`, message }));
  if (good === 0) throw new ApiError('validation_failed', details);
  throw new ApiError(
    'partial_write',
    details,
    {},
    { sentence: `${count(good)} stored, ${count(bad)} not; details names what is wrong.`, isDone: true },
  );
}

const count = (lines: number) => (lines === 1 ? '1 line was' : `${lines} lines were`);

/** Stores what fits the sources, and again what belonged to sources that were deleted meanwhile. */
async function storeLines(
  context: Context,
  first: BucketRow,
  remembered: KnownLines,
  parsed: LineColumns,
  refused: Refused,
  body: Buffer,
): Promise<void> {
  let [bucket, known, lines] = [first, remembered, parsed];
  const made: string[] = [];
  for (let attempt = 0; attempt < mostAttempts && lines.count > 0; attempt++) {
    const named = await context.inTurns(usedColumns(lines));
    const sources = await sourcesOf(context, bucket, known, lines, named, made);
    const fitting: LineColumns = await context.inTurns(refuse(lines, misfits(lines, named, sources), refused, body));
    const used = fitting === lines ? named : await context.inTurns(usedColumns(fitting));
    lines = fitting;
    if (lines.count === 0) return;
    try {
      await context.store.writeColumns(context.db, bucketRef(bucket), await context.inTurns(batchOf(lines, used, sources)));
    } catch (error) {
      if (error instanceof TooManySeries) {
        await unmake(context, bucket, made);
        throw seriesRefusal(error, await largestOf(context, bucket));
      }
      if (!(error instanceof FieldTypeChange) || attempt === mostAttempts - 1) throw error;
      lines = await context.inTurns(refuse(lines, conflicts(lines, used, sources, error.changes), refused, body));
      if (lines === fitting) throw error;
      continue;
    }
    const version = await findSourcesVersion(context.db, bucket.organization_id, bucket.id);
    if (version === bucket.sources_version) return;
    if (version === undefined) throw notFound();
    bucket = { ...bucket, sources_version: version };
    known = knownLines(context.db, bucket);
    lines = await writtenToNobody(context, bucket, lines, used, sources);
  }
  if (lines.count > 0) throw new ApiError('unavailable', [], { 'Retry-After': '1' });
}

/** Deletes sources that this request has made for points that the store refuses. */
async function unmake(context: Context, bucket: BucketRow, ids: readonly string[]): Promise<void> {
  // In a transaction that fails they were never made.
  if (ids.length === 0 || context.db.isTransaction) return;
  await transaction(context, async ({ db }) => {
    await countSourceChange(db, bucket.organization_id, bucket.id);
    await deleteSources(db, bucket.organization_id, bucket.id, ids);
  });
}

/** A value that a line may not have: its index, and why. */
type Misfit = (index: number) => string | null;

/** Values that the schemas of their sources do not take. */
function misfits(lines: LineColumns, used: Uint8Array, sources: Sources): Misfit | null {
  const rules = new Map<number, ReturnType<typeof kindRule>>();
  for (const [column, isUsed] of used.entries()) {
    const source = isUsed === 1 ? sourceOf(lines, sources, column) : null;
    const rule = source && kindRule(source, source.field);
    if (rule !== null) rules.set(column, rule);
  }
  if (rules.size === 0) return null;
  return (index) => {
    const rule = rules.get(lines.columnOf[index] ?? -1) ?? null;
    if (typeof rule === 'string') return rule;
    const type = typeOfKind(lines.kinds[index]);
    return rule === null || rule.type === type ? null : `must be ${rule.type} ${rule.because}, not ${type}`;
  };
}

/** Values of another type than their field has had. */
function conflicts(lines: LineColumns, used: Uint8Array, sources: Sources, changes: FieldTypeChange['changes']): Misfit {
  const stored = new Map(changes.map((change) => [`${change.sourceId} ${change.field}`, change.stored]));
  const types = lines.columns.map((_, column) => {
    if (used[column] !== 1) return undefined;
    const { id, field } = sourceOf(lines, sources, column);
    return stored.get(`${id} ${field}`);
  });
  return (index) => {
    const type = types[lines.columnOf[index] ?? -1];
    const given = typeOfKind(lines.kinds[index]);
    return type === undefined || type === given ? null : `must be ${type}, as the field of this series has been, not ${given}`;
  };
}

/** Takes the lines with such values out, and tells why. */
function* refuse(lines: LineColumns, misfit: Misfit | null, refused: Refused, body: Buffer): Steps<LineColumns> {
  if (misfit === null) return lines;
  const bad = new Set<number>();
  const told: { line: number; field: string; message: string }[] = [];
  yield* stretches(lines.count, (from, to) => {
    for (let index = from; index < to; index++) {
      const line = lines.lineOf[index] ?? 0;
      const message = bad.has(line) ? null : misfit(index);
      if (message === null) continue;
      bad.add(line);
      refused.lines.add(line);
      if (bad.size <= mostDetails) told.push({ line, field: lines.columns[lines.columnOf[index] ?? -1]?.field ?? '', message });
    }
  });
  for (const { line, field, message } of told)
    refused.problems.push({ line, column: yield* columnOfValue(body, line, field), message: `the field ${field} ${message}` });
  return bad.size === 0 ? lines : yield* keepLines(lines, (line) => !bad.has(line));
}

/** Removes what was written to sources that were deleted meanwhile, and answers it, to be written anew. */
async function writtenToNobody(
  context: Context,
  bucket: BucketRow,
  lines: LineColumns,
  used: Uint8Array,
  sources: Sources,
): Promise<LineColumns> {
  const idOf = new Map<number, string>();
  for (const [column, isUsed] of used.entries()) if (isUsed === 1) idOf.set(column, sourceOf(lines, sources, column).id);
  const ids = new Set(idOf.values());
  for (const { id } of await findSourceRules(context.db, bucket.organization_id, bucket.id, [...ids])) ids.delete(id);
  for (const id of ids) await context.store.deleteSource(context.db, bucketRef(bucket), id);
  const lost = new Set<number>();
  for (let index = 0; index < lines.count; index++)
    if (ids.has(idOf.get(lines.columnOf[index] ?? -1) ?? '')) lost.add(lines.lineOf[index] ?? 0);
  return context.inTurns(keepLines(lines, (line) => lost.has(line)));
}
