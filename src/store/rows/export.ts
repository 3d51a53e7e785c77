import type { Knex } from 'knex';
import type { BucketRef, Key, Point, Selection, StoredExport } from '../store.ts';
import { readPoints } from './read.ts';
import { selectedRows } from './table.ts';

const pagePoints = 10_000;

/** `Store.export` on the table `points`: page after page, each from where the last one ended. */
export function exportRows(
  db: Knex,
  bucket: BucketRef,
  now: number,
  selection: Pick<Selection, 'from' | 'to' | 'sourceIds'>,
  limit = pagePoints,
): StoredExport {
  async function* pages(): AsyncGenerator<Point[]> {
    let [from, offset]: [Key | undefined, number] = [selection.from, 0];
    for (let hasMore = true; hasMore;) {
      const page = await readPoints(db, bucket, now, { ...selection, from }, { order: 'asc', limit, offset });
      if (page.rows.length > 0) yield page.rows;
      // Points of the last key may be on both pages.
      const last = page.rows.at(-1)?.key;
      const atLast = page.rows.filter(({ key }) => key === last).length;
      offset = last === from ? offset + atLast : atLast;
      from = last;
      hasMore = page.hasMore;
    }
  }
  return {
    pages,
    async fields() {
      const rows: { field: string }[] = await selectedRows(db, bucket, now, selection).select(
        db.raw('distinct jsonb_object_keys("values") as field'),
      );

      const bytes = rows.map(({ field }) => [field, Buffer.from(field)] as const);
      return bytes.sort(([, a], [, b]) => a.length - b.length || Buffer.compare(a, b)).map(([field]) => field);
    },
  };
}
