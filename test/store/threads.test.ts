import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNames, readShard } from '../../src/store/columns/reader.ts';
import { selectColumns } from '../../src/store/columns/select.ts';
import { wholeSpan } from '../../src/store/columns/shard.ts';
import { createThreads } from '../../src/store/columns/threads.ts';
import type { Threads } from '../../src/store/columns/threads.ts';
import { createStore } from '../../src/store/index.ts';
import { TooManyPoints } from '../../src/store/store.ts';
import type { Page, Point, Store } from '../../src/store/store.ts';
import { TooManyGroups } from '../../src/store/time-groups.ts';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

const maxPoints = 500_000;
const { store: inline, database } = useStore(maxPoints);
let threaded: Store;
const minute = 60_000;
const start = Date.UTC(2026, 4, 1);

beforeAll(() => {
  threaded = createStore({ maxPoints, heavyValues: 1 });
});
afterAll(() => threaded.close());

const mixed = (count: number): Point[] =>
  Array.from({ length: count }, (_, i) => ({
    sourceId: i % 2 === 0 ? sensor : other,
    key: start + i * minute,
    values: { a: Math.sin(i), state: i % 3 === 0 ? 'ön' : 'äus', on: i % 7 === 0, ...(i % 5 === 0 ? { gap: null } : {}) },
    metadata: i % 10 === 0 ? { room: `r${i % 4}` } : undefined,
  }));

describe('a read that another thread decodes', () => {
  test('answers the same, of folded and of unfolded points, around a deletion', async () => {
    const bucket = freshBucket();
    const { db } = database();
    await inline.write(db, bucket, mixed(4000));
    await inline.maintain(db, bucket, start, { all: true });
    await inline.write(db, bucket, mixed(6000).slice(3000));
    await inline.deleteRange(db, bucket, { from: start + 10 * minute, to: start + 50 * minute });
    const page: Page = { order: 'desc', limit: 300, offset: 20 };
    const reads: ((store: Store) => Promise<unknown>)[] = [
      (store) => store.points(db, bucket, start, {}, page),
      (store) => store.points(db, bucket, start, { metadata: { room: 'r2' }, fields: ['state'] }, { ...page, order: 'asc' }),
      (store) => store.records(db, bucket, start, { from: start + 5 * minute }, page),
      (store) => store.extent(db, bucket, start, { conditions: [{ field: 'a', operator: 'gt', value: 0.5 }] }),
      (store) => store.aggregate(db, bucket, start, { aggregation: 'avg', fill: 'linear', grouping: { milliseconds: 60 * minute } }, whole),
      (store) => store.aggregate(db, bucket, start, { aggregation: 'last', fill: 'none' }, whole),
      (store) => store.aggregate(db, bucket, start, { aggregation: 'p95', fill: 'none', grouping: { milliseconds: 77 * minute } }, whole),
    ];
    for (const read of reads) expect(await read(threaded)).toEqual(await read(inline));
  });

  test('fails with the same errors', async () => {
    const bucket = freshBucket();
    const { db } = database();
    const small = createStore({ maxPoints: 100, heavyValues: 1 });
    await small.write(db, bucket, mixed(1500));
    const asked = { aggregation: 'sum', fill: 'none', grouping: { milliseconds: 1 } } as const;
    await expect(small.aggregate(db, bucket, start, asked, whole)).rejects.toThrow(new TooManyPoints(1000, 1500));
    const range = { from: start, to: start + 60 * minute };
    await expect(small.aggregate(db, bucket, start, { ...asked, ...range }, whole)).rejects.toThrow(TooManyGroups);
    const zone = { unit: 'hour', count: 1, timezone: 'Europe/Atlantis' } as const;
    await expect(small.aggregate(db, bucket, start, { ...asked, ...range, grouping: zone }, whole)).rejects.toThrow(RangeError);
    await small.close();
  });

  test('leaves the event loop to others, and stops when nobody waits for it', async () => {
    const bucket = freshBucket();
    const { db } = database();
    for (let day = 0; day < 5; day++)
      await inline.write(
        db,
        bucket,
        Array.from({ length: 80_000 }, (_, i) => reading(start + day * 86_400_000 + i * 1000, { a: Math.sin(i) })),
      );
    await inline.maintain(db, bucket, start, { all: true });
    const names = createNames();
    const stored = await readShard(db, names, bucket, { ...wholeSpan, columns: 'data' });
    if (stored === null) throw new Error('nothing was stored');
    const query = { aggregation: 'p50', fill: 'none' } as const;
    const job = { selection: selectColumns(bucket, start, {}), query, page: whole, maxPoints, exactPercentiles: 1_000_000, before: [] };
    const turnsOf = async (threads: Threads): Promise<number> => {
      const loop = { turns: 0, isDone: false };
      const done = threads.run('aggregate', stored, job).finally(() => (loop.isDone = true));
      while (!loop.isDone) {
        await new Promise((resolve) => setImmediate(resolve));
        loop.turns++;
      }
      expect((await done).columns.count).toBe(1);
      await threads.close();
      return loop.turns;
    };
    expect(await turnsOf(createThreads(Infinity))).toBe(1);
    expect(await turnsOf(names.threads)).toBeGreaterThan(50);

    const standard = createStore({ maxPoints });
    const asked = { ...query, to: start + 5 * 86_400_000 };
    const gone = new AbortController();
    const reason = new Error('nobody waits');
    const read = standard.aggregate(db, bucket, start, asked, whole, { signal: gone.signal });
    await db.raw('select 1');
    gone.abort(reason);
    await expect(read).rejects.toBe(reason);
    await expect(standard.aggregate(db, bucket, start, asked, whole, { signal: gone.signal })).rejects.toBe(reason);
    expect((await standard.aggregate(db, bucket, start, asked, whole)).rows).toHaveLength(1);
    await standard.close();
  });
});
