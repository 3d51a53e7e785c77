import { afterAll, beforeAll } from 'vitest';
import { createStore } from '../../../src/store/index.ts';
import type { BucketRef, Page, Point, Store, Values } from '../../../src/store/store.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

export const sensor = '0'.repeat(23) + '1';
export const other = '0'.repeat(23) + '2';

export const whole: Page = { order: 'asc', limit: 100_000, offset: 0 };

export function reading(key: number | string, values: Values, sourceId: string | null = sensor): Point {
  return { sourceId, key, values };
}

export interface StoreUnderTest {
  store: Store;
  database(): TestDatabase;
  /** Every visible point of a bucket. */
  all(bucket: BucketRef, now?: number): Promise<Point[]>;
}

/** A store and a database for the tests of one file. */
export function useStore(maxPoints = 100_000): StoreUnderTest {
  const store = createStore({ maxPoints });
  let opened: TestDatabase | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened?.close());
  const database = (): TestDatabase => {
    if (opened === undefined) throw new Error('the database opens before the first test');
    return opened;
  };
  const all = async (bucket: BucketRef, now = 0): Promise<Point[]> => (await store.points(database().db, bucket, now, {}, whole)).rows;
  return { store, database, all };
}
