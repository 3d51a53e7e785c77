import { describe, expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import { freshBucket } from './support/model.ts';
import { other, reading, useStore } from './support/store.ts';

const { store, database } = useStore();
const day = 86_400_000;
const now = Date.parse('2026-05-01T12:00:00Z');

/** The statements of a piece of work. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const note = ({ sql }: { sql: string }): void => void statements.push(sql);
  database().db.on('query', note);
  await work().finally(() => database().db.removeListener('query', note));
  return statements;
}

describe('the number of points of a bucket', () => {
  const count = async (bucket: ReturnType<typeof freshBucket>, at = now, by = store) =>
    (await by.extent(database().db, bucket, at, {})).points;

  test('is counted once, and again after each change by whichever process', async () => {
    const bucket = freshBucket();
    const { db } = database();
    const stranger = createStore({ maxPoints: 1000 });
    await store.write(
      db,
      bucket,
      Array.from({ length: 500 }, (_, i) => reading(now + i, { a: i })),
    );
    expect(await count(bucket)).toBe(500);
    const again = await statementsOf(async () => expect(await count(bucket)).toBe(500));
    expect(again).toHaveLength(1);
    expect(again[0]).not.toMatch(/ts_(chunk|part|batch)/);
    await store.maintain(db, bucket, now, { all: true });
    expect(await statementsOf(() => count(bucket))).toHaveLength(1);
    await stranger.write(db, bucket, [reading(now, { a: 9 }, other), reading(now, { a: 9 })]);
    expect(await count(bucket)).toBe(501);
    await stranger.deleteRange(db, bucket, { to: now + 100 });
    expect(await count(bucket)).toBe(400);
    await stranger.drop(db, bucket);
    expect(await count(bucket)).toBe(0);
  });

  test('does not remember what a transaction saw that came to nothing', async () => {
    const bucket = freshBucket();
    const { db } = database();
    await store.write(db, bucket, [reading(1, { a: 1 })]);
    await expect(
      db.transaction(async (transaction) => {
        await store.write(transaction, bucket, [reading(2, { a: 1 })]);
        expect((await store.extent(transaction, bucket, now, {})).points).toBe(2);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await count(bucket)).toBe(1);
  });

  test('goes down as points expire, and up when they are kept for longer', async () => {
    const bucket = freshBucket({ retentionDays: 7 });
    await store.write(
      database().db,
      bucket,
      [8, 6, 4, 2].map((ago) => reading(now - ago * day, { a: 1 })),
    );
    expect([await count(bucket), await count(bucket)]).toEqual([3, 3]);
    expect([await count(bucket, now + day), await count(bucket, now + day + 1), await count(bucket, now + 9 * day)]).toEqual([3, 2, 0]);
    expect(await count({ ...bucket, retentionDays: 30 })).toBe(4);
    expect(await count({ ...bucket, retentionDays: null })).toBe(4);
    expect(await count(bucket)).toBe(3);
  });
});
