import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketRef } from '../../src/areas/buckets/resource.ts';
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
let bucketId = '';
const ids = new Map<string, string>();
const timestamp = '2026-01-15T10:00:00Z';

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db, { settings: { TELLTALE_MAX_SERIES: '6' } });
  scenario = await beginScenario(harness.target);
  await states.bucket(scenario);
  bucketId = scenario.ids.get('bucketId') ?? '';
  for (const name of ['one', 'two']) {
    const source = { name, labels: { host: name, region: 'eu' } };
    ids.set(name, textAt(await make(scenario, `/api/buckets/${bucketId}/sources`, source), 'data', 'id'));
  }
  await write('/api/data', { sourceId: ids.get('one'), timestamp, values: { number: 1, text: 'a', isOn: true } });
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

/** What a write is answered: the status, and the places that are wrong. */
async function write(path: string, body: object) {
  const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json' };
  const text = JSON.stringify(Array.isArray(body) ? body : { bucketId, ...body });
  const response = await send(scenario, { method: 'POST', path, headers, body: text });
  const places = at(jsonOf(response), 'details');
  const details = Array.isArray(places) ? places.map((place: unknown) => [textAt(place, 'location'), textAt(place, 'message')]) : [];
  return { status: response.status, details };
}

describe('a field that would change its type is named with its place and both types', () => {
  const wanted = (field: string, given: string, stored: string) => `is a ${given}, but the field ${field} of this source holds ${stored}`;

  it('of one point', async () => {
    const point = { sourceId: ids.get('one'), timestamp, values: { number: 'x', text: null, isOn: 1 } };
    expect(await write('/api/data', point)).toEqual({
      status: 400,
      details: [
        ['body.values.number', wanted('number', 'string', 'numbers')],
        ['body.values.isOn', wanted('isOn', 'number', 'booleans')],
      ],
    });
  });

  it('of a batch', async () => {
    const point = (sourceId: string | undefined, values: object) => ({ sourceId, timestamp, values });
    const dataPoints = [
      point(ids.get('two'), { number: 'free' }),
      point(ids.get('one'), { number: null, text: 'b' }),
      point(ids.get('one'), { text: false }),
    ];
    expect(await write('/api/data/batch', { dataPoints })).toEqual({
      status: 400,
      details: [['body.dataPoints[2].values.text', wanted('text', 'boolean', 'strings')]],
    });
  });

  it('of columns', async () => {
    const timestamps = [timestamp, '2026-01-15T10:01:00Z'];
    const series = [
      { sourceId: ids.get('one'), field: 'number', values: [1, 2] },
      { sourceId: ids.get('one'), field: 'text', values: [null, 5] },
    ];
    expect(await write('/api/data/columns', { timestamps, series })).toEqual({
      status: 400,
      details: [['body.series[1].values[1]', wanted('text', 'number', 'strings')]],
    });
  });
});

describe('a bucket that is deleted while a write is on its way', () => {
  it.each(['timestamp', 'string'] as const)('is not found, and nothing of the write stays: keyed by %s', async (keyType) => {
    const id = textAt(await make(scenario, '/api/buckets', { name: `gone ${keyType}`, keyType }), 'data', 'id');
    const record = [{ key: keyType === 'string' ? 'one' : timestamp, data: [{ series_key: 1, value: 1 }] }];
    expect((await write(`/api/buckets/${id}`, record)).status).toBe(200);
    // As the deletion leaves the store, with the bucket as the write has read it.
    await harness.store.drop(database.db, bucketRef(await database.db('buckets').where({ id }).first()));
    expect((await write(`/api/buckets/${id}`, record)).status).toBe(404);
  });
});

describe('too many series', () => {
  const message =
    'would give the bucket more than 6 series (fields of sources); the sources with the most are "one" with 3; ' +
    'the labels with the most values are "host" with 2, "region" with 1; use fewer sources or fields, or another bucket';

  it('are refused whole, with the largest sources and labels named', async () => {
    const values = { a: 1, b: 2, c: 3, d: 4 };
    expect(await write('/api/data', { sourceId: ids.get('two'), timestamp, values })).toEqual({
      status: 400,
      details: [['body', message]],
    });
  });

  it('of numbered ones too', async () => {
    const data = [1, 2, 3, 4].map((key) => ({ series_key: key, value: key }));
    expect(await write(`/api/buckets/${bucketId}`, [{ key: timestamp, data }])).toEqual({ status: 400, details: [['body', message]] });
    expect((await write(`/api/buckets/${bucketId}`, [{ key: timestamp, data: data.slice(0, 3) }])).status).toBe(200);
    const sources = 'the sources with the most are the numbered series together with 3, "one" with 3;';
    expect((await write('/api/data', { sourceId: ids.get('two'), timestamp, values: { a: 1 } })).details[0]?.[1]).toContain(sources);
  });
});
