import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../src/contract/server/body.ts';
import { hasLongInteger } from '../../src/contract/server/long-integer.ts';

/** The same by an expression, which takes ten times as long. */
const longInteger = /(?<=[ \t\n\r:,[]|^)-?\d{16,}(?![\d.eE])/;

const digits = fc.integer({ min: 1, max: 40 }).map((length) => '1234567890'.repeat(4).slice(0, length));
const between = fc.constantFrom('', ' ', ',', '[', ']', ':', '-', '"', '.', 'e', 'a', '\n', '{"a":', '}');

describe('a whole number that a double may not hold', () => {
  it('is found wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(between, digits, between), { maxLength: 12 }), (parts) => {
        const text = parts.flat().join('');
        expect([text, hasLongInteger(Buffer.from(text))]).toEqual([text, longInteger.test(text)]);
      }),
      { numRuns: 5000 },
    );
  });

  it('is looked for in a time that grows with the length only', () => {
    // Were each run read from its start at every sixteenth byte, this would take minutes.
    expect(hasLongInteger(Buffer.alloc(32e6, '1'))).toBe(true);
    expect(hasLongInteger(Buffer.from(`"${'1'.repeat(32e6)}"`))).toBe(false);
  });

  it('is refused with its place, and an id of digits is not', () => {
    expect(() => parseBody(Buffer.from('{"a":[1,-9007199254740993]}'))).toThrow();
    expect(parseBody(Buffer.from('{"a":[9007199254740992,-12345678901234567168],"b":"000000000000000000000002"}'))).toEqual({
      a: [9007199254740992, -12345678901234567168],
      b: '000000000000000000000002',
    });
  });
});
