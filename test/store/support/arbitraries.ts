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

export const sourceId = fc.constantFrom(null, '0'.repeat(23) + '1', 'f'.repeat(24), '0'.repeat(23) + '2', 'a'.repeat(24));

/** Numbered series may change the type of their values. */
const anyValues = fc.dictionary(field, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

const valueTypes = [number, fc.oneof(text, fc.constantFrom(...awkwardTexts)), fc.boolean()] as const;

/** Values of fields whose names tell their types, shifted by `typing`; now and then one of another type. */
function typedValues(typing: number): Arbitrary<Record<string, Value>> {
  const entry = field.chain((name): Arbitrary<[string, Value]> => {
    const own = valueTypes[(fieldNames.indexOf(name) + typing) % valueTypes.length] ?? number;
    const typed = fc.oneof({ weight: 200, arbitrary: own }, { weight: 20, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
    return fc.tuple(fc.constant(name), typed);
  });
  return fc.uniqueArray(entry, { selector: ([name]) => name, minLength: 1, maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

/** A batch that a store with typed fields mostly takes. */
export function pointsOf(keyType: KeyType, size: { minLength?: number; maxLength: number }): Arbitrary<Point[]> {
  const typings = fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) });
  return typings.chain((typing) => {
    const values = typedValues(typing);
    const point = sourceId.chain((id) =>
      fc.record({
        sourceId: fc.constant(id),
        key: keys[keyType],
        values: id === null ? anyValues : values,
        metadata: fc.oneof(fc.constant(undefined), fc.constant(null), metadata),
      }),
    );
    return fc.array(point, size);
  });
}

/** The points without values whose field has another type before, which a source may not have; and none without values. */
export function ofOneType(points: readonly Point[]): Point[] {
  const types = new Map<string, string>();
  return points.flatMap((point) => {
    if (point.sourceId === null) return [point];
    const kept = Object.entries(point.values).filter(([name, own]) => {
      const id = JSON.stringify([point.sourceId, name]);
      if (own !== null && !types.has(id)) types.set(id, typeof own);
      return own === null || types.get(id) === typeof own;
    });
    return kept.length === 0 ? [] : [{ ...point, values: Object.fromEntries(kept) }];
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
