import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestTriangles } from '../../src/store/lttb.ts';
import type { Point, Value } from '../../src/store/store.ts';
import { freshBucket } from './support/model.ts';
import { other, sensor, useStore, whole } from './support/store.ts';

interface Dot {
  x: number;
  y: number;
}

/** The same choice from lists of points, stretch by stretch, as the thesis tells it. */
function naive(dots: readonly Dot[], count: number): number[] {
  if (dots.length <= count) return dots.map((_, index) => index);
  const size = (dots.length - 2) / (count - 2);
  const inner = dots.map((dot, index) => ({ ...dot, index })).slice(1, -1);
  const stretches = Array.from({ length: count - 2 }, (_, stretch) =>
    inner.filter(({ index }) => index >= Math.floor(stretch * size) + 1 && index < Math.floor((stretch + 1) * size) + 1),
  );
  const ends = [...stretches, dots.slice(-1).map((dot) => ({ ...dot, index: dots.length - 1 }))];
  const chosen = [0];
  for (const [stretch, candidates] of stretches.entries()) {
    const next = ends[stretch + 1] ?? [];
    const mean = (of: (dot: Dot) => number) => next.reduce((sum, dot) => sum + of(dot) / next.length, 0);
    const [a, c] = [dots[chosen.at(-1) ?? 0] ?? { x: 0, y: 0 }, { x: mean(({ x }) => x), y: mean(({ y }) => y) }];
    const areas = candidates.map(({ x, y }) => Math.abs((a.x - c.x) * (y - a.y) - (a.x - x) * (c.y - a.y)));
    chosen.push(candidates[areas.indexOf(Math.max(...areas))]?.index ?? -1);
  }
  return [...chosen, dots.length - 1];
}

const dots = fc
  .array(fc.record({ step: fc.integer({ min: 1, max: 50 }), y: fc.integer({ min: -1000, max: 1000 }) }), { maxLength: 200 })
  .map((steps) => {
    let x = 1_767_225_600_000;
    return steps.map(({ step, y }) => ({ x: (x += step), y: y / 4 }));
  });

describe('Largest-Triangle-Three-Buckets', () => {
  test('chooses what the plain way chooses: the first, the last, and one of each stretch', () => {
    fc.assert(
      fc.property(dots, fc.integer({ min: 3, max: 60 }), (all, count) => {
        const [keys, values] = [all.map(({ x }) => x), all.map(({ y }) => y)];
        const chosen = [...largestTriangles(keys, values, count)];
        expect(chosen).toEqual(naive(all, count));
        expect(chosen).toHaveLength(Math.min(all.length, count));
        expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
        if (all.length > 0) expect([chosen[0], chosen.at(-1)]).toEqual([0, all.length - 1]);
      }),
    );
  });

  test('keeps a peak that a mean would lose', () => {
    const values = new Float64Array(10_000);
    values[4321] = 1000;
    expect([
      ...largestTriangles(
        values.map((_, index) => index),
        values,
        50,
      ),
    ]).toContain(4321);
  });

  test('chooses points also where areas are beyond float64', () => {
    const values = Float64Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 1 : -1) * Number.MAX_VALUE);
    const chosen = largestTriangles(
      values.map((_, index) => index * 1e6),
      values,
      10,
    );
    expect(new Set(chosen).size).toBe(10);
  });
});

describe('a chart', () => {
  const { store, database } = useStore();
  const minute = 60_000;
  const start = Date.UTC(2026, 1, 1);
  const value = (i: number): Value => Math.round(100 * Math.sin(i / 50)) + (i % 97 === 0 ? 30 : 0);
  const points: Point[] = Array.from({ length: 4000 }, (_, i) =>
    [sensor, other].map((sourceId, source) => ({
      sourceId,
      key: start + i * minute,
      values: { a: value(i + source), on: i % 400 > 200, name: 'x', ...(i % 3 === 0 ? { gap: i % 2 === 0 ? null : i } : {}) },
      metadata: { i },
    })),
  ).flat();

  /** Chosen points of one source and field. */
  const chosenOf = (sourceId: string, field: string, count: number): { key: number; value: Value }[] => {
    const own = points.flatMap((point) => {
      const own = point.values[field];
      return point.sourceId === sourceId && typeof own !== 'string' && own !== null && own !== undefined
        ? [{ key: Number(point.key), value: own }]
        : [];
    });
    return naive(
      own.map((dot) => ({ x: dot.key, y: Number(dot.value) })),
      count,
    ).flatMap((index) => own[index] ?? []);
  };

  test.each(['log', 'merged'])('has of each source and field the points that the plain way chooses (%s)', async (where) => {
    const bucket = freshBucket();
    const { db } = database();
    await store.write(db, bucket, points);
    if (where === 'merged') await store.maintain(db, bucket, start, { all: true });
    const { rows, hasMore } = await store.chart(db, bucket, 0, {}, 40, whole);
    expect(hasMore).toBe(false);
    expect(rows.map(({ key }) => Number(key))).toEqual(rows.map(({ key }) => Number(key)).sort((a, b) => a - b));
    for (const sourceId of [sensor, other]) {
      for (const field of ['a', 'on', 'gap']) {
        const found = rows.flatMap((row) =>
          row.sourceId === sourceId && Object.hasOwn(row.values, field) ? [{ key: row.key, value: row.values[field] }] : [],
        );
        expect(found, field).toEqual(chosenOf(sourceId, field, 40));
      }
    }
    expect(rows.some(({ values }) => 'name' in values)).toBe(false);
    const page = { order: 'desc', limit: 7, offset: 3 } as const;
    const wanted = { fields: ['a'], sourceIds: [other], conditions: [{ field: 'on', operator: 'eq', value: true }] } as const;
    const own = await store.chart(db, bucket, 0, wanted, 12, { ...whole, order: 'desc' });
    expect(own.rows).toHaveLength(12);
    expect(await store.chart(db, bucket, 0, wanted, 12, page)).toEqual({ rows: own.rows.slice(3, 10), hasMore: true });
  });
});
