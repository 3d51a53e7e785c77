import type { Context } from '../../domain/context.ts';
import { ApiError, invalid, notFound } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { BucketGone, FieldTypeChange, TooManySeries } from '../../store/store.ts';
import type { ColumnBatch, Confirm, FieldType } from '../../store/store.ts';
import type { BucketRow } from '../buckets/queries.ts';
import { findSourceRules } from '../sources/queries.ts';
import { largestOf } from './largest.ts';

const mostDetails = 20;

export type TypeChange = FieldTypeChange['changes'][number];

/** Where in a request the value of another type stands; undefined when that is not known. */
export type Locate = (change: TypeChange) => string | undefined;

/** Runs a write of the store, and makes what it refuses the answer that tells what is wrong and where. */
export async function storing<Result>(
  context: Context,
  bucket: BucketRow,
  write: () => Promise<Result>,
  locate: Locate = () => undefined,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof BucketGone) throw notFound();
    if (error instanceof FieldTypeChange) throw typeRefusal(error, locate);
    if (error instanceof TooManySeries) throw seriesRefusal(error, await largestOf(context, bucket));
    throw error;
  }
}

/** Makes sure, within a write, that the sources of its series were not deleted meanwhile. `place` tells where one stands. */
export function confirmSources(bucket: BucketRow, { series }: ColumnBatch, place: (sourceId: string) => string): Confirm {
  return async (db) => {
    const ids = [...new Set(series.flatMap(({ sourceId }) => sourceId ?? []))];
    if (ids.length === 0) return;
    const found = new Set((await findSourceRules(db, bucket.organization_id, bucket.id, ids)).map(({ id }) => id));
    const gone = ids.filter((id) => !found.has(id)).slice(0, mostDetails);
    if (gone.length === 0) return;
    throw new ApiError(
      'validation_failed',
      gone.map((id) => ({ location: place(id), message: 'is not a source of the bucket' })),
    );
  };
}

/** A field that would change its type, as an answer. */
export function typeRefusal({ changes }: FieldTypeChange, locate: Locate = () => undefined): ApiError {
  return new ApiError(
    'validation_failed',
    changes.map((change) => detailOf(change, locate(change))),
  );
}

const plurals: Record<FieldType, string> = { number: 'numbers', string: 'strings', boolean: 'booleans' };

function detailOf({ sourceId, field, stored, given }: TypeChange, location: string | undefined): Detail {
  if (location === undefined)
    return { location: 'body', message: `holds a ${given} for the field ${field} of the source ${sourceId}, which holds ${plurals[stored]}` };
  return { location, message: `is a ${given}, but the field ${field} of this source holds ${plurals[stored]}` };
}

/** More series than a bucket may have, as an answer. `largest` says where most of them are. */
export function seriesRefusal({ limit }: TooManySeries, largest = ''): ApiError {
  return invalid('body', `would give the bucket more than ${limit} series (fields of sources)${largest}; use fewer sources or fields, or another bucket`);
}
