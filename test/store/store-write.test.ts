import { describe, expect, test } from 'vitest';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

const { store, database, all } = useStore();

describe('values come back as they were', () => {
  test.each([
    1e308,
    -1e308,
    Number.MAX_VALUE,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    0.1 + 0.2,
    1 / 3,
    2 ** 53 - 1,
    -(2 ** 53 - 1),
    2 ** 53,
    1e21,
    1e-7,
    0,
  ])('the number %d', async (number) => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(1, { number })]);
    expect((await all(bucket))[0]?.values).toStrictEqual({ number });
  });

  test.each([
    '',
    ' ',
    'NULL',
    '"',
    '\\',
    "'",
    '{a,b}',
    '\u0001',
    '\u007f',
    '\u2028',
    '\ufffe\uffff',
    'é',
    'e\u0301',
    '𝄞',
    '👩‍👩‍👧',
    '\u{10ffff}',
    'x'.repeat(100_000),
  ])('the string %j', async (text) => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(1, { text, [text]: 1 })]);
    expect((await all(bucket))[0]?.values).toStrictEqual({ text, [text]: 1 });
  });

  test('true, false and null', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(1, { yes: true, no: false, missing: null })]);
    expect((await all(bucket))[0]?.values).toStrictEqual({ yes: true, no: false, missing: null });
  });

  test('the sign of zero: a value keeps it, a key has none', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(-0, { zero: -0 })]);
    expect(await all(bucket)).toStrictEqual([{ ...reading(0, { zero: -0 }), metadata: null }]);
  });

  test('names that objects treat in their own way', async () => {
    const bucket = freshBucket();
    const text = '{"__proto__":1,"constructor":2,"hasOwnProperty":3,"toJSON":4,"prototype":null}';
    await store.write(database().db, bucket, [reading(1, JSON.parse(text))]);
    const again = ['{"__proto__":5}', '{"__proto__":6,"prototype":"x"}'];
    await store.write(
      database().db,
      bucket,
      again.map((values) => reading(1, JSON.parse(values))),
    );
    const [point] = await all(bucket);
    expect(point?.values).toStrictEqual(JSON.parse('{"__proto__":6,"constructor":2,"hasOwnProperty":3,"toJSON":4,"prototype":"x"}'));
    const { rows } = await store.points(database().db, bucket, 0, { fields: ['__proto__'] }, whole);
    expect(JSON.stringify(rows[0]?.values)).toBe('{"__proto__":6}');
  });

  test('metadata of any depth', async () => {
    const bucket = freshBucket();
    const metadata = JSON.parse('{"a":{"b":[1,null,{"__proto__":{"deep":true}}]},"__proto__":"own"}');
    await store.write(database().db, bucket, [{ ...reading(1, { a: 1 }), metadata }]);
    expect((await all(bucket))[0]?.metadata).toStrictEqual(metadata);
  });

  test('the greatest keys, numeric and text', async () => {
    const integers = freshBucket({ keyType: 'integer' });
    const extremes = [Number.MIN_SAFE_INTEGER, -1, 0, Number.MAX_SAFE_INTEGER];
    await store.write(
      database().db,
      integers,
      extremes.toReversed().map((key) => reading(key, { a: 1 })),
    );
    expect((await all(integers)).map((point) => point.key)).toStrictEqual(extremes);
    const strings = freshBucket({ keyType: 'string' });
    const texts = ['', 'Z', 'a', 'é', 'ü'.repeat(1000), '\uffff', '\u{10000}'];
    await store.write(
      database().db,
      strings,
      texts.toReversed().map((key) => reading(key, { a: 1 })),
    );
    expect((await all(strings)).map((point) => point.key)).toStrictEqual(texts);
  });
});

