import { describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import { rowsOfShards, shardsOf } from '../../src/store/columns/slots.ts';
import type { BucketRef, Point, Store } from '../../src/store/store.ts';
import { untilOneWaits } from '../support/database.ts';
import { freshBucket } from './support/model.ts';
import { reading, useStore, whole } from './support/store.ts';

const { database } = useStore();
const slots = 4;
const newProcess = (): Store => createStore({ maxPoints: 100_000, slotting: { above: 0, slots } });
const idOf = (n: number): string => n.toString(16).padStart(24, '0');
const ids = Array.from({ length: 24 }, (_, i) => idOf(i));
const points = (of: readonly string[], key: number): Point[] => of.map((id) => reading(key, { a: key }, id));

/** A source in each slot, in the order of slots. */
async function oneOfEach({ bucketId }: BucketRef): Promise<string[]> {
  const rows: { source_id: string; slot: number }[] = await database()
    .db('ts_series as n')
    .join('ts_shard as s', 's.shard_id', 'n.shard_id')
    .where({ bucket_id: bucketId })
    .orderBy('slot')
    .select('source_id', 'slot');
  return Array.from({ length: slots }, (_, slot) => rows.find((row) => row.slot === slot)?.source_id ?? '');
}

/** A bucket with slots that a process can write to in one statement. */
async function readyBucket(store: Store): Promise<BucketRef> {
  const bucket = freshBucket();
  for (let key = 1; key < 3; key++) await store.write(database().db, bucket, points(ids, key));
  return bucket;
}

/** The slots that nobody has locked while `work` waits for the slot 2. */
async function freeWhileWaiting(bucket: BucketRef, work: () => Promise<unknown>): Promise<number[]> {
  const { db } = database();
  const blocker = await db.transaction();
  const own = shardsOf(bucket, slots);
  await rowsOfShards(blocker, 'ts_shard', own.slice(2, 3)).forUpdate().select('slot');
  const done = work();
  await untilOneWaits(db);
  const free: number[] = await db.transaction((other) =>
    rowsOfShards(other, 'ts_shard', own).orderBy('slot').forUpdate().skipLocked().pluck('slot'),
  );
  await blocker.commit();
  await done;
  return free;
}

describe('slots are locked in their order', () => {
  test('by a write of which all is known', async () => {
    const store = newProcess();
    const bucket = await readyBucket(store);
    expect(await freeWhileWaiting(bucket, () => store.write(database().db, bucket, points(ids, 3)))).toEqual([3]);
  });

  test('by a write that has to look', async () => {
    const bucket = await readyBucket(newProcess());
    expect(await freeWhileWaiting(bucket, () => newProcess().write(database().db, bucket, points(ids, 3)))).toEqual([3]);
  });

  test('by a transaction of the caller, which may write to any of them next', async () => {
    const store = newProcess();
    const bucket = await readyBucket(store);
    const last = (await oneOfEach(bucket)).slice(3);
    const { db } = database();
    for (const by of [store, newProcess()])
      expect(await freeWhileWaiting(bucket, () => db.transaction((own) => by.write(own, bucket, points(last, 3))))).toEqual([3]);
  });

  test('by a deletion', async () => {
    const store = newProcess();
    const bucket = await readyBucket(store);
    expect(await freeWhileWaiting(bucket, () => store.deleteRange(database().db, bucket, {}))).toEqual([3]);
  });
});

test('transactions that write to slots in any order, writes and deletions never wait for each other in a circle', async () => {
  const processes = [newProcess(), newProcess(), newProcess()];
  const bucket = await readyBucket(newProcess());
  const each = await oneOfEach(bucket);
  const { db } = database();
  let key = 10;
  const written: number[] = [];
  const inOrder = (store: Store, order: readonly number[]): Promise<void> =>
    db.transaction(async (own) => {
      const at = key++;
      for (const slot of order) await store.write(own, bucket, points(each.slice(slot, slot + 1), at));
      await store.deleteKeys(own, bucket, [at + 0.5]);
      written.push(at);
    });
  const atOnce = async (store: Store): Promise<void> => {
    const at = key++;
    await store.write(db, bucket, points(each, at));
    written.push(at);
  };
  const client = async (store: Store, number: number): Promise<void> => {
    for (let round = 0; round < 15; round++) {
      await inOrder(store, number % 2 === 0 ? [0, 1, 2, 3] : [3, 2, 1, 0]);
      await atOnce(store);
      if (round % 5 === 0) await store.deleteKeys(db, bucket, [1]);
    }
  };
  await Promise.all([...processes, ...processes].map(client));
  const { rows } = await newProcess().points(db, bucket, 0, { from: 10 }, whole);
  const expected = written.sort((a, b) => a - b).flatMap((at) => each.map((sourceId) => ({ sourceId, key: at })).sort(bySource));
  expect(rows.map(({ sourceId, key: at }) => ({ sourceId, key: at }))).toEqual(expected);
});

const bySource = (a: { sourceId: string }, b: { sourceId: string }): number => (a.sourceId < b.sourceId ? -1 : 1);
