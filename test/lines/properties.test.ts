import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeriesTable } from '../../src/areas/lines/table.ts';
import '../support/properties.ts';
import { printLine, readLine } from './support/naive.ts';
import type { LinePoint } from './support/naive.ts';
import { now, parse, pointsOf } from './support/points.ts';

// A name that ends with a backslash cannot be written: the backslash would escape what follows.
const names = (most: number) =>
  fc
    .oneof(
      fc.string({ unit: fc.constantFrom(...'ab,= \\"#ü漢'), minLength: 1, maxLength: 8 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }),
    )
    .filter((text) => !text.endsWith('\\') && !/[\x00-\x1f\x7f]/.test(text) && text.isWellFormed());
const values = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0') && text.isWellFormed()),
  fc.string({ unit: fc.constantFrom(...'ab,= \\"#\n'), maxLength: 8 }),
);
const dictionary = <T>(value: fc.Arbitrary<T>, minKeys: number) =>
  fc.dictionary(names(10), value, { minKeys, maxKeys: 5, noNullPrototype: true }).filter((object) => !Object.hasOwn(object, '__proto__'));
const points: fc.Arbitrary<LinePoint> = fc.record({
  measurement: names(10).filter((text) => !/^[# ]/.test(text)),
  tags: dictionary(names(10), 0),
  fields: dictionary(values, 1),
  time: fc.option(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })),
});

/** Points as the parser answers them. */
const expected = (point: LinePoint): LinePoint => ({ ...point, time: point.time ?? now });
const canonical = (point: LinePoint) => ({
  ...point,
  tags: new Map(Object.entries(point.tags)),
  fields: new Map(Object.entries(point.fields)),
});

describe('line protocol', () => {
  it('that was printed is read as it was', () => {
    const table = createSeriesTable();
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\n\n# x\n'), (list, end) => {
        const parsed = parse(list.map(printLine).join(end), 'ns', table);
        expect(parsed.problems).toEqual([]);
        expect(pointsOf(parsed).map(canonical)).toEqual(list.map(expected).map(canonical));
      }),
      { numRuns: 500 },
    );
  });

  it('is taken and refused as by the plain reader', () => {
    const words = [
      'm',
      'cpu',
      ',',
      '=',
      ' ',
      '\\',
      '"',
      '1',
      '-',
      '.',
      'i',
      'u',
      'e5',
      't',
      'true',
      'NaN',
      '#',
      'ü',
      '\r',
      '\t',
      'v=1',
      ',t=a',
      '"x"',
      '1700000000000000000',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 14 }), (parts) => {
        const line = parts.join('');
        const parsed = parse(line);
        let point: LinePoint | null | undefined;
        try {
          point = readLine(line);
        } catch {
          point = undefined;
        }
        const verdict = parsed.bad > 0 ? 'bad' : parsed.good > 0 ? 'good' : 'nothing';
        expect([line, verdict]).toEqual([line, point === undefined ? 'bad' : point === null ? 'nothing' : 'good']);
        if (point) expect(pointsOf(parsed).map(canonical)).toEqual([canonical(expected(point))]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('that is damaged never throws, counts every line, and names places that exist', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.constantFrom('delete', 'insert', 'replace'), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 5 }), damage, (list, steps) => {
        const bytes = [...Buffer.from(list.map(printLine).join('\n'))];
        for (const [at, step, byte] of steps)
          bytes.splice(at % (bytes.length + 1), step === 'insert' ? 0 : 1, ...(step === 'delete' ? [] : [byte]));
        const body = Buffer.from(bytes);
        const parsed = parse(body);
        const lines = body.toString('utf8').split('\n');
        expect(parsed.problems).toHaveLength(Math.min(parsed.bad, 20));
        expect(new Set(parsed.lineOf.subarray(0, parsed.count)).size).toBe(parsed.good);
        for (const { line, column, message } of parsed.problems) {
          expect(message).not.toBe('');
          expect(line >= 1 && line <= lines.length && column >= 1).toBe(true);
          expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? '')].length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
