import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStore } from '../../src/store/index.ts';
import { BucketGone } from '../../src/store/store.ts';
import type { BucketRef, KeyType, LoggedRecord, Point, Store } from '../../src/store/store.ts';
import { useStore } from '../store/support/store.ts';
import { freshBucket } from '../store/support/model.ts';
import '../support/properties.ts';

const { database } = useStore();

// Two processes: each has caches of its own. Buckets are cut into slots early.
const newProcess = (): Store => createStore({ maxPoints: 100_000, slotting: { above: 4, slots: 3 } });

type Step =
  | { kind: 'write'; by: number; points: [source: number | null, key: number, fields: number][] }
  | { kind: 'writes'; by: number; count: number }
  | { kind: 'fold' | 'read' | 'cut' | 'leave' };

const point = fc.tuple(fc.option(fc.integer({ min: 0, max: 7 })), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 3 }));
const by = fc.integer({ min: 0, max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('write' as const), by, points: fc.array(point, { minLength: 1, maxLength: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('writes' as const), by, count: fc.integer({ min: 2, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fold' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('read' as const, 'cut' as const, 'leave' as const) }) },
);

const idOf = (n: number): string => n.toString(16).padStart(24, '0');
const keyOf = (keyType: KeyType, key: number): number | string => (keyType === 'string' ? `k${key}` : key);

/** What was told or written of one series: keys and values in their order. */
type Told = Map<string, string[]>;

function note(told: Told, points: readonly Point[]): void {
  for (const { sourceId, key, values } of points)
    for (const [field, value] of Object.entries(values)) {
      const name = `${sourceId} ${field}`;
      told.set(name, [...(told.get(name) ?? []), `${key}=${JSON.stringify(value)}`]);
    }
}

test.each<KeyType>(['timestamp', 'integer', 'string'])(
  'every acknowledged value is told exactly once and in order, in a bucket keyed by %s',
  async (keyType) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const bucket: BucketRef = { ...freshBucket(), keyType };
        const processes = [newProcess(), newProcess()];
        const { db } = database();
        const [written, told]: [Told, Told] = [new Map(), new Map()];
        let value = 0;
        const pointOf = ([source, key, fields]: [number | null, number, number]): Point => ({
          sourceId: source === null ? null : idOf(source),
          key: keyOf(keyType, key),
          values: Object.fromEntries(Array.from({ length: fields }, (_, field) => [source === null ? `${field}` : `f${field}`, ++value])),
        });
        const write = async (store: Store, points: Point[]): Promise<void> => {
          await store.write(db, bucket, points);
          note(written, keyType === 'string' ? lastOf(points) : points);
        };
        let reader = 0;
        let place = (await storeOf(processes, 0).log.begin(db, bucket)) ?? '';
        const take = (records: readonly LoggedRecord[]): void => {
          for (const record of records) note(told, record.points);
        };
        /** Reads all that is there; `cut` stops in the middle of a page, as a connection that breaks. */
        const read = async (cut: boolean): Promise<void> => {
          for (;;) {
            const page = await storeOf(processes, reader).log.read(db, bucket, 0, place);
            if (page === null) throw new Error('the bucket is gone');
            expect(page.lostUntil).toBeNull();
            if (cut && page.records.length > 0) {
              const half = page.records.slice(0, Math.ceil(page.records.length / 2));
              take(half);
              place = half.at(-1)?.place ?? place;
              return;
            }
            take(page.records);
            place = page.place;
            if (!page.hasMore) return;
          }
        };
        for (const one of steps) {
          if (one.kind === 'write') await write(storeOf(processes, one.by), one.points.map(pointOf));
          else if (one.kind === 'writes')
            // At once, so that they share commits; each of its own series, whose order is then known.
            await Promise.all(Array.from({ length: one.count }, (_, index) => write(storeOf(processes, one.by), [pointOf([index, 9, 2])])));
          else if (one.kind === 'fold') await storeOf(processes, 0).maintain(db, bucket, 0, { all: true });
          else if (one.kind === 'leave') {
            reader = 1 - reader;
            const again = await storeOf(processes, reader).log.begin(db, bucket, place);
            expect(again).toBe(place);
          } else await read(one.kind === 'cut');
        }
        await read(false);
        expect(Object.fromEntries(told)).toEqual(Object.fromEntries(written));
        await Promise.all(processes.map((process) => process.close()));
      }),
      { numRuns: 40 },
    );
  },
  300_000,
);

const storeOf = (processes: readonly Store[], index: number): Store => processes[index] ?? newProcess();

/** Points of one source and key are merged before they are written as rows, and sorted by key and source. */
function lastOf(points: readonly Point[]): Point[] {
  const merged = new Map<string, Point>();
  for (const { sourceId, key, values } of points) {
    const name = `${key} ${sourceId ?? ''}`;
    merged.set(name, { sourceId, key, values: { ...merged.get(name)?.values, ...values } });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

test.each<KeyType>(['integer', 'string'])('what is no longer kept is told as a loss, in a bucket keyed by %s', async (keyType) => {
  const bucket: BucketRef = { ...freshBucket(), keyType };
  const store = createStore({ maxPoints: 1000, keptMs: 1 });
  const { db } = database();
  const lasting = newProcess();
  const place = (await lasting.log.begin(db, bucket)) ?? '';
  const write = (value: number) => store.write(db, bucket, [{ sourceId: null, key: keyOf(keyType, value), values: { 1: value } }]);
  await write(1);
  await store.maintain(db, bucket, 0, { all: true });
  const kept = await lasting.log.read(db, bucket, 0, place);
  expect([kept?.records.length, kept?.lostUntil]).toEqual([1, null]);
  await store.log.forget(db);
  await write(2);
  const lost = await lasting.log.read(db, bucket, 0, place);
  expect(lost?.lostUntil).toBeGreaterThan(Date.UTC(2026, 0, 1));
  expect(lost?.hasMore).toBe(true);
  const rest = await lasting.log.read(db, bucket, 0, lost?.place ?? '');
  expect(rest?.records.map(({ points }) => points[0]?.values)).toEqual([{ 1: 2 }]);
  expect((await lasting.log.read(db, bucket, 0, kept?.place ?? ''))?.lostUntil).toBeNull();
});

test('a commit of very many values comes in pages', async () => {
  const bucket: BucketRef = { ...freshBucket(), keyType: 'integer' };
  const store = newProcess();
  const { db } = database();
  let place = (await store.log.begin(db, bucket)) ?? '';
  const points = Array.from({ length: 12_000 }, (_, key) => ({ sourceId: null, key, values: { 1: key, 2: -key } }));
  await store.write(db, bucket, points);
  const found: LoggedRecord[] = [];
  for (let hasMore = true; hasMore;) {
    const page = await store.log.read(db, bucket, 0, place);
    if (page === null) throw new Error('the bucket is gone');
    expect(page.records.length).toBeLessThan(6000);
    found.push(...page.records);
    ({ place, hasMore } = page);
  }
  expect(found.flatMap((record) => record.points)).toEqual(points);
});

test('after a bucket was dropped there is nothing to follow', async () => {
  for (const keyType of ['integer', 'string'] as const) {
    const bucket: BucketRef = { ...freshBucket(), keyType };
    const store = newProcess();
    const { db } = database();
    const place = (await store.log.begin(db, bucket)) ?? '';
    await store.write(db, bucket, [{ sourceId: null, key: keyOf(keyType, 1), values: { 1: 1 } }]);
    await store.drop(db, bucket);
    expect(await store.log.read(db, bucket, 0, place)).toBeNull();
    await expect(store.log.begin(db, bucket)).rejects.toThrow(BucketGone);
    expect((await store.log.heads(db, [bucket])).get(bucket.bucketId)).toBeNull();
  }
});
