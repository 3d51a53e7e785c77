import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fold, maintenanceStep } from '../../src/store/columns/fold.ts';
import { createNames } from '../../src/store/columns/reader.ts';
import { findShards } from '../../src/store/columns/slots.ts';
import { createStore } from '../../src/store/index.ts';
import type { BucketRef, Key, Page, Point, Range, Selection, Store } from '../../src/store/store.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { keys, page, pointsOf, selectionOf, sourceId } from './support/arbitraries.ts';
import { columnsOf } from './support/columns.ts';
import type { ColumnOrder } from './support/columns.ts';
import { plantCrashes } from './support/crash.ts';
import type { Crashes } from './support/crash.ts';
import { attempt, createModel, freshBucket, isInRange } from './support/model.ts';
import type { Model } from './support/model.ts';

type NumberKeys = 'timestamp' | 'integer';

let database: TestDatabase;
let crashes: Crashes;

beforeAll(async () => {
  database = await openTestDatabase();
  crashes = plantCrashes();
});
afterAll(async () => {
  crashes.restore();
  await database.close();
});

const newProcess = ({ slotting }: Pick<World, 'slotting'>): Store => createStore({ maxPoints: 10_000, slotting });

/** A bucket, what it should hold, and two servers that use it. */
interface World {
  bucket: BucketRef;
  model: Model;
  servers: Store[];
  /** With few series a bucket is cut into slots already. */
  slotting: { above: number; slots: number } | undefined;
}

/** A change that may crash: what the store does, and what the model then does. */
interface Change {
  name: string;
  act(store: Store, bucket: BucketRef): Promise<unknown>;
  follow(model: Model, bucket: BucketRef): unknown;
  /** What is different in the world afterwards. */
  then?(world: World): void;
}

function limitRecords(model: Model, { retentionRecords }: BucketRef): number {
  if (retentionRecords === null) return 0;
  const { rows } = model.records({}, { order: 'desc', limit: retentionRecords, offset: 0 });
  const oldest = Number(rows.at(-1)?.key ?? 0);
  return rows.length < retentionRecords ? 0 : model.deleteWhere(({ key }) => Number(key) < oldest);
}

const write = (points: Point[]): Change => ({
  name: `write ${JSON.stringify(points)}`,
  act: (store, bucket) => store.write(database.db, bucket, points),
  follow(model, bucket) {
    const result = model.write(structuredClone(points));
    limitRecords(model, bucket);
    return result;
  },
});

const writeColumns = ([points, order]: [Point[], ColumnOrder]): Change => ({
  ...write(points),
  name: `write columns by ${order} ${JSON.stringify(points)}`,
  act: (store, bucket) => store.writeColumns(database.db, bucket, columnsOf(points, order)),
});

const writeTwice = ([first, second]: [Point[], Point[]]): Change => ({
  name: 'two writes in a transaction',
  act: (store, bucket) =>
    database.db.transaction(async (db) => [await store.write(db, bucket, first), await store.write(db, bucket, second)]),
  follow(model, bucket) {
    const undo = model.save();
    try {
      return [write(first).follow(model, bucket), write(second).follow(model, bucket)];
    } catch (error) {
      undo();
      throw error;
    }
  },
});

const deleteKeys = (gone: Key[]): Change => ({
  name: `delete ${JSON.stringify(gone)}`,
  act: (store, bucket) => store.deleteKeys(database.db, bucket, gone),
  follow: (model) => model.deleteWhere((point) => gone.includes(point.key)),
});

const deleteRange = (range: Range): Change => ({
  name: `delete ${JSON.stringify(range)}`,
  act: (store, bucket) => store.deleteRange(database.db, bucket, range),
  follow: (model) => model.deleteWhere((point) => isInRange(point, range)),
});

const deleteSource = (id: string | null): Change => ({
  name: 'delete a source',
  act: (store, bucket) => store.deleteSource(database.db, bucket, id ?? ''),
  follow(model) {
    if (id !== null) model.forgetTypes(id);
    return model.deleteWhere((point) => point.sourceId === id);
  },
});

const purge: Change = {
  name: 'purge',
  act: (store, bucket) => store.purge(database.db, bucket),
  follow(model) {
    model.forgetTypes();
    return model.deleteWhere(() => true);
  },
};

/** Another bucket takes its place. */
const drop: Change = {
  ...purge,
  name: 'drop',
  act: (store, bucket) => store.drop(database.db, bucket),
  then: (world) => void (world.bucket = freshBucket({ ...world.bucket, bucketId: freshBucket().bucketId })),
};

const sweep = (now: number): Change => ({
  name: `sweep at ${now}`,
  act: (store, bucket) => store.sweep(database.db, { ...bucket, retentionDays: 1 }, now),
  follow(model, bucket) {
    const expired = bucket.keyType === 'timestamp' ? model.deleteWhere(({ key }) => Number(key) < now - 86_400_000) : 0;
    return expired + limitRecords(model, bucket);
  },
});

const maintain = (all: boolean): Change => ({
  name: `maintain ${all ? 'all' : 'what is due'}`,
  act: async (store, bucket) => void (await store.maintain(database.db, bucket, 1_767_225_600_000, { all })),
  follow: () => undefined,
});

const foldOnly: Change = {
  name: 'fold',
  async act(_, bucket) {
    for (const shard of await findShards(database.db, bucket))
      await maintenanceStep(database.db, shard, true, (db) => fold(db, createNames(), shard));
  },
  follow: () => undefined,
};

/** One thing that happens; its text shows in a counterexample. */
interface Step {
  toString(): string;
  run(world: World): Promise<void>;
}

const step = (name: string, run: Step['run']): Step => ({ toString: () => name, run });

