import { describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import type { AggregateQuery, Page, Point } from '../../src/store/store.ts';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore } from './support/store.ts';

const maxPoints = 100_000;
const { store, database } = useStore(maxPoints);
const minute = 60_000;
const start = Date.UTC(2026, 0, 15);
const [minutes, limit] = [2500, 1000];

const points = (from = 0, to = minutes): Point[] =>
  Array.from({ length: to - from }, (_, i) => i + from).flatMap((i) =>
    [sensor, other].map((source, index) =>
      reading(start + i * minute, { a: i * (index + 1), ...(i % 3 === 0 ? { on: i % 2 === 0 } : {}) }, source),
    ),
  );
const query: AggregateQuery = { aggregation: 'last', fill: 'none', grouping: { milliseconds: minute } };

describe.each(['asc', 'desc'] as const)('pages of an aggregate, %s', (order) => {
  const pageAt = (offset: number): Page => ({ order, limit, offset });

  test('are parts of the whole, and nothing more once it ends', async () => {
    const bucket = freshBucket();
    const { db } = database();
    await store.write(db, bucket, points());
    const all = await store.aggregate(db, bucket, 0, query, { order, limit: 100_000, offset: 0 });
    expect(all.rows).toHaveLength(2 * minutes);
    for (const offset of [0, 1000, 2000, 2500, 3999, 4000, 4500, 5000, 6000]) {
      const page = await store.aggregate(db, bucket, 0, query, pageAt(offset));
      expect(page).toEqual({ rows: all.rows.slice(offset, offset + limit), hasMore: offset + limit < all.rows.length });
    }
  });

  test('show what was written or deleted since the first one, by this process or another', async () => {
    const bucket = freshBucket();
    const { db } = database();
    const stranger = createStore({ maxPoints });
    await store.write(db, bucket, points());
    const changes = [
      () => store.write(db, bucket, [reading(start + 1300 * minute, { a: -1 }, sensor)]),
      () => stranger.write(db, bucket, points(minutes, minutes + 10)),
      () => stranger.deleteRange(db, bucket, { from: start + 1200 * minute, to: start + 1400 * minute }),
      () => store.maintain(db, bucket, start, { all: true }),
      () => stranger.deleteSource(db, bucket, sensor),
      () => stranger.purge(db, bucket),
      () => stranger.write(db, bucket, points(5)),
    ];
    for (const change of changes) {
      await store.aggregate(db, bucket, 0, query, pageAt(0));
      await change();
      const fresh = createStore({ maxPoints });
      for (const offset of [1000, 2000])
        expect(await store.aggregate(db, bucket, 0, query, pageAt(offset))).toEqual(
          await fresh.aggregate(db, bucket, 0, query, pageAt(offset)),
        );
    }
  });

  test('of other questions are others', async () => {
    const bucket = freshBucket();
    const { db } = database();
    await store.write(db, bucket, points());
    const asked: AggregateQuery[] = [
      query,
      { ...query, fields: ['a'] },
      { ...query, fields: ['on'] },
      { ...query, sourceIds: [other] },
      { ...query, from: start + 10 * minute },
      { ...query, conditions: [{ field: 'a', operator: 'gt', value: 100 }] },
      { ...query, aggregation: 'count' },
      { ...query, grouping: { milliseconds: 2 * minute } },
      { ...query, fill: 'previous', from: start + 10 * minute, to: start + minutes * minute },
      { ...query, fill: 'null' },
    ];
    for (const one of asked) await store.aggregate(db, bucket, 0, one, pageAt(0));
    for (const one of asked)
      expect(await store.aggregate(db, bucket, 0, one, pageAt(500))).toEqual(
        await createStore({ maxPoints }).aggregate(db, bucket, 0, one, pageAt(500)),
      );
  });
});
