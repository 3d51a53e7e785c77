import fc from 'fast-check';
import type { Knex } from 'knex';
import { describe, expect, it, test } from 'vitest';
import { createNames } from '../../src/store/columns/reader.ts';
import { exportColumns, inOrder } from '../../src/store/columns/export.ts';
import { createStore } from '../../src/store/index.ts';
import { exportRows } from '../../src/store/rows/export.ts';
import type { BucketRef, KeyType, Point, Selection, StoredExport } from '../../src/store/store.ts';
import { keys, ofOneType, pointsOf, sourceId } from './support/arbitraries.ts';
import { compareKeys, createModel, freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

const { store, database } = useStore();
const cutting = createStore({ maxPoints: 1000, slotting: { above: 1, slots: 3 } });

/** Runs `work` in the transaction that exports need. */
function inSnapshot<T>(work: (snapshot: Knex) => Promise<T>): Promise<T> {
  return database().db.transaction(work, { isolationLevel: 'repeatable read', readOnly: true });
}

async function pagesOf(stored: StoredExport): Promise<Point[][]> {
  const pages: Point[][] = [];
  for await (const page of stored.pages()) pages.push(page);
  return pages;
}

const byKeyAndSource = (a: Point, b: Point) => compareKeys(a.key, b.key) || compareKeys(a.sourceId ?? '', b.sourceId ?? '');

const range = (keyType: KeyType) =>
  fc.record({ from: keys[keyType], to: keys[keyType], sourceIds: fc.uniqueArray(sourceId, { maxLength: 2 }) }, { requiredKeys: [] });

describe.each<KeyType>(['timestamp', 'integer', 'string'])('an export of a bucket keyed by %s', (keyType) => {
  type Selected = Pick<Selection, 'from' | 'to' | 'sourceIds'>;
  const open = (db: Knex, bucket: BucketRef, selection: Selected, most: number): Promise<StoredExport> | StoredExport =>
    keyType === 'string' ? exportRows(db, bucket, 0, selection, most) : exportColumns(db, createNames(), bucket, 0, selection, {}, most);

  it('has every point once, however small its parts are, folded or not', async () => {
    const batch = pointsOf(keyType, { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        batch,
        range(keyType),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(4),
        fc.constantFrom(store, cutting),
        async (drawn, selection, most, folded, by) => {
          const points = ofOneType(drawn);
          const writes = [0, 5, 10, 15].map((start) => points.slice(start, start + 5));
          const bucket = freshBucket({ keyType });
          const model = createModel();
          for (const [index, points] of writes.entries()) {
            await by.write(database().db, bucket, points);
            model.write(points);
            if (index === folded) await by.maintain(database().db, bucket, 0, { all: true });
          }
          await inSnapshot(async (snapshot) => {
            const stored = await open(snapshot, bucket, selection, most);
            const pages = await pagesOf(stored);
            const expected = model.points(selection, whole).rows;
            expect(pages.flat().sort(byKeyAndSource)).toStrictEqual(expected);
            expect(await stored.fields()).toEqual(
              expect.arrayContaining([...new Set(expected.flatMap(({ values }) => Object.keys(values)))]),
            );
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('an export', () => {
  test('is ordered by key, then source, in pages of 10,000', async () => {
    const bucket = freshBucket();
    const points = Array.from({ length: 12_000 }, (_, index) => [
      reading(index * 1000, { a: index }, sensor),
      reading(index * 1000, { a: -index }, other),
    ]);
    await store.write(database().db, bucket, points.flat());
    const pages = await inSnapshot(async (snapshot) => pagesOf(await store.export(snapshot, bucket, 0, {})));
    expect(pages.map((page) => page.length)).toEqual([10_000, 10_000, 4_000]);
    expect(pages.flat()).toStrictEqual(points.flat().map((point) => ({ ...point, metadata: null })));
  });

  test('shows one moment, whatever is written, folded and deleted meanwhile', async () => {
    const bucket = freshBucket();
    const day = 86_400_000;
    const points = [0, 1, 2].map((index) => reading(index * day, { a: index }));
    await store.write(database().db, bucket, points);
    await inSnapshot(async (snapshot) => {
      const pages = (await store.export(snapshot, bucket, 0, {})).pages();
      const first = await pages.next();
      await store.write(database().db, bucket, [reading(day, { a: 100 }), reading(5 * day, { a: 5 })]);
      await store.maintain(database().db, bucket, 0, { all: true });
      await store.purge(database().db, bucket);
      const rest: Point[] = [];
      for await (const page of pages) rest.push(...page);
      expect([...(first.done ? [] : first.value), ...rest]).toStrictEqual(points.map((point) => ({ ...point, metadata: null })));
    });
  });

  test('knows the fields of the named sources, in the order in which they came', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [
      reading(1, { zeta: 1, alpha: 1 }, sensor),
      reading(1, { 7: 1 }, null),
      reading(2, { beta: 1 }, other),
    ]);
    const fieldsOf = (selection: Pick<Selection, 'sourceIds'>) =>
      inSnapshot(async (snapshot) => (await store.export(snapshot, bucket, 0, selection)).fields());
    expect(await fieldsOf({})).toEqual(['zeta', 'alpha', '7', 'beta']);
    await store.maintain(database().db, bucket, 0, { all: true });
    expect(await fieldsOf({})).toEqual(['zeta', 'alpha', '7', 'beta']);
    expect(await fieldsOf({ sourceIds: [other] })).toEqual(['beta']);
    await store.deleteSource(database().db, bucket, sensor);
    await store.maintain(database().db, bucket, 0, { all: true });
    expect(await fieldsOf({})).toEqual(['7', 'beta']);
  });

  test('has no more than the bucket keeps', async () => {
    const bucket = freshBucket({ retentionDays: 1 });
    await store.write(database().db, bucket, [reading(0, { a: 1 }), reading(1000, { a: 2 })]);
    const pages = await inSnapshot(async (snapshot) => pagesOf(await store.export(snapshot, bucket, 86_400_500, {})));
    expect(pages.flat().map(({ key }) => key)).toEqual([1000]);
  });
});

test('ascending lists are merged, of equal keys the earlier list first', () => {
  const list = fc.uniqueArray(fc.integer({ min: -5, max: 20 })).map((each) => Float64Array.from(each).sort());
  fc.assert(
    fc.property(fc.array(list, { maxLength: 9 }), (lists) => {
      const expected = lists.flatMap((each, index) => [...each].map((key) => [index, key] as const));
      expect([...inOrder(lists)]).toEqual(expected.sort(([i, a], [j, b]) => a - b || i - j));
    }),
  );
});
