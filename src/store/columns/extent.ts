import type { Knex } from 'knex';
import type { BucketRef, ReadOptions, Selection } from '../store.ts';
import type { Extent } from './count-points.ts';
import { readShard } from './reader.ts';
import type { Names } from './reader.ts';
import { isConditional, selectColumns } from './select.ts';
import { boundOf, patience } from './snapshot.ts';

/**
 * `Store.extent` on columns. Days that nothing changes are counted without reading their points. With `maxPoints` no more
 * than so many may have to be read. @throws TooManyPoints
 */
export async function readExtent(
  db: Knex,
  names: Names,
  bucket: BucketRef,
  now: number,
  selection: Selection,
  { maxPoints, signal }: ReadOptions & { maxPoints?: number } = {},
): Promise<Extent> {
  const wanted = selectColumns(bucket, now, selection);
  if (wanted.isEmpty) return { points: 0 };
  const columns = isConditional(wanted) ? 'data' : 'counting';
  const most = maxPoints === undefined ? undefined : boundOf(maxPoints, patience);
  const reading = await readShard(db, names, bucket, { ...wanted, pointsOnly: columns === 'counting', columns, most, signal });
  return reading === null ? { points: 0 } : names.threads.run('extent', reading, wanted, signal);
}
