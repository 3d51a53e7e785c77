import { expect, test } from 'vitest';
import { freshBucket } from './support/model.ts';
import { reading, sensor, useStore, whole } from './support/store.ts';

const { store, database, all } = useStore();

test('the same bucket id under another organization, and another bucket of the same one, are empty and stay apart', async () => {
  const ours = freshBucket({ retentionRecords: 3 });
  const theirs = { ...ours, organizationId: 'b'.repeat(24) };
  const sibling = freshBucket({ retentionRecords: 3 });
  const { db } = database();
  await store.write(
    db,
    ours,
    [1, 2, 3].map((key) => reading(key, { mine: key })),
  );
  const before = await all(ours);

  for (const stranger of [theirs, sibling]) {
    expect(await all(stranger)).toEqual([]);
    expect(await store.records(db, stranger, 0, {}, whole)).toEqual({ rows: [], hasMore: false });
    expect(await store.extent(db, stranger, 0, {})).toEqual({ points: 0 });
    expect(await store.aggregate(db, stranger, 0, { aggregation: 'count', fill: 'none' }, whole)).toEqual({ rows: [], hasMore: false });
    expect(await store.deleteKeys(db, stranger, [1, 2, 3])).toBe(0);
    expect(await store.deleteRange(db, stranger, {})).toBe(0);
    expect(await store.deleteSource(db, stranger, sensor)).toBe(0);
    expect(await store.purge(db, stranger)).toBe(0);
    expect(await store.sweep(db, { ...stranger, retentionDays: 1, retentionRecords: 1 }, 1e15)).toBe(0);

    expect(
      await store.write(
        db,
        stranger,
        [1, 2, 3, 4].map((key) => reading(key, { yours: key })),
      ),
    ).toEqual({ inserted: 4, updated: 0 });
    expect((await all(stranger)).map((point) => point.values)).toEqual([{ yours: 2 }, { yours: 3 }, { yours: 4 }]);
    expect(await all(ours)).toEqual(before);
    expect(await store.purge(db, stranger)).toBe(3);
  }
  expect(await all(ours)).toEqual(before);
});
