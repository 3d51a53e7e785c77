import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKnownIds } from '../../src/areas/data/known-ids.ts';
import { readList } from '../../src/areas/data/read-list.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

// Lists of the same series share what is known of them. What is different must not be taken for the same.
const idOf = (number: number): string => number.toString(16).padStart(24, '0');
const bucketId = idOf(1);

/** A list of one point for each pair of a source and a field. */
const listOf = (bucket: string, pairs: readonly (readonly [string, string])[], minute = 0): string => {
  const timestamp = new Date(Date.UTC(2026, 0, 15, 10, minute)).toISOString();
  const points = pairs.map(([sourceId, field], index) => ({ sourceId, timestamp, values: { [field]: index + 0.5 } }));
  return JSON.stringify({ bucketId: bucket, dataPoints: points });
};

/** The sources and fields that a list's bytes name, value by value. */
function namesIn(pairs: readonly (readonly [string, string])[]): (string | null | undefined)[][] {
  const { batch } = readList(Buffer.from(listOf(bucketId, pairs)))?.list ?? {};
  return Array.from({ length: batch?.count ?? 0 }, (_, i) => {
    const series = batch?.series[batch.seriesOf[i] ?? -1];
    return [series?.sourceId, series?.field];
  });
}

describe('lists one after the other', () => {
  it('keep their own sources and fields, however alike they are', () => {
    const pair = fc.tuple(fc.integer({ min: 10, max: 13 }).map(idOf), fc.constantFrom('a', 'b'));
    const lists = fc.array(fc.array(pair, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lists, (all) => {
        for (const pairs of all) expect(namesIn(pairs)).toEqual(pairs);
      }),
      { numRuns: 2000 },
    );
  });

  it('keep them where there are more sources than were ever seen', () => {
    const many = Array.from({ length: 9000 }, (_, index) => [idOf(1_000_000 + index * 7919), 'a'] as const);
    for (const pairs of [many, many.toReversed(), many.filter((_, index) => index % 3 === 0), many]) expect(namesIn(pairs)).toEqual(pairs);
  });

  it('share the array of their series where it is the same, which nobody can change then', () => {
    const seriesOf = (pairs: readonly (readonly [string, string])[]) => readList(Buffer.from(listOf(bucketId, pairs)))?.list.batch.series;
    const pairs = [idOf(20), idOf(21), idOf(22)].map((id) => [id, 'a'] as const);
    const series = seriesOf(pairs);
    expect(Object.isFrozen(series)).toBe(true);
    expect(seriesOf(pairs)).toBe(series);
    expect(seriesOf(pairs.slice(0, 2))).toHaveLength(2);
    expect(series).toHaveLength(3);
  });
});

it('finds each of many ids, and no other', () => {
  const ids = createKnownIds();
  const bytes = Buffer.from(Array.from({ length: 5000 }, (_, number) => idOf(number)).join(''));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = (number: number): number => number * 24;
  for (let number = 0; number < 4000; number++) {
    expect(ids.find(view, at(number))).toBe(-1);
    expect(ids.add(view, at(number), idOf(number))).toBe(number);
  }
  for (const step of [1, 7, 3999]) for (let n = 0; n < 4000; n++) expect(ids.find(view, at((n * step) % 4000))).toBe((n * step) % 4000);
  for (let number = 4000; number < 5000; number++) expect(ids.find(view, at(number))).toBe(-1);
  expect(ids.texts[3999]).toBe(idOf(3999));
});

describe('a list that was taken before', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  const call = async (method: string, path: string, body?: string): Promise<{ status: number; text: string }> => {
    const headers = { 'X-API-Key': server.adminKey, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
    const response = await fetch(`${server.url}/api${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: response.status, text: await response.text() };
  };
  const make = async (path: string, body: object): Promise<string> =>
    JSON.parse((await call('POST', path, JSON.stringify(body))).text).data.id;
  let buckets = 0;
  const setUp = async (): Promise<{ bucket: string; one: string; two: string }> => {
    const bucket = await make('/buckets', { name: `Lists ${buckets++}` });
    const [one, two] = [
      await make(`/buckets/${bucket}/sources`, { name: 'one' }),
      await make(`/buckets/${bucket}/sources`, { name: 'two' }),
    ];
    return { bucket, one, two };
  };

  it.each([
    [
      'takes another type',
      (path: string) => call('PATCH', path, JSON.stringify({ schema: { a: { type: 'string' } } })),
      'dataPoints[1].values.a',
    ],
    ['was deleted', (path: string) => call('DELETE', path), 'dataPoints[1].sourceId'],
  ])('is refused once one of its sources %s', async (_, change, place) => {
    const { bucket, one, two } = await setUp();
    const pairs = [one, two].map((id) => [id, 'a'] as const);
    for (const minute of [0, 1, 2]) expect((await call('POST', '/data/batch', listOf(bucket, pairs, minute))).status).toBe(201);
    expect((await change(`/buckets/${bucket}/sources/${two}`)).status).toBeLessThan(300);
    const refused = await call('POST', '/data/batch', listOf(bucket, pairs, 3));
    expect({ status: refused.status, hasPlace: refused.text.includes(`body.${place}`) }).toEqual({ status: 400, hasPlace: true });
    expect((await call('POST', '/data/batch', listOf(bucket, pairs.slice(0, 1), 3))).status).toBe(201);
  });

  it('is refused in another bucket, which has no such sources', async () => {
    const { bucket, one } = await setUp();
    const other = await make('/buckets', { name: 'Other' });
    for (const minute of [0, 1]) expect((await call('POST', '/data/batch', listOf(bucket, [[one, 'a']], minute))).status).toBe(201);
    expect((await call('POST', '/data/batch', listOf(other, [[one, 'a']]))).status).toBe(400);
  });

  it('is stored whole after a purge', async () => {
    const { bucket, one, two } = await setUp();
    const pairs = [one, two].map((id) => [id, 'a'] as const);
    for (const minute of [0, 1]) await call('POST', '/data/batch', listOf(bucket, pairs, minute));
    expect((await call('POST', `/buckets/${bucket}/purge`)).status).toBe(200);
    expect((await call('POST', '/data/batch', listOf(bucket, pairs, 2))).text).toContain('"inserted":2');
    const found = await call('POST', '/data/query', JSON.stringify({ bucketId: bucket }));
    expect(JSON.parse(found.text).data).toHaveLength(2);
  });
});
