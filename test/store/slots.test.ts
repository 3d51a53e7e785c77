import { describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import { BucketGone, FieldTypeChange, TooManySeries } from '../../src/store/store.ts';
import type { BucketRef, Point, Store } from '../../src/store/store.ts';
import { columnsOf } from './support/columns.ts';
import { holdBefore } from './support/hold.ts';
import { createModel, freshBucket } from './support/model.ts';
import { reading, useStore, whole } from './support/store.ts';

const { database } = useStore();
const slots = 4;
const newProcess = (above = 4, maxSeries?: number): Store => createStore({ maxPoints: 100_000, maxSeries, slotting: { above, slots } });
const idOf = (n: number): string => n.toString(16).padStart(24, '0');
const sources = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => idOf(from + i));
const points = (ids: readonly string[], key: number, value = key): Point[] => ids.map((id) => reading(key, { a: value }, id));
const all = async (bucket: BucketRef, by: Store) => (await by.points(database().db, bucket, 0, {}, whole)).rows;

/** The slots in which each source has series. */
async function placesOf({ bucketId }: BucketRef): Promise<Map<string, number[]>> {
  const rows: { source_id: string; slot: number }[] = await database()
    .db('ts_series as n')
    .join('ts_shard as s', 's.shard_id', 'n.shard_id')
    .where({ bucket_id: bucketId })
    .distinct('source_id', 'slot');
  const places = new Map<string, number[]>();
  for (const { source_id: id, slot } of rows) places.set(id, [...(places.get(id) ?? []), slot]);
  return places;
}

