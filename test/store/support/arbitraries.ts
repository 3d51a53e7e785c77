import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Condition, Key, KeyType, Page, Point, Selection, Value } from '../../../src/store/store.ts';

const text = fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => !value.includes('\0'));

/** What a driver may take for syntax. */
const questionable = ['{1,2}', 'NULL', 'null', '?', ':name', '\\?', '$1'];
const awkwardTexts = ['', 'a', 'B', 'ä', '\uffff', '\u{10000}', '"quoted"', 'back\\slash', "it's", ...questionable];

/** Few keys, so that writes meet; among them the least and the greatest ones. */
export const keys: Record<KeyType, Arbitrary<Key>> = {
  timestamp: fc.oneof(
    fc.integer({ min: 0, max: 12 }).map((hour) => 1_767_225_600_000 + hour * 3_600_000),
    fc.constantFrom(-1, 0, 8.64e15),
  ),
  integer: fc.oneof(fc.integer({ min: -6, max: 6 }), fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER)),
  string: fc.oneof(fc.constantFrom(...awkwardTexts), text),
};

const awkwardNumbers = [1e308, -Number.MAX_VALUE, 5e-324, 0.1 + 0.2, Number.MAX_SAFE_INTEGER, 2 ** 53, 1e21, 1e-7, 2.2250738585072014e-308];

/** Zero has no sign in the store. */
const number = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(...awkwardNumbers, 0, 1))
  .map((value) => value + 0);

export const fieldNames = ['1', '2', 'temperature', '__proto__', 'constructor', 'toJSON', '', 'a"b', 'ключ', '?'];

const field = fc.constantFrom(...fieldNames);

export const value: Arbitrary<Value> = fc.oneof(number, text, fc.constantFrom(...awkwardTexts), fc.boolean(), fc.constant(null));

const metadataValue = fc.oneof(fc.constantFrom('x', 'y', 1, 2, true, false));
const metadata = fc.dictionary(fc.constantFrom('room', '__proto__', 'floor'), metadataValue, { maxKeys: 2, noNullPrototype: true });

export const sourceId = fc.constantFrom(null, '0'.repeat(23) + '1', 'f'.repeat(24));

export function pointOf(keyType: KeyType): Arbitrary<Point> {
  return fc.record({
    sourceId,
    key: keys[keyType],
    values: fc.dictionary(field, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    metadata: fc.oneof(fc.constant(undefined), fc.constant(null), metadata),
  });
}

const condition: Arbitrary<Condition> = fc.record({
  field,
  operator: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
  value: fc.oneof(number, fc.constantFrom(...awkwardTexts), fc.boolean()),
});

export function selectionOf(keyType: KeyType): Arbitrary<Selection> {
  return fc.record(
    {
      from: keys[keyType],
      to: keys[keyType],
      sourceIds: fc.uniqueArray(sourceId, { maxLength: 2 }),
      fields: fc.array(field, { minLength: 1, maxLength: 3 }),
      conditions: fc.array(condition, { maxLength: 2 }),
      metadata,
    },
    { requiredKeys: [] },
  );
}

export const page: Arbitrary<Page> = fc.record({
  order: fc.constantFrom('asc', 'desc'),
  limit: fc.integer({ min: 1, max: 6 }),
  offset: fc.integer({ min: 0, max: 4 }),
});