const change = ([server, made]: [number, Change]): Step =>
  step(`${server} ${made.name}`, async (world) => {
    const { bucket, model, servers } = world;
    const store = servers[server];
    if (store) expect(await attempt(() => made.act(store, bucket)), made.name).toEqual(await attempt(() => made.follow(model, bucket)));
    made.then?.(world);
  });

/** A crash changes everything or nothing, and takes the process with it. */
const crash = ([server, made, after]: [number, Change, number]): Step =>
  step(`${server} ${made.name}, crash before statement ${after}`, async (world) => {
    const { bucket, model, servers } = world;
    const store = servers[server];
    if (store === undefined) return;
    const crashed = await crashes.during(after, () => attempt(() => made.act(store, bucket)));
    if (crashed) {
      servers[server] = newProcess(world);
      return;
    }
    await attempt(() => made.follow(model, bucket));
    made.then?.(world);
  });

const readPoints = ([server, selection, wanted]: [number, Selection, Page]): Step =>
  step(`${server} readPoints ${JSON.stringify(selection)}`, async ({ bucket, model, servers }) => {
    expect(await servers[server]?.points(database.db, bucket, 0, selection, wanted)).toStrictEqual(model.points(selection, wanted));
  });

const readRecords = ([server, range, wanted]: [number, Range, Page]): Step =>
  step(`${server} readRecords ${JSON.stringify(range)}`, async ({ bucket, model, servers }) => {
    expect(await servers[server]?.records(database.db, bucket, 0, range, wanted)).toStrictEqual(model.records(range, wanted));
  });

const readExtent = ([server, selection]: [number, Selection]): Step =>
  step(`${server} readExtent ${JSON.stringify(selection)}`, async ({ bucket, model, servers }) => {
    expect(await servers[server]?.extent(database.db, bucket, 0, selection)).toEqual(model.extent(selection));
  });

const readLatest = ([server, { sourceIds, fields }, { limit, offset }]: [number, Selection, Page]): Step =>
  step(`${server} readLatest ${JSON.stringify({ sourceIds, fields, limit, offset })}`, async ({ bucket, model, servers }) => {
    const wanted = { sourceIds, fields };
    expect(await servers[server]?.latest(database.db, bucket, 0, wanted, { limit, offset })).toEqual(
      model.latest(wanted, { limit, offset }),
    );
  });

const server = fc.integer({ min: 0, max: 1 });

const whole: Page = { order: 'asc', limit: 1000, offset: 0 };

function stepsOf(keyType: NumberKeys): Arbitrary<Step[]> {
  const range: Arbitrary<Range> = fc.record({ from: keys[keyType], to: keys[keyType] }, { requiredKeys: [] });
  const points = pointsOf(keyType, { minLength: 1, maxLength: 12 });
  const changes: Arbitrary<Change> = fc.oneof(
    { weight: 5, arbitrary: points.map(write) },
    { weight: 5, arbitrary: fc.tuple(points, fc.constantFrom<ColumnOrder>('points', 'series')).map(writeColumns) },
    { weight: 1, arbitrary: fc.tuple(points, points).map(writeTwice) },
    { weight: 2, arbitrary: fc.array(keys[keyType], { maxLength: 3 }).map(deleteKeys) },
    { weight: 2, arbitrary: range.map(deleteRange) },
    { weight: 1, arbitrary: sourceId.map(deleteSource) },
    { weight: 1, arbitrary: fc.constantFrom(purge, drop) },
    { weight: 1, arbitrary: keys[keyType].map((key) => sweep(Number(key) + 86_400_000)) },
    { weight: 4, arbitrary: fc.constant(foldOnly) },
    { weight: 4, arbitrary: fc.boolean().map(maintain) },
  );
  const anyStep = fc.oneof(
    { weight: 9, arbitrary: fc.tuple(server, changes).map(change) },
    { weight: 3, arbitrary: fc.tuple(server, changes, fc.integer({ min: 0, max: 24 })).map(crash) },
    { weight: 4, arbitrary: fc.tuple(server, selectionOf(keyType), page).map(readPoints) },
    { weight: 2, arbitrary: fc.tuple(server, range, page).map(readRecords) },
    { weight: 4, arbitrary: fc.tuple(server, fc.oneof(fc.constant({}), selectionOf(keyType))).map(readExtent) },
    { weight: 4, arbitrary: fc.tuple(server, selectionOf(keyType), page).map(readLatest) },
    // All of a bucket are remembered, and what is written later is added to them.
    { weight: 4, arbitrary: fc.tuple(server, fc.constant({}), fc.constant(whole)).map(readLatest) },
  );
  const atTheEnd = [
    readPoints([0, {}, whole]),
    change([1, maintain(true)]),
    readPoints([1, {}, whole]),
    readRecords([0, {}, whole]),
    readExtent([0, {}]),
    readLatest([0, {}, whole]),
  ];
  return fc.array(anyStep, { minLength: 2, maxLength: 20, size: 'max' }).map((steps) => [...steps, ...atTheEnd]);
}

const limits = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) });

const slottings = fc.option(fc.record({ above: fc.integer({ min: 0, max: 6 }), slots: fc.integer({ min: 2, max: 4 }) }), {
  nil: undefined,
  freq: 3,
});

describe.each<NumberKeys>(['timestamp', 'integer'])('%s keys', (keyType) => {
  test('whatever is written, deleted, folded, merged, swept or breaks off: the store answers as the model does', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(keyType), limits, slottings, async (steps, retentionRecords, slotting) => {
        const world: World = {
          bucket: freshBucket({ keyType, retentionRecords }),
          model: createModel(),
          servers: [newProcess({ slotting }), newProcess({ slotting })],
          slotting,
        };
        for (const each of steps) await each.run(world);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
