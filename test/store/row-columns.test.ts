import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, unpackRows } from '../../src/store/row-columns.ts';
import { fieldNames, sourceId, value } from './support/arbitraries.ts';

const row = fc.record(
  {
    sourceId,
    key: fc.maxSafeInteger(),
    values: fc.dictionary(fc.constantFrom(...fieldNames), fc.oneof(value, fc.constant(-0)), { maxKeys: 4, noNullPrototype: true }),
  },
  { noNullPrototype: true },
);
const metadata = fc.option(fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }), { nil: null });

test('rows come back as they were, from another thread too', () => {
  fc.assert(
    fc.property(fc.array(row), fc.array(metadata, { minLength: 1 }), fc.boolean(), (plain, data, hasMetadata) => {
      const rows = hasMetadata ? plain.map((one, index) => ({ ...one, metadata: data[index % data.length] ?? null })) : plain;
      const back = unpackRows(structuredClone(packRows(rows)));
      expect(back).toStrictEqual(rows);
      for (const [index, { values }] of back.entries()) expect(Object.keys(values)).toEqual(Object.keys(rows[index]?.values ?? {}));
    }),
  );
});
