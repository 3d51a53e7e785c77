import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Steps } from '../../domain/turns.ts';
import { TooManySeries } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { largestOf } from '../data/largest.ts';
import { seriesRefusal } from '../data/refusals.ts';
import type { Sources } from './batch.ts';
import type { LineColumns } from './columns.ts';
import { trimLines } from './known.ts';
import type { KnownLines } from './known.ts';
import { findSourcesByName, insertSources } from './queries.ts';
import type { NamedSource } from './queries.ts';
import type { Series } from './series.ts';

/** How often a write begins anew because something changed under it; more is a fault. */
export const mostAttempts = 100;

/** Sources that one statement looks for or makes: some milliseconds of work in this process. */
const mostSources = 2000;
const columnsOfStep = 4096;

/**
 * The sources of the columns in use; those that the bucket has not are made, and their ids added to `made`.
 *
 * @throws ApiError 400 when they are more than the bucket may have series
 */
export async function sourcesOf(
  context: Context,
  bucket: BucketRow,
  known: KnownLines,
  lines: LineColumns,
  used: Uint8Array,
  made: string[],
): Promise<Sources> {
  const { db, ids, limits } = context;
  let missing = new Map<string, Series>();
  const learn = (sources: readonly NamedSource[]) => {
    for (const { id, name, schema } of sources) {
      known.sources.set(name, { id, schema });
      missing.delete(name);
    }
  };
  const find = async (names: string[]) => learn(await findSourcesByName(db, bucket.organization_id, bucket.id, names));

  for (let column = 0; column < used.length;) {
    const { found, next } = await context.inTurns(unknownSeries(lines, used, known, missing, column));
    column = next;
    if (found.size === 0) continue;
    for (const [name, series] of found) missing.set(name, series);
    await find([...found.keys()]);
    // Each has a field, which would be a series more: the store would refuse them all.
    if (missing.size > limits.series) throw seriesRefusal(new TooManySeries(limits.series), await largestOf(context, bucket));
  }
  if (missing.size === 0) return known.sources;
  for (let attempt = 0; attempt < mostAttempts && missing.size > 0; attempt++) {
    // In the order of their names: two processes that make the same ones wait for each other and not in a circle.
    missing = new Map([...missing].sort(([a], [b]) => (a < b ? -1 : 1)));
    for (const some of piecesOf([...missing.values()])) {
      const wanted = some.map(({ name, measurement, tags }) => {
        return { id: ids.resourceId(), name, type: measurement, labels: Object.fromEntries(tags) };
      });
      const inserted = await insertSources(db, bucket.organization_id, bucket.id, wanted, new Date(context.clock.now()));
      learn(inserted);
      for (const { id } of inserted) made.push(id);
    }
    // What another request made meanwhile is there; what it has deleted again is made in the next round.
    for (const some of piecesOf([...missing.keys()])) await find(some);
  }
  if (missing.size > 0) throw new ApiError('unavailable', [], { 'Retry-After': '1' });
  trimLines(db);
  return known.sources;
}

/** The next series from a column on whose sources are not known, as many as one statement looks for. */
function* unknownSeries(
  { series, columns }: LineColumns,
  used: Uint8Array,
  known: KnownLines,
  missing: ReadonlyMap<string, Series>,
  from: number,
): Steps<{ found: Map<string, Series>; next: number }> {
  const found = new Map<string, Series>();
  let column = from;
  for (; column < used.length && found.size < mostSources; column++) {
    if (column % columnsOfStep === columnsOfStep - 1) yield;
    const one = used[column] === 1 ? series[columns[column]?.series ?? -1] : undefined;
    if (one !== undefined && !known.sources.has(one.name) && !missing.has(one.name)) found.set(one.name, one);
  }
  return { found, next: column };
}

function piecesOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / mostSources) }, (_, index) =>
    list.slice(index * mostSources, (index + 1) * mostSources),
  );
}
