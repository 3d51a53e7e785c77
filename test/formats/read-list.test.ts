import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeList } from '../../src/areas/data/list.ts';
import { readList } from '../../src/areas/data/read-list.ts';
import type { ReadList } from '../../src/areas/data/read-list.ts';
import { parseBody } from '../../src/contract/server/body.ts';
import { createValidators } from '../../src/contract/server/validators.ts';
import { readDocument } from '../../src/http/application.ts';
import { joinLocation } from '../../src/domain/location.ts';

const validate = createValidators(await readDocument())
  .named('DataBatch')
  .quick();
const bucketId = '6968c1a80000000000000001';
const ids = ['6968c1a80000000000000002', '6968c1a80000000000000003', 'ffffffffffffffffffffffff'];
const rules = new Map(ids.map((id) => [id, { id, schema: null }]));
const now = 12_345;

/** What the general way makes of a body; undefined when it refuses it. */
function general(bytes: Buffer): ReadList | undefined {
  try {
    const body: unknown = parseBody(bytes);
    if (!validate(body)) return undefined;
    const { dataPoints, ...rest } = asBatch(body);
    const list = decodeList(
      dataPoints,
      new Map([...rules, ...dataPoints.map(({ sourceId: id }) => [id, { id, schema: null }] as const)]),
      now,
      String,
    );
    return { ...rest, points: dataPoints.length, sourceIds: [...new Set(dataPoints.map(({ sourceId }) => sourceId))], list };
  } catch {
    return undefined;
  }
}

interface Batch {
  bucketId: string;
  dataPoints: { sourceId: string; values: Record<string, number> }[];
}
const isBatch = (body: unknown): body is Batch => typeof body === 'object' && body !== null;
function asBatch(body: unknown): Batch {
  if (!isBatch(body)) throw new Error('the schema has let something else through');
  return body;
}

/** Every value with its series, however these are numbered, and the item that it stood in. */
function valuesOf({ list: { batch, itemOf } }: ReadList) {
  return Array.from({ length: batch.count }, (_, i) => {
    const { sourceId, field } = batch.series[batch.seriesOf[i] ?? -1] ?? {};
    const kind = batch.kinds === null ? 3 : batch.kinds[i];
    const number = batch.numbers[i] ?? 0;
    const key = Number.isNaN(batch.keys[i]) ? now : batch.keys[i];
    const text = joinLocation('', [String(sourceId), String(field)]);
    return `${itemOf[i]} ${text} ${key} ${kind} ${kind === 4 ? batch.texts[number] : Object.is(number, -0) ? '-0' : number}`;
  }).sort();
}

function expectSame(bytes: Buffer): boolean {
  const quick = readList(bytes);
  if (quick === undefined) return false;
  const slow = general(bytes);
  expect(slow, `only the quick way took ${bytes.toString('latin1')}`).toBeDefined();
  if (slow === undefined) return true;
  expect({ bucketId: quick.bucketId, points: quick.points, sourceIds: quick.sourceIds }).toEqual({
    bucketId: slow.bucketId,
    points: slow.points,
    sourceIds: slow.sourceIds,
  });
  expect(valuesOf(quick)).toEqual(valuesOf(slow));
  return true;
}

const space = fc.constantFrom('', '', '', ' ', '\n  ', '\t', '\r\n');
const numberText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.constantFrom(
    '-0',
    '0',
    '-0.0',
    '1e5',
    '1E+2',
    '2.50e-3',
    '1e400',
    '01',
    '1.',
    '.5',
    '-',
    '9007199254740993',
    '123456789012345',
    '0.1000000000000000055',
    '9007199254740993.0',
    '1e-400',
  ),
);
const textValue = fc.oneof(
  fc.constantFrom('""', '"on"', '"a b,}{[]:"', '"\\n"', '"\\u0000"', '"é"', '"\u007f"', `"${'x'.repeat(1024)}"`, `"${'x'.repeat(1025)}"`),
  fc.string().map((text) => JSON.stringify(text)),
);
const value = fc.oneof(
  { weight: 6, arbitrary: numberText },
  { weight: 2, arbitrary: textValue },
  { weight: 1, arbitrary: fc.constantFrom('true', 'false', 'null', 'nul', '{}', '[1]') },
);
const field = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('"a"', '"value"', '"10"', '"9"', '"__proto__"', '"constructor"') },
  { weight: 1, arbitrary: fc.constantFrom('""', '"é"', '"\\u0061"', `"${'f'.repeat(100)}"`, `"${'f'.repeat(101)}"`) },
);
const time = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
      .map((date) => `"${date.toISOString()}"`),
  },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 86_400_000 }).map((ms) => `"${new Date(Date.UTC(2026, 0, 15) + ms).toISOString()}"`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '"2026-01-15T10:30:00Z"',
      '"2026-01-15T10:30:00+02:00"',
      '"2026-01-15T10:30:00.123456789Z"',
      '"2026-01-15T24:00:00Z"',
      '"2026-02-30T10:00:00Z"',
      '"2026-01-15T10:30:00.1a3Z"',
      '1768472820000',
      '"now"',
      '"2026-01-15T10:60:00.000Z"',
      '"2026-01-15T10:30:00,000Z"',
    ),
  },
);

