import { describe, expect, test } from 'vitest';
import type { Condition, Selection, Value } from '../../src/store/store.ts';
import { freshBucket } from './support/model.ts';
import { other, reading, sensor, useStore, whole } from './support/store.ts';

const { store, database } = useStore();

/** The keys of the points that a selection finds among points of a numbered series `a`, numbered from 0. */
async function found(values: readonly Value[], selection: Selection): Promise<unknown[]> {
  const bucket = freshBucket({ keyType: 'integer' });
  await store.write(
    database().db,
    bucket,
    values.map((value, key) => reading(key, { a: value }, null)),
  );
  return (await store.points(database().db, bucket, 0, selection, whole)).rows.map((point) => point.key);
}

describe('conditions', () => {
  const mixed: Value[] = [1, 2.5, '1', true, false, null, '', 'true', 1e308, -1];

  test.each<[Condition['operator'], Condition['value'], number[]]>([
    ['eq', 1, [0]],
    ['ne', 1, [1, 8, 9]],
    ['gt', 1, [1, 8]],
    ['gte', 2.5, [1, 8]],
    ['lt', 2.5, [0, 9]],
    ['lte', -1, [9]],
    ['eq', '1', [2]],
    ['ne', '1', [6, 7]],
    ['gt', '', [2, 7]],
    ['eq', true, [3]],
    ['ne', true, [4]],
    ['lt', true, [4]],
  ])('%s %j keeps values of its type only', async (operator, value, keys) => {
    expect(await found(mixed, { conditions: [{ field: 'a', operator, value }] })).toEqual(keys);
  });

  test('compare strings by code point, whatever the language of the database', async () => {
    const texts = ['a', 'B', 'b', 'ä', 'Z', '\uffff', '\u{10000}'];
    expect(await found(texts, { conditions: [{ field: 'a', operator: 'gt', value: 'a' }] })).toEqual([2, 3, 5, 6]);
    expect(await found(texts, { conditions: [{ field: 'a', operator: 'lt', value: '\u{10000}' }] })).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('compare neighbouring floats exactly', async () => {
    const floats = [0.1 + 0.2, 0.3, 2 ** 53 - 1, 2 ** 53];
    const between: Condition[] = [
      { field: 'a', operator: 'gt', value: 0.3 },
      { field: 'a', operator: 'lt', value: 1 },
    ];
    expect(await found(floats, { conditions: between })).toEqual([0]);
    expect(await found(floats, { conditions: [{ field: 'a', operator: 'eq', value: 2 ** 53 - 1 }] })).toEqual([2]);
  });

  test('look at fields that the answer leaves out', async () => {
    const bucket = freshBucket();
    await store.write(database().db, bucket, [reading(1, { a: 1, b: 1 }), reading(2, { a: 2, b: 2 }), reading(3, { a: 3 })]);
    const selection: Selection = { fields: ['b'], conditions: [{ field: 'a', operator: 'gt', value: 1 }] };
    const { rows } = await store.points(database().db, bucket, 0, selection, whole);
    expect(rows).toEqual([{ ...reading(2, { b: 2 }), metadata: null }]);
  });
});

test('metadata must have all members that are asked for', async () => {
  const bucket = freshBucket();
  const metadata = [{ room: 'a', floor: 1 }, { room: 'a', floor: 2, open: true }, { room: ['a'] }, null];
  await store.write(
    database().db,
    bucket,
    metadata.map((each, key) => ({ ...reading(key, { a: 1 }), metadata: each })),
  );
  const keys = async (wanted: Selection['metadata']) =>
    (await store.points(database().db, bucket, 0, { metadata: wanted }, whole)).rows.map((point) => point.key);
  expect(await keys({ room: 'a' })).toEqual([0, 1]);
  expect(await keys({ room: 'a', floor: 2 })).toEqual([1]);
  expect(await keys({ open: true })).toEqual([1]);
  expect(await keys({ floor: '1' })).toEqual([]);
  expect(await keys({})).toEqual([0, 1, 2, 3]);
});

test('sources and fields: all when absent, none when the list is empty', async () => {
  const bucket = freshBucket();
  const points = [reading(1, { a: 1, b: null }, null), reading(1, { a: 2 }, sensor), reading(1, { b: 3 }, other)];
  await store.write(database().db, bucket, points);
  const values = async (selection: Selection) =>
    (await store.points(database().db, bucket, 0, selection, whole)).rows.map((point) => point.values);
  expect(await values({})).toEqual([{ a: 1, b: null }, { a: 2 }, { b: 3 }]);
  expect(await values({ sourceIds: [null] })).toEqual([{ a: 1, b: null }]);
  expect(await values({ sourceIds: [other, null] })).toEqual([{ a: 1, b: null }, { b: 3 }]);
  expect(await values({ sourceIds: [] })).toEqual([]);
  expect(await values({ fields: ['b'] })).toEqual([{ b: null }, { b: 3 }]);
  expect(await values({ fields: ['b', 'c'] })).toEqual([{ b: null }, { b: 3 }]);
  expect(await values({ fields: ['a', 'b'], sourceIds: [sensor] })).toEqual([{ a: 2 }]);
  expect(await values({ fields: [] })).toEqual([]);
});
