import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BucketRef, Key, KeyType, Point, Value } from '../../src/store/store.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.close());

async function call(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  const response = await fetch(server.url + path, { ...init, headers: { 'X-API-Key': server.adminKey, ...init.headers } });
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
  return response;
}

async function post(path: string, body: unknown): Promise<unknown> {
  return (await call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();
}

function member(value: unknown, ...names: string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

let count = 0;
const sourceNames = ['North', '42', 'null', 'a "b", c;\td', "=HYPERLINK('x')"];

interface Made {
  ref: BucketRef;
  /** The ids of sources by their names. */
  ids: Map<string, string>;
}

async function makeBucket(keyType: KeyType, names: readonly string[] = []): Promise<Made> {
  const bucketId = String(member(await post('/api/buckets', { name: `Bucket ${++count}`, keyType }), 'data', 'id'));
  const ids = new Map<string, string>();
  for (const name of names) ids.set(name, String(member(await post(`/api/buckets/${bucketId}/sources`, { name }), 'data', 'id')));
  const row: unknown = await server.environment.db('buckets').where({ id: bucketId }).first('organization_id');
  const organizationId = String(member(row, 'organization_id'));
  return { ref: { organizationId, bucketId, keyType, retentionDays: null, retentionRecords: null }, ids };
}

/** The sources of a bucket by id. */
async function namesIn(bucketId: string): Promise<Map<string, string>> {
  const rows: { id: string; name: string }[] = await server.environment.db('sources').where({ bucket_id: bucketId }).select('id', 'name');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type Named = Omit<Point, 'sourceId'> & { source: string | null };

const texts = [
  '',
  ' ',
  '42',
  '-0',
  '1e3',
  'true',
  'null',
  'NaN',
  '"',
  '""',
  ',',
  ';',
  'a\r\nb',
  '\n',
  '\r',
  '\ufeff',
  '=1+1',
  '{"a":1}',
  'ä\u2028',
  '😀',
];
const text = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((each) => !each.includes('\0')),
);
const numbers = [-0, 0, 1, 1e308, -Number.MAX_VALUE, 5e-324, 0.1 + 0.2, 2 ** 53, -(2 ** 53) - 2, 123456789012345680000, 1e21, 1e-7];
const number = fc.oneof(fc.constantFrom(...numbers), fc.double({ noNaN: true, noDefaultInfinity: true }));
const orNull = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value> => fc.oneof({ weight: 5, arbitrary: value }, fc.constant(null));

/** A field keeps its type. Some have the names of columns. */
const fields: Record<string, fc.Arbitrary<Value>> = Object.fromEntries(
  [
    ['timestamp', number],
    ['sourceId', text],
    ['source', fc.boolean()],
    ['metadata', text],
    ['key', number],
    ['1', number],
    ['__proto__', text],
    ['a"b', number],
    ['x,y:z', fc.boolean()],
    [' ', number],
    ['line\r\nbreak', text],
    ['ключ', text],
  ].map(([name, value]) => [String(name), orNull(typeof value === 'object' ? value : number)]),
);

const values = fc.dictionary(fc.constantFrom(...Object.keys(fields)), fc.constant(null), { minKeys: 1, maxKeys: 5, noNullPrototype: true });
const sourceValues = values.chain((chosen) =>
  fc
    .tuple(...Object.keys(chosen).map((name) => new Map(Object.entries(fields)).get(name) ?? number))
    .map((made) => Object.fromEntries(Object.keys(chosen).map((name, index) => [name, made[index] ?? null]))),
);
const numbered = fc.dictionary(fc.constantFrom('0', '7', '2147483647'), orNull(number), { minKeys: 1, maxKeys: 3, noNullPrototype: true });
const metadata = fc.oneof(
  fc.constant(null),
  fc.dictionary(fc.constantFrom('a', 'b"c', '__proto__'), fc.oneof(text, fc.boolean(), fc.integer(), fc.constant([{ deep: null }])), {
    noNullPrototype: true,
  }),
);

const keysOf: Record<KeyType, fc.Arbitrary<Key>> = {
  timestamp: fc.oneof(
    fc.integer({ min: 0, max: 200 }).map((minute) => 1_768_472_820_000 + minute * 60_001),
    fc.constantFrom(-62_167_219_200_000, -1, 0, 253_402_300_799_999),
  ),
  integer: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER)),
  string: text.filter((key) => key !== ''),
};

function pointOf(keyType: KeyType): fc.Arbitrary<Named> {
  const key = keysOf[keyType];
  const ofSeries = fc.record({ source: fc.constant(null), key, values: numbered, metadata });
  if (keyType !== 'timestamp') return ofSeries;
  return fc.oneof(ofSeries, fc.record({ source: fc.constantFrom(...sourceNames), key, values: sourceValues, metadata }));
}