/** The text of an object, with spaces. */
const object = (members: readonly (readonly [string, string])[], spaces: readonly string[]): string => {
  const gap = (index: number): string => spaces[index % spaces.length] ?? '';
  return `{${gap(0)}${members.map(([name, text], index) => `${name}${gap(index)}:${gap(index + 1)}${text}${gap(index + 2)}`).join(`,${gap(1)}`)}}`;
};
const spaces = fc.array(space, { minLength: 1, maxLength: 4 });
const id = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...ids) },
  { weight: 1, arbitrary: fc.constantFrom('', ids[0]?.toUpperCase() ?? '', 'x') },
);
const item = fc
  .tuple(
    id,
    fc.option(time, { nil: undefined, freq: 6 }),
    fc.array(fc.tuple(field, value), { minLength: 0, maxLength: 4, size: 'max' }),
    spaces,
    fc.array(fc.integer(), { minLength: 4, maxLength: 4 }),
    fc.integer({ min: 0, max: 30 }),
  )
  .map(([sourceId, timestamp, values, gaps, order, odd]) => {
    const members: [string, string][] = [
      ['"sourceId"', JSON.stringify(sourceId)],
      ['"values"', object(values, gaps)],
    ];
    if (timestamp !== undefined) members.push(['"timestamp"', timestamp]);
    if (odd === 0) members.push(['"metadata"', '{"room":"a"}']);
    if (odd === 1) members.push(['"sourceId"', JSON.stringify(sourceId)]);
    if (odd === 2) members.push(['"values"', '{"a":1}']);
    if (odd === 3) members.push(['"valuer"', '{"a":1}']);
    const ordered = members.map((member, index) => [order[index] ?? 0, member] as const).sort(([a], [b]) => a - b);
    return object(
      ordered.map(([, member]) => member),
      gaps,
    );
  });
const body = fc.tuple(fc.array(item, { maxLength: 3 }), spaces).map(([items, gaps]) =>
  object(
    [
      ['"bucketId"', JSON.stringify(bucketId)],
      ['"dataPoints"', `[${items.join(',')}]`],
    ],
    gaps,
  ),
);

/** Points that stand alike in their bytes. */
const alike = fc
  .tuple(
    spaces,
    fc.uniqueArray(field, { minLength: 1, maxLength: 3 }),
    fc.array(
      fc.tuple(
        id,
        time,
        fc.array(
          fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String) }, { weight: 1, arbitrary: value }),
          { minLength: 3, maxLength: 3 },
        ),
      ),
      { minLength: 2, maxLength: 6 },
    ),
  )
  .map(([gaps, names, items]) => {
    const points = items.map(([sourceId, timestamp, numbers]) =>
      object(
        [
          ['"sourceId"', JSON.stringify(sourceId)],
          ['"timestamp"', timestamp],
          [
            '"values"',
            object(
              names.map((name, index) => [name, numbers[index] ?? '0'] as const),
              gaps,
            ),
          ],
        ],
        gaps,
      ),
    );
    return object(
      [
        ['"bucketId"', JSON.stringify(bucketId)],
        ['"dataPoints"', `[${points.join(',')}]`],
      ],
      gaps,
    );
  });

const usual = (values: string): string =>
  `{"bucketId":"${bucketId}","dataPoints":[{"sourceId":"${ids[0]}","timestamp":"2026-01-15T10:30:00.000Z","values":${values}}]}`;

describe('a list that is read from its bytes', () => {
  test('is what the general way makes of it, or left to that', () => {
    let taken = 0;
    fc.assert(
      fc.property(body, (text) => {
        if (expectSame(Buffer.from(text))) taken++;
      }),
      { numRuns: 30_000 },
    );
    expect(taken).toBeGreaterThan(1000);
  });

  test('of points that stand alike is what the general way makes of it, or left to that', () => {
    let taken = 0;
    fc.assert(
      fc.property(alike, (text) => {
        if (expectSame(Buffer.from(text))) taken++;
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(1000);
  });

  test('with a byte changed, left out or put in is what the general way makes of it, or left to that', () => {
    const bytes = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...Buffer.from('{}[]",:0123456789abcdef.eE+-tfn \\')));
    fc.assert(
      fc.property(fc.oneof(body, alike), fc.nat(), bytes, fc.constantFrom(0, 1, 2), (text, place, byte, kind) => {
        const whole = Buffer.from(text);
        const at = place % whole.length;
        expectSame(
          Buffer.concat([whole.subarray(0, at), ...(kind === 1 ? [] : [Buffer.of(byte)]), whole.subarray(kind === 2 ? at : at + 1)]),
        );
      }),
      { numRuns: 30_000 },
    );
  });

  test.each(['{"a":1}', '{"a":-0,"b":"on","c":true,"d":false,"e":null,"f":1.25e3}', '{"a":0.1234567890123456789}'])(
    'is taken: %s',
    (values) => {
      expect(expectSame(Buffer.from(usual(values)))).toBe(true);
    },
  );

  test.each([
    '{}',
    '{"a":1,"a":2}',
    '{"a":"\\n"}',
    '{"a":9007199254740993}',
    '{"a":1e999}',
    '{"a":[1]}',
    '{"é":1}',
    '{"a":1,}',
    '{"a":1}}',
  ])('is left alone: %s', (values) => {
    expect(readList(Buffer.from(usual(values)))).toBeUndefined();
  });

  test('has at most 10,000 points', () => {
    const point = `{"sourceId":"${ids[0]}","values":{"a":1}}`;
    const of = (count: number) =>
      Buffer.from(`{"bucketId":"${bucketId}","dataPoints":[${Array.from({ length: count }, () => point).join(',')}]}`);
    expect(readList(of(10_000))?.points).toBe(10_000);
    expect(readList(of(10_001))).toBeUndefined();
  });
});
