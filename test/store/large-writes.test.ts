import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atOnce } from '../../src/domain/turns.ts';
import { gather } from '../../src/store/columns/cells.ts';
import type { Cells } from '../../src/store/columns/batch.ts';
import { kinds } from '../../src/store/columns/column.ts';
import { countPoints } from '../../src/store/columns/count.ts';
import { cutCells } from '../../src/store/columns/cut-cells.ts';
import { requestOfColumns } from '../../src/store/columns/request.ts';
import { keysBySource } from '../../src/store/columns/source-keys.ts';
import { createStore } from '../../src/store/index.ts';
import type { ColumnBatch } from '../../src/store/store.ts';
import '../support/properties.ts';
import { freshBucket } from './support/model.ts';
import { useStore } from './support/store.ts';

/** Numbers of some sources, one field each. */
function batchOf(points: readonly (readonly [source: number, key: number])[], sources = 4): ColumnBatch {
  return {
    series: Array.from({ length: sources }, (_, index) => ({ sourceId: String(index).padStart(24, '0'), field: 'a' })),
    count: points.length,
    seriesOf: Int32Array.from(points, ([source]) => source),
    keys: Float64Array.from(points, ([, key]) => key),
    numbers: Float64Array.from(points, (_, index) => index),
    kinds: null,
    texts: [],
  };
}

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -6, max: 6 })), { maxLength: 30 });

describe('a write that is counted while another one of the process is made', () => {
  const { database } = useStore();

  test('is counted anew', async () => {
    const [reached, held] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    // Checking, counting, coding: the third work of a write comes when it is counted.
    let worksUntilHeld = Infinity;
    const store = createStore({
      maxPoints: 1000,
      inTurns: async (steps) => {
        if (--worksUntilHeld === 0) {
          reached.resolve(undefined);
          await held.promise;
        }
        return atOnce(steps);
      },
    });
    const { db } = database();
    const bucket = freshBucket();
    for (const key of [0, 1]) await store.writeColumns(db, bucket, batchOf([[0, key]]));
    worksUntilHeld = 3;
    const first = store.writeColumns(db, bucket, batchOf([[0, 5]]));
    await reached.promise;
    expect(await store.writeColumns(db.withUserParams({}), bucket, batchOf([[0, 5]]))).toEqual({ inserted: 1, updated: 0 });
    held.resolve(undefined);
    expect(await first).toEqual({ inserted: 0, updated: 1 });
  });
});