/** Every point of a bucket with the names of sources. */
async function pointsIn({ ref }: Made): Promise<Named[]> {
  const { store, db } = server.environment;
  const { rows } = await store.points(db, ref, 0, {}, { order: 'asc', limit: 10_000, offset: 0 });
  const names = await namesIn(ref.bucketId);
  const named = rows.map(({ sourceId, ...point }) => ({ source: sourceId === null ? null : (names.get(sourceId) ?? 'unknown'), ...point }));
  return named.sort((a, b) => (JSON.stringify([a.key, a.source]) < JSON.stringify([b.key, b.source]) ? -1 : 1));
}

const recent = { startTime: '2026-01-01T00:00:00Z', endTime: '2026-02-01T00:00:00Z' };

/** What queries say of a bucket, with names for ids. Of rows at one time those of any source may come first. */
async function answersOf({ ref }: Made): Promise<unknown[]> {
  const names = await namesIn(ref.bucketId);
  const neutral = (body: unknown): unknown =>
    JSON.parse([...names].reduce((all, [id, name]) => all.replaceAll(`"${id}"`, JSON.stringify(name)), JSON.stringify(body)));
  const records: unknown = await (await call(`/api/buckets/${ref.bucketId}/records?limit=1000`)).json();
  if (ref.keyType !== 'timestamp') return [records];
  const ask = async (query: object) => {
    const answer = neutral(await post('/api/data/query', { bucketId: ref.bucketId, limit: 1000, ...query }));
    const rows = member(answer, 'data');
    const place = (row: unknown) => JSON.stringify([member(row, 'timestamp'), member(row, 'sourceId')]);
    return [member(answer, 'metadata'), Array.isArray(rows) ? rows.sort((a, b) => (place(a) < place(b) ? -1 : 1)) : rows];
  };
  return [
    await ask({ aggregation: 'count' }),
    await ask({ aggregation: 'last', groupBy: 'hour', ...recent }),
    await ask({ aggregation: 'max', fields: ['timestamp', '1'], groupBy: 'day', ...recent }),
    await ask({ filters: { values: { timestamp: { gt: 0 } } } }),
  ];
}

const ndjson = 'application/x-ndjson';
const ways: { name: string; keyTypes: KeyType[]; accept: string; query: string; import: string; knowsSources: boolean }[] = [
  {
    name: 'NDJSON',
    keyTypes: ['timestamp', 'integer', 'string'],
    accept: ndjson,
    query: '',
    import: '?createSources=true',
    knowsSources: false,
  },
  {
    name: 'NDJSON with names, sources there',
    keyTypes: ['timestamp'],
    accept: ndjson,
    query: '?sourceNames=true',
    import: '',
    knowsSources: true,
  },
  { name: 'CSV', keyTypes: ['integer', 'string'], accept: 'text/csv', query: '', import: '', knowsSources: false },
  {
    name: 'CSV with names',
    keyTypes: ['timestamp'],
    accept: 'text/csv',
    query: '?sourceNames=true',
    import: '?createSources=true',
    knowsSources: false,
  },
];

describe.each(ways.flatMap((way) => way.keyTypes.map((keyType) => ({ ...way, keyType }))))(
  'a bucket keyed by $keyType, exported and imported as $name',
  ({ keyType, accept, query, import: how, knowsSources }) => {
    it('answers as before', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(pointOf(keyType), { maxLength: 12 }), fc.boolean(), async (points, isFolded) => {
          const { store, db } = server.environment;
          const before = await makeBucket(keyType, keyType === 'timestamp' ? sourceNames : []);
          const stored = points.map(({ source, ...point }) => ({
            ...point,
            sourceId: source === null ? null : (before.ids.get(source) ?? ''),
          }));
          await store.write(db, before.ref, stored);
          if (isFolded) await store.maintain(db, before.ref, 0, { all: true });
          const file = Buffer.from(
            await (await call(`/api/buckets/${before.ref.bucketId}/export${query}`, { headers: { Accept: accept } })).arrayBuffer(),
          );
          const after = await makeBucket(keyType, knowsSources ? sourceNames : []);
          const target = `/api/buckets/${after.ref.bucketId}/import${how}`;
          const reply: unknown = await (await call(target, { method: 'POST', headers: { 'Content-Type': accept }, body: file })).json();
          const expected = await pointsIn(before);
          expect(member(reply, 'data', 'inserted')).toBe(expected.length);
          expect(await pointsIn(after)).toStrictEqual(expected);
          expect(await answersOf(after)).toEqual(await answersOf(before));
        }),
        { numRuns: 25 },
      );
    });
  },
);