/** The texts of the statements that `work` makes. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const listen = ({ sql }: { sql: string }): void => void texts.push(sql);
  database().db.on('query', listen);
  await work();
  database().db.off('query', listen);
  return texts;
}

describe('a bucket with many series', () => {
  test('is cut into slots: sources stay where they are, new ones are spread, each as a whole', async () => {
    const bucket = freshBucket();
    const store = newProcess();
    await store.write(database().db, bucket, [...points(sources(0, 3), 1), reading(1, { 7: 1 }, null)]);
    expect(new Set([...(await placesOf(bucket)).values()].flat())).toEqual(new Set([0]));
    await store.write(database().db, bucket, [...points(sources(0, 40), 2), reading(2, { 7: 2, 8: 2 }, null)]);
    await store.write(database().db, bucket, [...sources(0, 40).map((id) => reading(3, { a: 3, b: 'x' }, id)), reading(3, { 9: 2 }, null)]);
    const places = await placesOf(bucket);
    for (const id of [...sources(0, 3), '']) expect(places.get(id), id).toEqual([0]);
    expect([...places.values()].every((own) => own.length === 1)).toBe(true);
    expect(new Set([...places.values()].flat())).toEqual(new Set([0, 1, 2, 3]));
    expect(await all(bucket, newProcess())).toHaveLength(4 + 41 + 41);
  });

  test('answers as one without slots', async () => {
    const [cut, plain] = [freshBucket(), freshBucket()];
    const [many, one] = [newProcess(), createStore({ maxPoints: 100_000 })];
    const model = createModel();
    const { db } = database();
    const hour = 3_600_000;
    for (let round = 0; round < 6; round++) {
      const batch = sources(0, 4 + round * 5).map((id, i) => reading((i + round) * hour, { a: i - round, b: i % 2 === 0 ? 1.5 : 2 }, id));
      const wanted = model.write(structuredClone(batch));
      expect(await many.writeColumns(db, cut, columnsOf(batch, 'series'))).toEqual(wanted);
      expect(await one.write(db, plain, batch)).toEqual(wanted);
      if (round % 2 === 1)
        for (const [store, bucket] of [
          [many, cut],
          [one, plain],
        ] as const)
          await store.maintain(db, bucket, 0, { all: true });
    }
    const both = async <Answer>(ask: (store: Store, bucket: BucketRef) => Promise<Answer>): Promise<void> =>
      expect(await ask(many, cut)).toEqual(await ask(one, plain));
    for (const order of ['asc', 'desc'] as const) {
      for (const [limit, offset] of [
        [7, 0],
        [5, 13],
        [1000, 0],
      ] as const) {
        await both((store, bucket) => store.points(db, bucket, 0, {}, { order, limit, offset }));
        await both((store, bucket) => store.records(db, bucket, 0, { from: hour }, { order, limit, offset }));
        await both((store, bucket) =>
          store.points(db, bucket, 0, { sourceIds: [idOf(1), idOf(17), idOf(99)], fields: ['a'] }, { order, limit, offset }),
        );
      }
    }
    const groups = { unit: 'day', count: 1, timezone: 'UTC' } as const;
    for (const aggregation of ['avg', 'last', 'count'] as const)
      await both((store, bucket) => store.aggregate(db, bucket, 0, { aggregation, grouping: groups, fill: 'none' }, whole));
    await both((store, bucket) => store.extent(db, bucket, 0, {}));
    await both((store, bucket) => store.extent(db, bucket, 0, { conditions: [{ field: 'a', operator: 'gt', value: 3 }] }));
    await both((store, bucket) => store.latest(db, bucket, 0, {}, { limit: 12, offset: 5 }));
    await both((store, bucket) => store.latest(db, bucket, 0, { sourceIds: [idOf(2), idOf(20)] }, { limit: 12, offset: 0 }));
    expect(await many.deleteKeys(db, cut, [2 * hour, 5 * hour])).toBe(await one.deleteKeys(db, plain, [2 * hour, 5 * hour]));
    expect(await many.deleteSource(db, cut, idOf(22))).toBe(await one.deleteSource(db, plain, idOf(22)));
    await both((store, bucket) => store.points(db, bucket, 0, {}, whole));
    await both((store, bucket) => store.largestSources(db, bucket, 100));
    expect(await many.purge(db, cut)).toBe(await one.purge(db, plain));
    await both((store, bucket) => store.points(db, bucket, 0, {}, whole));
  });

  test('takes a request whole or not at all, whichever slot refuses it', async () => {
    const bucket = freshBucket();
    const store = newProcess();
    const { db } = database();
    await store.write(db, bucket, points(sources(0, 20), 1));
    for (const id of [idOf(0), idOf(7), idOf(13), idOf(19)]) {
      const batch = [...points(sources(0, 30), 2), reading(3, { a: 'text' }, id)];
      await expect(store.write(db, bucket, batch)).rejects.toThrow(FieldTypeChange);
    }
    const twice = [reading(3, { a: 'x' }, idOf(3)), reading(3, { a: 'x' }, idOf(12)), reading(3, { a: 1 }, idOf(13))];
    const refused = store.write(db, bucket, twice);
    await expect(refused).rejects.toMatchObject({ changes: [{ sourceId: idOf(3) }, { sourceId: idOf(12) }] });
    expect(await all(bucket, store)).toHaveLength(20);
    const small = newProcess(4, 25);
    await expect(small.write(db, bucket, points(sources(10, 26), 2))).rejects.toThrow(new TooManySeries(25));
    expect(await small.write(db, bucket, points(sources(10, 25), 2))).toEqual({ inserted: 15, updated: 0 });
  });

  test('keeps to the order of each slot: what a slot hides says nothing of the others', async () => {
    const bucket = freshBucket();
    const store = newProcess();
    const { db } = database();
    await store.write(db, bucket, points(sources(0, 20), 1));
    // As if the clock had been an hour ahead when this slot was last written to.
    await db('ts_shard').where({ bucket_id: bucket.bucketId, slot: 1 }).increment('last_at', 3_600_000_000);
    for (const fold of [false, true]) {
      expect(await store.deleteRange(db, bucket, {})).toBe(20);
      expect(await store.write(db, bucket, points(sources(0, 20), 1, 5))).toEqual({ inserted: 20, updated: 0 });
      if (fold) await store.maintain(db, bucket, 0, { all: true });
      expect((await all(bucket, store)).map(({ values }) => values['a'])).toEqual(Array.from({ length: 20 }, () => 5));
    }
  });

  test('keeps only so many records, over all slots', async () => {
    const bucket = freshBucket({ retentionRecords: 3 });
    const store = newProcess();
    const { db } = database();
    for (let key = 0; key < 10; key++) await store.write(db, bucket, points(sources(key * 2, key * 2 + 6), key));
    expect([...new Set((await all(bucket, store)).map(({ key }) => key))]).toEqual([7, 8, 9]);
    expect(await all(bucket, store)).toHaveLength(18);
  });

  test('is dropped with all slots, also for a process that knows them', async () => {
    const bucket = freshBucket();
    const [store, other] = [newProcess(), newProcess()];
    const { db } = database();
    await store.write(db, bucket, points(sources(0, 20), 1));
    await other.write(db, bucket, points(sources(0, 20), 2));
    await other.write(db, bucket, points(sources(0, 20), 3));
    expect(await store.drop(db, bucket)).toBe(60);
    for (const ids of [sources(5, 6), sources(7, 20), sources(40, 60)])
      for (const by of [store, other]) await expect(by.write(db, bucket, points(ids, 4))).rejects.toThrow(BucketGone);
    expect(await all(bucket, other)).toEqual([]);
    expect(await db('ts_shard').where({ bucket_id: bucket.bucketId }).whereNull('dropped_at')).toEqual([]);
  });
});

describe('several processes', () => {
  test('agree on the slots, also those that knew the bucket before it was cut', async () => {
    const bucket = freshBucket();
    const [one, two] = [newProcess(), newProcess()];
    const { db } = database();
    await one.write(db, bucket, points(sources(0, 2), 1));
    await one.write(db, bucket, points(sources(0, 2), 2));
    await two.write(db, bucket, points(sources(0, 20), 3));
    expect(await one.write(db, bucket, points(sources(0, 2), 4))).toEqual({ inserted: 2, updated: 0 });
    expect(await one.write(db, bucket, points(sources(0, 30), 4))).toEqual({ inserted: 28, updated: 2 });
    expect(await two.write(db, bucket, points(sources(0, 30), 4))).toEqual({ inserted: 0, updated: 30 });
    expect([...(await placesOf(bucket)).values()].every((own) => own.length === 1)).toBe(true);
    for (const by of [one, two, newProcess()]) expect(await all(bucket, by)).toHaveLength(2 + 2 + 20 + 30);
  });

  test('write, read and fold at once: each request is there as a whole, and nothing is lost', async () => {
    const bucket = freshBucket();
    const processes = [newProcess(30), newProcess(30), newProcess(30)];
    const { db } = database();
    const state = { writers: 2 };
    let requests = 0;
    const writer = async (store: Store, number: number): Promise<void> => {
      for (let round = 0; round < 25; round++) {
        const ids = sources(0, 10 + round * 2);
        await store.write(db, bucket, points([...ids, ...ids, ...ids].slice(0, 20), number * 1000 + round));
        requests++;
      }
    };
    const reader = async (store: Store): Promise<void> => {
      while (state.writers > 0) {
        const before = requests;
        const rows = await all(bucket, store);
        const byKey = Map.groupBy(rows, ({ key }) => key);
        expect(byKey.size).toBeGreaterThanOrEqual(before);
        for (const [key, own] of byKey) expect(own.length, `at ${key}`).toBe(Math.min(20, 10 + (Number(key) % 1000) * 2));
      }
    };
    const worker = async (store: Store): Promise<void> => {
      while (state.writers > 0) await store.maintain(db, bucket, 0, { all: true });
    };
    await Promise.all([
      ...processes.slice(0, 2).map((store, number) => writer(store, number).finally(() => state.writers--)),
      ...processes.map(reader),
      ...processes.map(worker),
    ]);
    expect(new Set((await all(bucket, newProcess())).map(({ key }) => key)).size).toBe(50);
    expect([...(await placesOf(bucket)).values()].every((own) => own.length === 1)).toBe(true);
  });
});

test('a query sees all slots as they were at one moment', async () => {
  const bucket = freshBucket();
  const [store, other] = [newProcess(), newProcess()];
  const { db } = database();
  for (let key = 1; key < 3; key++) await other.write(db, bucket, points(sources(0, 40), key));
  await all(bucket, store);
  const write = (): Promise<unknown> => other.write(db, bucket, points(sources(0, 40), 3));
  const seen = await holdBefore(3, 'select 0, series', write, () => all(bucket, store));
  expect(seen).toHaveLength(80);
  expect(await all(bucket, store)).toHaveLength(120);
});

test('a bucket is written in one statement, with slots or without, and read in one for each slot of the wanted sources', async () => {
  const [plain, cut] = [freshBucket(), freshBucket()];
  const store = newProcess();
  const { db } = database();
  const few = sources(0, 4);
  const far = [...Array(60).keys()].map(idOf);
  for (let key = 1; key < 3; key++) {
    await store.write(db, plain, points(few, key));
    await store.write(db, cut, points(far, key));
  }
  for (const bucket of [plain, cut]) await all(bucket, store);
  expect(await statementsOf(() => store.write(db, plain, points(few, 5)))).toHaveLength(1);
  expect(await statementsOf(() => store.points(db, plain, 0, {}, whole))).toHaveLength(1);
  expect(await statementsOf(() => store.write(db, cut, points(far.slice(7, 8), 5)))).toHaveLength(1);
  expect(await statementsOf(() => store.write(db, cut, points(far, 6)))).toHaveLength(1);
  const read = (ids: string[]) => statementsOf(() => store.points(db, cut, 0, { sourceIds: ids }, whole));
  expect(await read(far.slice(7, 8))).toHaveLength(1);
  const places = await placesOf(cut);
  const inTwo = far.filter((id) => [1, 3].includes(places.get(id)?.[0] ?? 0));
  // Two slots, and the beginning and the end of the transaction.
  expect(await read(inTwo)).toHaveLength(4);
  expect(await read(far)).toHaveLength(slots + 2);
});

test('a write that has to look takes as many statements for many slots as for one', async () => {
  const { db } = database();
  const far = [...Array(60).keys()].map(idOf);
  const counts: Record<string, number[]> = {};
  for (const above of [1000, 4]) {
    const bucket = freshBucket();
    const [store, other] = [newProcess(above), newProcess(above)];
    await store.write(db, bucket, points(far, 1));
    const count = async (by: Store, batch: Point[], name: string): Promise<void> =>
      void (counts[name] ??= []).push((await statementsOf(() => by.write(db, bucket, batch))).length);
    await count(other, points(far, 2), 'by a process that knows nothing');
    await count(store, points(far, 3), 'after another one');
    await count(store, points([...far, ...[...Array(40).keys()].map((n) => idOf(1000 + n))], 4), 'with new series');
  }
  // Without a layout the first slot is locked before the others.
  expect(counts).toEqual({ 'by a process that knows nothing': [8, 10], 'after another one': [6, 6], 'with new series': [7, 7] });
});

test('another bucket of the same id has slots of its own, also for a process that knew the old one', async () => {
  const { db } = database();
  const wanted = { sourceIds: sources(5, 9) };
  for (const [first, ids] of [
    [sources(6, 8), sources(0, 40)],
    [sources(0, 2), sources(0, 2)],
  ] as const) {
    const bucket = freshBucket();
    const [store, other] = [newProcess(), newProcess()];
    for (let key = 1; key < 3; key++) await store.write(db, bucket, points(sources(0, 20), key));
    expect((await store.points(db, bucket, 0, wanted, whole)).rows).toHaveLength(8);
    for (const table of ['ts_batch', 'ts_series', 'ts_shard'])
      await db(table)
        .whereIn('shard_id', db('ts_shard').where({ bucket_id: bucket.bucketId }).select('shard_id'))
        .del();
    await other.write(db, bucket, points(first, 5));
    await other.write(db, bucket, points(ids, 6));
    const count = ids.filter((id) => wanted.sourceIds.includes(id)).length + first.filter((id) => wanted.sourceIds.includes(id)).length;
    expect((await store.points(db, bucket, 0, wanted, whole)).rows).toHaveLength(count);
    for (const id of wanted.sourceIds) expect((await store.points(db, bucket, 0, { sourceIds: [id] }, whole)).rows.length).toBeLessThan(3);
    const stale = newProcess();
    await stale.write(db, bucket, points(ids, 7));
    expect(await store.write(db, bucket, points(ids, 7))).toEqual({ inserted: 0, updated: ids.length });
    expect([...(await placesOf(bucket)).values()].every((own) => own.length === 1)).toBe(true);
  }
});