describe('the count of a write', () => {
  /** What is there before, as a plain set; the greatest keys follow from it. */
  const nameOf = ([source, key]: readonly [number, number]) => `${source} ${key}`;

  test('is that of a plain set, for one request and for several', () => {
    fc.assert(
      fc.property(pairs, fc.array(pairs, { minLength: 1, maxLength: 3 }), fc.boolean(), (before, bodies, areThere) => {
        const requests = bodies.map((points) => atOnce(requestOfColumns(batchOf(points))));
        const gathered = gather(requests);
        const keysOf = (id: string) => before.filter(([source]) => source === Number(id)).map(([, key]) => key);
        const highs = { keys: Float64Array.from(gathered.sources, (id) => Math.max(-Infinity, ...keysOf(id))), areThere };
        const { doubts, finish } = atOnce(countPoints(gathered, highs));
        const found = new Map([...doubts].map(([id, keys]) => [id, keys.filter((key) => keysOf(id).includes(key))]));
        const { results } = finish(found);

        const there = new Set(before.map(nameOf));
        const expected = bodies.map((points) => {
          const own = new Set(points.map(nameOf));
          const inserted = [...own].filter((name) => !there.has(name)).length;
          for (const name of own) there.add(name);
          return { inserted, updated: own.size - inserted };
        });
        expect(results).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('sorts many keys piece by piece', () => {
    const points = Array.from({ length: 200_000 }, (_, index) => [index % 2, (index * 7919) % 150_001] as const);
    const { count, seriesOf, keys } = batchOf(points, 2);
    const steps = keysBySource({ count, seriesOf, keys }, Int32Array.of(0, 1), 2);
    let pauses = 0;
    let found: Float64Array[] | undefined;
    while (found === undefined) {
      const { done, value } = steps.next();
      if (done) found = value;
      else pauses++;
    }
    expect(pauses).toBeGreaterThan(5);
    for (const source of [0, 1]) {
      const own = new Set(points.filter(([one]) => one === source).map(([, key]) => key));
      expect(found[source]).toEqual(Float64Array.from(own).sort());
    }
  });
});

describe('cells that are too many for one batch', () => {
  const textsOf = ({ count, numbers, types, texts }: Cells) =>
    Array.from({ length: count }, (_, i) => (types?.[i] === kinds.text ? texts[numbers[i] ?? -1] : numbers[i]));

  test('are cut by their number, and keep their texts', () => {
    const count = 250_001;
    const cells: Cells = {
      count,
      series: Int32Array.from({ length: count }, (_, i) => i % 7),
      keys: Float64Array.from({ length: count }, (_, i) => i),
      numbers: Float64Array.from({ length: count }, (_, i) => (i % 3 === 0 ? i % 50 : i)),
      types: Uint8Array.from({ length: count }, (_, i) => (i % 3 === 0 ? kinds.text : kinds.number)),
      texts: Array.from({ length: 50 }, (_, i) => `text ${i}`),
    };
    const pieces = [...cutCells(cells)];
    expect(pieces.map((piece) => piece.count)).toEqual([100_000, 100_000, 50_001]);
    expect(pieces.flatMap(textsOf)).toEqual(textsOf(cells));
    expect(pieces.flatMap(({ keys }) => [...keys])).toEqual([...cells.keys]);
    expect(pieces.flatMap(({ series }) => [...series])).toEqual([...cells.series]);
  });

  test('are cut by the length of their texts', () => {
    const texts = Array.from({ length: 5000 }, (_, i) => `${i}${'x'.repeat(1000)}`);
    const numbers = Float64Array.from(texts.keys());
    const cells: Cells = {
      count: 5000,
      series: new Int32Array(5000),
      keys: numbers,
      numbers,
      types: new Uint8Array(5000).fill(kinds.text),
      texts,
    };
    const pieces = [...cutCells(cells)];
    expect(pieces).toHaveLength(3);
    expect(pieces.flatMap(textsOf)).toEqual(texts);
    for (const piece of pieces) expect(piece.texts).toHaveLength(piece.count);
  });

  test('are cut by the number of different texts', () => {
    const texts = Array.from({ length: 50_000 }, (_, i) => `t${i}`);
    const numbers = Float64Array.from(texts.keys());
    const types = new Uint8Array(50_000).fill(kinds.text);
    const pieces = [...cutCells({ count: 50_000, series: new Int32Array(50_000), keys: numbers, numbers, types, texts })];
    expect(pieces.map(({ count }) => count)).toEqual([20_001, 20_001, 9_998]);
    expect(pieces.flatMap(textsOf)).toEqual(texts);
  });

  test('and others are left as they are', () => {
    const cells: Cells = {
      count: 2,
      series: Int32Array.of(1, 1),
      keys: Float64Array.of(1, 2),
      numbers: Float64Array.of(1, 2),
      types: null,
      texts: [],
    };
    expect([...cutCells(cells)]).toEqual([cells]);
  });
});

describe('a large write', () => {
  const { store, database } = useStore();
  const points = Array.from({ length: 250_000 }, (_, index) => [index % 3, -Math.floor(index / 3)] as const);

  test('is several batches of one commit, counted as one', async () => {
    const { db } = database();
    const bucket = freshBucket();
    expect(await store.writeColumns(db, bucket, batchOf([...points, ...points.slice(0, 10)]))).toEqual({ inserted: 250_000, updated: 0 });
    const batches: { at: string; prev_at: string; n: number }[] = await db('ts_batch')
      .where({ organization_id: bucket.organizationId })
      .orderBy('at');
    expect(batches.slice(-3).map(({ n }) => n)).toEqual([100_000, 100_000, 50_010]);
    expect(batches.at(-1)?.prev_at).toBe(batches.at(-2)?.at);
    expect(await store.extent(db, bucket, 0, {})).toEqual({ points: 250_000, first: -83_333, last: 0 });
    // By what this process knows, and by another one.
    expect(await store.writeColumns(db, bucket, batchOf([...points.slice(0, 150_000), [0, 1]]))).toEqual({ inserted: 1, updated: 150_000 });
    await store.maintain(db, bucket, 0, { all: true });
    const stranger = createStore({ maxPoints: 1000 });
    expect(await stranger.writeColumns(db, bucket, batchOf([...points, [1, -100_000]]))).toEqual({ inserted: 1, updated: 250_000 });
    await stranger.close();
    expect(await store.extent(db, bucket, 0, {})).toEqual({ points: 250_002, first: -100_000, last: 1 });
  });

  test('that is undone leaves nothing', async () => {
    const { db } = database();
    const bucket = freshBucket();
    const undone = db.transaction(async (transaction) => {
      await store.writeColumns(transaction, bucket, batchOf(points));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await store.extent(db, bucket, 0, {})).toEqual({ points: 0 });
    // What was seen of it is not taken for stored, nor what a transaction writes twice.
    const [some, all] = [batchOf(points.slice(0, 1000)), batchOf(points.slice(0, 2000))];
    expect(await store.writeColumns(db, bucket, some)).toEqual({ inserted: 1000, updated: 0 });
    const twice = db.transaction(async (transaction) => {
      expect(await store.writeColumns(transaction, bucket, some)).toEqual({ inserted: 0, updated: 1000 });
      expect(await store.writeColumns(transaction, bucket, all)).toEqual({ inserted: 1000, updated: 1000 });
      expect(await store.writeColumns(transaction, bucket, all)).toEqual({ inserted: 0, updated: 2000 });
      throw new Error('undone');
    });
    await expect(twice).rejects.toThrow('undone');
    expect(await store.writeColumns(db, bucket, all)).toEqual({ inserted: 1000, updated: 1000 });
  });

  test('has its place among others that come in between', async () => {
    const { db } = database();
    const bucket = freshBucket();
    const own = createStore({
      maxPoints: 1000,
      async inTurns(steps) {
        for (;;) {
          const { done, value } = steps.next();
          if (done) return value;
          if (held === 0) {
            held++;
            await store.writeColumns(
              db,
              bucket,
              batchOf([
                [0, 5],
                [0, 6],
              ]),
            );
          }
        }
      },
    });
    let held = 0;
    const written = await own.writeColumns(db, bucket, batchOf([...points, [0, 5]]));
    expect([held, written]).toEqual([1, { inserted: 250_000, updated: 1 }]);
    expect(await store.extent(db, bucket, 0, {})).toEqual({ points: 250_002, first: -83_333, last: 6 });
    await own.close();
  });
});
