import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBody } from '../../src/contract/server/body.ts';
import { queryReply, rowResource } from '../../src/areas/data/resource.ts';
import { exactJson, withExactNumbers } from '../../src/domain/exact-json.ts';
import { packRows } from '../../src/store/row-columns.ts';

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(0, -0, 2 ** 53, 2 ** 53 + 2, -123_456_789_012_345_680_000, 1e20, 1e21, 5e-324, 0.1 + 0.2),
);
const row = fc.record({
  sourceId: fc.constantFrom(null, '6968c1a80000000000000001', '6968c1a80000000000000002'),
  key: fc.integer({ min: Date.UTC(0, 0, 1), max: Date.parse('9999-12-31T23:59:59.999Z') }),
  values: fc.dictionary(
    fc.constantFrom('a', '"\\', 'é\n', '__proto__'),
    fc.oneof(numbers, fc.boolean(), fc.constant(null), fc.constantFrom('', 'on', '"', 'é\u2028😀')),
    { noNullPrototype: true },
  ),
});
const page = { order: 'asc', limit: 1000, offset: 0 } as const;

describe('the bytes of an aggregate', () => {
  test('is the JSON of its rows, and every number in it can be sent back', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), fc.constantFrom(1, 1, 1, 200), (some, times) => {
        // So many that the first buffer is too small.
        const rows = Array.from({ length: times }, () => some).flat();
        const reply = queryReply({ rows: packRows(rows), hasMore: false, page, downsamplingApplied: false, aggregation: 'last' }, 'UTC');
        const text = exactJson(reply).toString();
        const plain = { data: withExactNumbers(rows.map(rowResource), true), metadata: reply.metadata };
        expect(text).toBe(exactJson(plain));
        expect(reply.data).toStrictEqual(plain.data);
        expect(parseBody(Buffer.from(text))).toStrictEqual(JSON.parse(text));
      }),
    );
  });
});
