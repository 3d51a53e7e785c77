import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import type { BucketRef, Key, KeyType, Page, Point, Range, Selection } from '../../src/store/store.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { keys, page, pointsOf, selectionOf, sourceId } from './support/arbitraries.ts';
import { attempt, createModel, freshBucket, isInRange } from './support/model.ts';
import type { Model } from './support/model.ts';

const store = createStore({ maxPoints: 10_000 });
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Does one thing to the store and to the model, and compares their answers. */
type Step = (bucket: BucketRef, model: Model) => Promise<void>;

function write(points: Point[]): Step {
  return async (bucket, model) => {
    // The model may keep the objects that it is given.
    const wanted = await attempt(() => model.write(structuredClone(points)));
    expect(await attempt(() => store.write(database.db, bucket, points))).toEqual(wanted);
  };
}

function readPoints([selection, wanted]: [Selection, Page]): Step {
  return async (bucket, model) => {
    expect(await store.points(database.db, bucket, 0, selection, wanted)).toStrictEqual(model.points(selection, wanted));
  };
}

function readRecords([range, wanted]: [Range, Page]): Step {
  return async (bucket, model) => {
    expect(await store.records(database.db, bucket, 0, range, wanted)).toStrictEqual(model.records(range, wanted));
  };
}

function readExtent(selection: Selection): Step {
  return async (bucket, model) => {
    expect(await store.extent(database.db, bucket, 0, selection)).toEqual(model.extent(selection));
  };
}

function deleteKeys(gone: Key[]): Step {
  return async (bucket, model) => {
    expect(await store.deleteKeys(database.db, bucket, gone)).toBe(model.deleteWhere((point) => gone.includes(point.key)));
  };
}

function deleteRange(range: Range): Step {
  return async (bucket, model) => {
    expect(await store.deleteRange(database.db, bucket, range)).toBe(model.deleteWhere((point) => isInRange(point, range)));
  };
}

function deleteSource(source: string | null): Step {
  return async (bucket, model) => {
    if (source === null) return;
    model.forgetTypes(source);
    expect(await store.deleteSource(database.db, bucket, source)).toBe(model.deleteWhere((point) => point.sourceId === source));
  };
}

const purge: Step = async (bucket, model) => {
  model.forgetTypes();
  expect(await store.purge(database.db, bucket)).toBe(model.deleteWhere(() => true));
};

function stepsOf(keyType: KeyType): Arbitrary<Step[]> {
  const range: Arbitrary<Range> = fc.record({ from: keys[keyType], to: keys[keyType] }, { requiredKeys: [] });
  const step = fc.oneof(
    { weight: 6, arbitrary: pointsOf(keyType, { maxLength: 12 }).map(write) },
    { weight: 6, arbitrary: fc.tuple(selectionOf(keyType), page).map(readPoints) },
    { weight: 3, arbitrary: fc.tuple(range, page).map(readRecords) },
    { weight: 2, arbitrary: selectionOf(keyType).map(readExtent) },
    { weight: 2, arbitrary: fc.array(keys[keyType], { maxLength: 3 }).map(deleteKeys) },
    { weight: 1, arbitrary: range.map(deleteRange) },
    { weight: 1, arbitrary: sourceId.map(deleteSource) },
    { weight: 1, arbitrary: fc.constant(purge) },
  );
  const whole: Page = { order: 'asc', limit: 1000, offset: 0 };
  const atTheEnd = [readPoints([{}, whole]), readRecords([{}, whole])];
  return fc.array(step, { minLength: 1, maxLength: 12, size: 'max' }).map((steps) => [...steps, ...atTheEnd]);
}

describe.each(['timestamp', 'integer', 'string'] as const)('%s keys', (keyType) => {
  test('the store answers as the model does', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(keyType), async (steps) => {
        const bucket = freshBucket({ keyType });
        const model = createModel(keyType);
        for (const step of steps) await step(bucket, model);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