describe('what a write changes', () => {
  test('values merge by name, and metadata stays unless it is given', async () => {
    const bucket = freshBucket();
    const write = (values: Record<string, number>, metadata?: Record<string, string> | null) =>
      store.write(database().db, bucket, [{ ...reading(1, values), metadata }]);
    const state = async () => (await all(bucket)).map(({ values, metadata }) => [values, metadata]);
    await write({ a: 1, b: 2 });
    expect(await state()).toEqual([[{ a: 1, b: 2 }, null]]);
    await write({ b: 3, c: 4 }, { room: 'kitchen' });
    expect(await state()).toEqual([[{ a: 1, b: 3, c: 4 }, { room: 'kitchen' }]]);
    await write({ a: 5 });
    expect(await state()).toEqual([[{ a: 5, b: 3, c: 4 }, { room: 'kitchen' }]]);
    await write({ a: 5 }, { floor: 'first' });
    expect(await state()).toEqual([[{ a: 5, b: 3, c: 4 }, { floor: 'first' }]]);
    await write({ a: 6 }, null);
    expect(await state()).toEqual([[{ a: 6, b: 3, c: 4 }, null]]);
  });

  test('within a batch the later one wins', async () => {
    const bucket = freshBucket();
    const result = await store.write(database().db, bucket, [
      { ...reading(1, { a: 1, b: 1 }), metadata: { n: 1 } },
      reading(1, { a: 2 }, other),
      reading(1, { b: 3, c: 3 }),
      { ...reading(1, { c: 4 }), metadata: { n: 2 } },
    ]);
    expect(result).toEqual({ inserted: 2, updated: 0 });
    expect(await all(bucket)).toEqual([
      { ...reading(1, { a: 1, b: 3, c: 4 }), metadata: { n: 2 } },
      { ...reading(1, { a: 2 }, other), metadata: null },
    ]);
  });

  test('the points that it was given stay as they are', async () => {
    const points = [reading(1, { a: 1 }), reading(1, { a: 2 }), reading(0, { a: 3 })];
    const before = structuredClone(points);
    await store.write(database().db, freshBucket(), points);
    expect(points).toStrictEqual(before);
  });

  test('an empty batch does nothing', async () => {
    expect(await store.write(database().db, freshBucket(), [])).toEqual({ inserted: 0, updated: 0 });
  });

  test('counts are exact, also for rows that the same transaction made', async () => {
    const bucket = freshBucket();
    const batch = Array.from({ length: 10 }, (_, key) => reading(key, { a: key }));
    await database().db.transaction(async (transaction) => {
      expect(await store.write(transaction, bucket, batch.slice(0, 5))).toEqual({ inserted: 5, updated: 0 });
      expect(await store.write(transaction, bucket, batch)).toEqual({ inserted: 5, updated: 5 });
      expect(await store.write(transaction, bucket, batch)).toEqual({ inserted: 0, updated: 10 });
    });
  });

  test('a transaction that is rolled back leaves nothing', async () => {
    for (const bucket of [freshBucket(), freshBucket({ retentionRecords: 5 })]) {
      await expect(
        database().db.transaction(async (transaction) => {
          await store.write(transaction, bucket, [reading(1, { a: 1 })]);
          throw new Error('changed its mind');
        }),
      ).rejects.toThrow('changed its mind');
      expect(await all(bucket)).toEqual([]);
    }
  });

  test('points that were rolled back are not counted as there when they are written again', async () => {
    const bucket = freshBucket();
    const { db } = database();
    for (const key of [1, 2]) await store.write(db, bucket, [reading(key, { a: key })]);
    const undone = db.transaction(async (transaction) => {
      await store.write(transaction, bucket, [reading(5, { a: 5 })]);
      throw new Error('changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    expect(await store.write(db, bucket, [reading(5, { a: 5 })])).toEqual({ inserted: 1, updated: 0 });
  });

  test('one statement stores all points or none', async () => {
    const bucket = freshBucket();
    const tooGreat = reading(2 ** 63, { a: 1 });
    await expect(store.write(database().db, bucket, [reading(1, { a: 1 }), tooGreat])).rejects.toThrow('out of range');
    expect(await all(bucket)).toEqual([]);
  });
});

describe('writers at the same time', () => {
  test('overlapping batches in any order neither block each other for good nor lose or miscount a point', async () => {
    const bucket = freshBucket();
    const batches = Array.from({ length: 8 }, (_, writer) => {
      const points = Array.from({ length: 500 }, (_, key) => reading(key, { [`writer ${writer}`]: key }, key % 2 === 0 ? sensor : other));
      return writer % 2 === 0 ? points : points.toReversed();
    });
    const results = await Promise.all(batches.map((batch) => store.write(database().db, bucket, batch)));
    expect(results.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(500);
    expect(results.reduce((sum, { updated }) => sum + updated, 0)).toBe(3500);
    const points = await all(bucket);
    expect(points).toHaveLength(500);
    expect(points.every((point) => Object.keys(point.values).length === 8)).toBe(true);
  });
});
