import { connect } from 'node:net';
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

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
  scenario = await beginScenario(harness.target);
  await states.source(scenario);
  // A source that takes any field.
  const reply = await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}/sources`, { name: 'Anything' });
  scenario.ids.set('sourceId', textAt(reply, 'data', 'id'));
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

async function post(path: string, body: string | Buffer) {
  const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json' };
  const response = await send(scenario, { method: 'POST', path, headers, body });
  return { status: response.status, body: jsonOf(response) };
}

/** A point whose values or metadata are given as JSON text. */
function point(members: string): string {
  return `{"bucketId":"${scenario.ids.get('bucketId')}","sourceId":"${scenario.ids.get('sourceId')}",${members}}`;
}

const places = (body: unknown) => {
  const details = at(body, 'details');
  return Array.isArray(details) ? details.map((detail: unknown) => at(detail, 'location')) : [];
};

describe('what cannot be stored as it is, is refused at its place', () => {
  it.each([
    ['a number beyond doubles', '"values":{"a":1e999}', 'body.values.a'],
    ['a NUL character', '"values":{"a":"x\\u0000y"}', 'body.values.a'],
    ['a NUL character in a name', '"values":{"a\\u0000":1}', 'body.values'],
    ['half of a surrogate pair', '"values":{"a":1},"metadata":{"deep":[{"b":"\\ud83d"}]}', 'body.metadata.deep[0].b'],
    ['30 February', '"values":{"a":1},"timestamp":"2026-02-30T00:00:00Z"', 'body.timestamp'],
    ['29 February of a common year', '"values":{"a":1},"timestamp":"2026-02-29T00:00:00Z"', 'body.timestamp'],
    ['a leap second', '"values":{"a":1},"timestamp":"2016-12-31T23:59:60Z"', 'body.timestamp'],
    ['a year of five digits', '"values":{"a":1},"timestamp":"12026-01-01T00:00:00Z"', 'body.timestamp'],
    ['a time before the year 0 by its offset', '"values":{"a":1},"timestamp":"0000-01-01T00:00:00+23:59"', 'body.timestamp'],
    ['metadata nested too deep', `"values":{"a":1},"metadata":{"a":${'['.repeat(9)}1${']'.repeat(9)}}`, 'body.metadata'],
    ['a thousand levels of metadata', `"values":{"a":1},"metadata":{"a":${'['.repeat(1000)}1${']'.repeat(1000)}}`, 'body.metadata'],
    ['an array as value', '"values":{"a":[1]}', 'body.values.a'],
  ])('%s', async (_name, members, location) => {
    const { status, body } = await post('/api/data', point(members));
    expect({ status, code: at(body, 'code'), places: places(body) }).toEqual({
      status: 400,
      code: 'validation_failed',
      places: [location],
    });
  });

  it('an integer that a double cannot hold', async () => {
    const { status, body } = await post('/api/data', point('"values":{"a":9007199254740993}'));
    expect(status).toBe(400);
    expect(at(body, 'details', 0, 'message')).toContain('9007199254740993 cannot be held exactly');
  });

  it('a long integer below ten thousand levels of arrays', async () => {
    const { status, body } = await post('/api/data', `${'['.repeat(10_000)}9007199254740993${']'.repeat(10_000)}`);
    expect(status).toBe(400);
    expect(String(at(body, 'code'))).toMatch(/^(malformed_json|validation_failed)$/);
  });

  it('a NUL in the query and in the path', async () => {
    const headers = { 'X-API-Key': scenario.ground.adminKey };
    const query = await send(scenario, { method: 'GET', path: `/api/buckets/${scenario.ids.get('bucketId')}/records?from=a%00`, headers });
    expect([query.status, places(jsonOf(query))]).toEqual([400, ['query.from']]);
    const path = await send(scenario, { method: 'GET', path: '/api/buckets/%00', headers });
    expect([path.status, places(jsonOf(path))]).toEqual([400, ['path.bucketId']]);
  });

  it('malformed escapes in the query', async () => {
    const headers = { 'X-API-Key': scenario.ground.adminKey };
    for (const query of ['limit=%', 'limit=%E0%A4%A', 'limit=%ff']) {
      const response = await send(scenario, { method: 'GET', path: `/api/buckets?${query}`, headers });
      expect([query, response.status, places(jsonOf(response))]).toEqual([query, 400, ['query']]);
    }
  });

  it('every mistake at once', async () => {
    const { body } = await post('/api/buckets?colour=green', '{"name":" ","keyType":"colour","retentionDays":0,"extra":1}');
    expect(places(body)).toEqual(['query.colour', 'body.extra', 'body.name', 'body.keyType', 'body.retentionDays']);
  });

  it('the first twenty bad items of a batch, with their index', async () => {
    const dataPoints = Array.from({ length: 100 }, (_, index) => ({
      sourceId: scenario.ids.get('sourceId'),
      values: index % 2 ? { a: [] } : { a: 1 },
    }));
    const { status, body } = await post('/api/data/batch', JSON.stringify({ bucketId: scenario.ids.get('bucketId'), dataPoints }));
    expect(status).toBe(400);
    expect(places(body)).toEqual(Array.from({ length: 20 }, (_, index) => `body.dataPoints[${index * 2 + 1}].values.a`));
  });
});

describe('what can be stored comes back as it was', () => {
  const values = {
    'tenth and fifth': 0.1 + 0.2,
    least: 5e-324,
    most: 1.7976931348623157e308,
    'largest integer': 9007199254740991,
    text: 'Grüße, 漢字, 👩‍👩‍👧‍👦, "quoted", \\ and \n a line',
    empty: '',
    no: false,
    missing: null,
  };

  it('numbers, texts and booleans', async () => {
    const timestamp = '2026-01-15T09:00:00.123Z';
    expect((await post('/api/data', point(`"timestamp":"${timestamp}","values":${JSON.stringify(values)}`))).status).toBe(201);
    const { body } = await post(
      '/api/data/query',
      JSON.stringify({ bucketId: scenario.ids.get('bucketId'), startTime: timestamp, endTime: '2026-01-15T09:00:00.124Z' }),
    );
    expect(at(body, 'data', 0, 'values')).toEqual(values);
    expect(at(body, 'data', 0, 'timestamp')).toBe(timestamp);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the name %s for fields, metadata and schemas', async (name) => {
    const text = `{${JSON.stringify(name)}:7}`;
    const timestamp = '2026-01-15T08:00:00.000Z';
    const stored = await post('/api/data', point(`"timestamp":"${timestamp}","values":${text},"metadata":${text}`));
    expect([stored.status, JSON.stringify(at(stored.body, 'data', 'values')), JSON.stringify(at(stored.body, 'data', 'metadata'))]).toEqual(
      [201, text, text],
    );
    const query = { bucketId: scenario.ids.get('bucketId'), fields: [name], startTime: timestamp, endTime: '2026-01-15T08:00:01.000Z' };
    const read = await post('/api/data/query', JSON.stringify(query));
    expect([JSON.stringify(at(read.body, 'data', 0, 'values')), JSON.stringify(at(read.body, 'data', 0, 'metadata'))]).toEqual([
      text,
      text,
    ]);
    const grouped = await post('/api/data/query', JSON.stringify({ ...query, aggregation: 'sum', groupBy: 'hour' }));
    expect(JSON.stringify(at(grouped.body, 'data', 0, 'values'))).toBe(text);
    const schema = `{${JSON.stringify(name)}:{"type":"number"}}`;
    const source = await post(
      `/api/buckets/${scenario.ids.get('bucketId')}/sources`,
      `{"name":${JSON.stringify(`Source ${name}`)},"schema":${schema}}`,
    );
    expect([source.status, JSON.stringify(at(source.body, 'data', 'schema'))]).toEqual([201, schema]);
    expect(
      (
        await post(
          '/api/data',
          `{"bucketId":"${scenario.ids.get('bucketId')}","sourceId":"${textAt(source.body, 'data', 'id')}","values":{"valueOf":1}}`,
        )
      ).status,
    ).toBe(400);
  });

  it('times with offsets and fine fractions, to the millisecond', async () => {
    const stored = await post('/api/data', point('"timestamp":"2026-01-15T12:30:00.123999+05:30","values":{"a":1}'));
    expect(at(stored.body, 'data', 'timestamp')).toBe('2026-01-15T07:00:00.123Z');
  });

  it('the later of two values with one time in a batch', async () => {
    const item = (value: number) => ({
      sourceId: scenario.ids.get('sourceId'),
      timestamp: '2026-01-15T06:00:00Z',
      values: { a: value, [`only${value}`]: value },
    });
    const stored = await post(
      '/api/data/batch',
      JSON.stringify({ bucketId: scenario.ids.get('bucketId'), dataPoints: [item(1), item(2), item(3)] }),
    );
    expect(at(stored.body, 'data')).toEqual({ accepted: 3, inserted: 1, updated: 0 });
    const read = await post(
      '/api/data/query',
      JSON.stringify({ bucketId: scenario.ids.get('bucketId'), startTime: '2026-01-15T06:00:00Z', endTime: '2026-01-15T06:00:01Z' }),
    );
    expect(at(read.body, 'data', 0, 'values')).toEqual({ a: 3, only1: 1, only2: 2, only3: 3 });
  });
});

describe('bodies that are too much', () => {
  it('100 MB are refused by their length, and the connection stays of use', async () => {
    const size = 100 * 1024 * 1024;
    const response = await send(scenario, {
      method: 'POST',
      path: '/api/data/batch',
      headers: { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json' },
      body: Buffer.alloc(size, ' '),
    });
    expect(response.status).toBe(413);
    expect((await send(scenario, { method: 'GET', path: '/api/health', headers: {} })).status).toBe(200);
  });

  it('a million levels of arrays', async () => {
    const { status } = await post('/api/data/batch', '['.repeat(1_000_000) + ']'.repeat(1_000_000));
    expect(status).toBe(400);
  });

  it('a body that ends early does not take the server down', async () => {
    const { port } = new URL(harness.target.baseUrl);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.end(
          `POST /api/buckets HTTP/1.1\r\nHost: x\r\nX-API-Key: ${scenario.ground.adminKey}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na`,
        );
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect((await send(scenario, { method: 'GET', path: '/api/health', headers: {} })).status).toBe(200);
  });
});
