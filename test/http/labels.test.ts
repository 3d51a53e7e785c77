import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, beginScenario, jsonOf, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let scenario: Scenario;
const ids = new Map<string, string>();

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
  scenario = await beginScenario(harness.target);
  await states.bucket(scenario);
  for (const [name, type, labels] of [
    ['a', 'disk', { host: 'one', region: 'eu' }],
    ['b', 'disk', { host: 'two', region: 'eu' }],
    ['c', 'cpu', { host: 'one', 'a:b': 'c:d' }],
    ['d', 'cpu', undefined],
  ] as const) {
    const id = textAt(await make(scenario, sources(), { name, type, labels }), 'data', 'id');
    ids.set(name, id);
    const bucketId = scenario.ids.get('bucketId');
    await make(scenario, '/api/data', { bucketId, sourceId: id, timestamp: '2026-01-15T10:00:00Z', values: { v: name } });
  }
  const record = [{ key: '2026-01-15T10:00:00Z', data: [{ series_key: 1, value: 1 }] }];
  await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}`, record);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

const sources = () => `/api/buckets/${scenario.ids.get('bucketId')}/sources`;
const namesOf = (body: unknown) => {
  const data = at(body, 'data');
  return Array.isArray(data) ? data.map((item: unknown) => textAt(item, 'name')) : [];
};

async function answer(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
  const headers = { 'X-API-Key': scenario.ground.adminKey, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await send(scenario, { method, path, headers, ...text });
  return { status: response.status, body: jsonOf(response) };
}

async function valuesOf(query: object) {
  const { body } = await answer('/api/data/query', { bucketId: scenario.ids.get('bucketId'), ...query });
  const data = at(body, 'data');
  return Array.isArray(data) ? data.map((row: unknown) => at(row, 'values', 'v') ?? at(row, 'values', '1')) : body;
}

describe('a list of sources', () => {
  it.each([
    ['label=host:one', ['a', 'c']],
    ['label=host:one&label=region:eu', ['a']],
    ['label=region:eu&type=disk', ['a', 'b']],
    ['type=cpu', ['c', 'd']],
    ['label=host:three', []],
    ['label=host:one&label=host:one', ['a', 'c']],
    ['', ['a', 'b', 'c', 'd']],
  ])('by %s', async (query, names) => {
    const { body } = await answer(`${sources()}?${query}`);
    expect([namesOf(body), at(body, 'pagination', 'total')]).toEqual([names, names.length]);
  });

  it('refuses two values of one label', async () => {
    const { status, body } = await answer(`${sources()}?label=host:one&label=host:two`);
    expect([status, at(body, 'details', 0, 'location')]).toEqual([400, 'query.label[1]']);
  });
});

describe('a query', () => {
  it.each([
    [{ filters: { labels: { host: 'one' } } }, ['a', 'c']],
    [{ filters: { labels: { 'a:b': 'c:d' } } }, ['c']],
    [{ filters: { labels: { host: 'one' }, type: 'disk' } }, ['a']],
    [{ filters: { type: 'nothing' } }, []],
    [{ filters: { labels: { host: 'one' } }, aggregation: 'last' }, ['a', 'c']],
    [{}, [1, 'a', 'b', 'c', 'd']],
  ])('%j finds the points of those sources only', async (query, values) => {
    expect(await valuesOf(query)).toEqual(values);
  });

  it('finds those that it names and that have the labels', async () => {
    const sourceIds = [ids.get('a'), ids.get('b')];
    expect(await valuesOf({ sourceIds, filters: { labels: { host: 'one' } } })).toEqual(['a']);
  });
});

describe('labels', () => {
  it('are replaced by a change, and stay without one', async () => {
    const path = `${sources()}/${ids.get('d')}`;
    const labelled = await answer(path, { labels: { z: '1', __proto__x: '2', constructor: '3' } }, 'PATCH');
    expect(JSON.stringify(at(labelled.body, 'data', 'labels'))).toBe('{"__proto__x":"2","constructor":"3","z":"1"}');
    expect(at((await answer(path, { description: 'x' }, 'PATCH')).body, 'data', 'labels')).toEqual(at(labelled.body, 'data', 'labels'));
    expect(await valuesOf({ filters: { labels: { constructor: '3' } } })).toEqual(['d']);
    expect(at((await answer(path, { labels: {} }, 'PATCH')).body, 'data', 'labels')).toEqual({});
  });

  it('are counted and bounded', async () => {
    const many = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`label${index}`, 'x']));
    for (const labels of [many, { a: '' }, { a: 'x'.repeat(257) }, { ['x'.repeat(101)]: 'a' }, { a: 1 }, null])
      expect((await answer(sources(), { name: 'e', labels })).status).toBe(400);
  });
});
