import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlers } from '../../src/areas/index.ts';
import { at, beginScenario, jsonOf, send } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { readDocument } from '../../src/http/application.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

/** What the handler of createDataPoints was given last. */
let seen: { contentType?: unknown; body?: unknown };
let database: TestDatabase;
let harness: Harnessed;
let scenario: Scenario;

/** The server with an operation that takes text beside JSON, and answers how long the body was. */
beforeAll(async () => {
  database = await openTestDatabase();
  const document = structuredClone(await readDocument());
  const operation = document.paths['/api/data/batch']?.post;
  // This handler writes nothing that an answer could be kept with.
  delete operation?.['x-gathered'];
  const content = operation?.requestBody?.content ?? {};
  content['text/csv'] = { schema: { type: 'string' } };
  content['application/x-ndjson'] = { schema: { type: 'string' } };
  harness = await startHarness(database.db, {
    overrides: {
      document,
      handlers: {
        ...handlers,
        async createDataPoints(request) {
          seen = request;
          return { status: 201, body: { data: { accepted: 0, inserted: 0, updated: 0 } } };
        },
      },
    },
  });
  scenario = await beginScenario(harness.target);
  await states.source(scenario);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

async function post(path: string, headers: Record<string, string>, body: string | Buffer) {
  const all = { 'X-API-Key': scenario.ground.adminKey, ...headers };
  const response = await send(scenario, { method: 'POST', path, headers: all, body });
  return { status: response.status, body: jsonOf(response), headers: response.headers };
}

const json = { 'Content-Type': 'application/json' };
const batch = (headers: Record<string, string>, body: string | Buffer) => post('/api/data/batch', headers, body);
const point = () =>
  `{"bucketId":"${scenario.ids.get('bucketId')}","sourceId":"${scenario.ids.get('sourceId')}","values":{"temperature":1}}`;
const told = (body: unknown) => `${String(at(body, 'details', 0, 'location'))} ${String(at(body, 'details', 0, 'message'))}`;

describe('a body of one of several media types', () => {
  it.each([
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; charset=UTF-8; header=present', 'text/csv'],
    ['application/x-ndjson', 'application/x-ndjson'],
  ])('reaches the handler as the bytes that were sent: %s', async (sent, contentType) => {
    const bytes = Buffer.from('a,b\n\u00e4,\0', 'latin1');
    expect((await batch({ 'Content-Type': sent }, bytes)).status).toBe(201);
    expect(seen).toMatchObject({ contentType, body: bytes });
  });

  it('is parsed and judged when it is JSON', async () => {
    const body = { bucketId: scenario.ids.get('bucketId'), dataPoints: [{ sourceId: 'f'.repeat(24), values: { a: 1 } }] };
    expect((await batch(json, JSON.stringify(body))).status).toBe(201);
    expect(seen).toMatchObject({ contentType: 'application/json', body });
    const wrong = await batch(json, '{}');
    expect([wrong.status, at(wrong.body, 'code')]).toEqual([400, 'validation_failed']);
  });

  it('of another type or charset is refused with the names of those that are taken', async () => {
    for (const type of ['text/plain', 'text/csv; charset=latin1', 'text/csv, application/json', '']) {
      const { status, body } = await batch({ 'Content-Type': type }, 'x');
      expect([type, status]).toEqual([type, 415]);
      expect(told(body)).toBe(
        'header.Content-Type must be application/json or text/csv or application/x-ndjson, in UTF-8 where it says a charset',
      );
    }
  });

  it('belongs to its Idempotency-Key with its type', async () => {
    const key = { 'Idempotency-Key': 'types-1' };
    expect((await batch({ ...key, 'Content-Type': 'text/csv' }, 'same')).status).toBe(201);
    expect((await batch({ ...key, 'Content-Type': 'application/x-ndjson' }, 'same')).status).toBe(422);
    const repeat = await batch({ ...key, 'Content-Type': 'text/csv', 'Content-Encoding': 'gzip' }, gzipSync('same'));
    expect([repeat.status, repeat.headers['idempotent-replayed']]).toEqual([201, 'true']);
  });
});

describe('a compressed body', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['identity', Buffer.from],
  ] as const)('is read as what it was before: %s', async (encoding, encode) => {
    const { status, body } = await post('/api/data', { ...json, 'Content-Encoding': encoding }, encode(point()));
    expect([status, at(body, 'data', 'values')]).toEqual([201, { temperature: 1 }]);
  });

  it('of several members is one body', async () => {
    const text = point();
    const members = Buffer.concat([gzipSync(text.slice(0, 20)), gzipSync(text.slice(20))]);
    expect((await post('/api/data', { ...json, 'Content-Encoding': 'gzip' }, members)).status).toBe(201);
  });

  it('that inflates to more than the limit is refused before it is inflated whole', async () => {
    const before = process.memoryUsage();
    for (const [path, megabytes] of [
      ['/api/data', 1],
      ['/api/data/batch', 1000],
    ] as const) {
      const bomb = bombOf(megabytes);
      const { status, body } = await post(path, { ...json, 'Content-Encoding': 'gzip' }, bomb);
      expect([path, status, at(body, 'code')]).toEqual([path, 413, 'payload_too_large']);
    }
    expect(process.memoryUsage().rss - before.rss).toBeLessThan(300e6);
  });

  it('that is broken, cut short or another than its header says is told apart from bad JSON', async () => {
    const whole = gzipSync(point());
    const flipped = Buffer.from(whole);
    flipped[20] = ~(flipped[20] ?? 0) & 0xff;
    const bodies = {
      whole: Buffer.from(point()),
      short: whole.subarray(0, -9),
      flipped,
      other: deflateSync(point()),
      empty: Buffer.alloc(0),
    };
    for (const [name, body] of Object.entries(bodies)) {
      const answer = await post('/api/data', { ...json, 'Content-Encoding': 'gzip' }, body);
      expect([name, answer.status, at(answer.body, 'code')]).toEqual([name, 400, 'validation_failed']);
      expect(told(answer.body)).toMatch(/^body is not the gzip that Content-Encoding says: /);
    }
  });

  it('of another encoding is refused with the names of those that are taken', async () => {
    for (const encoding of ['br', 'gzip, gzip', 'constructor']) {
      const { status, body } = await post('/api/data', { ...json, 'Content-Encoding': encoding }, brotliCompressSync(point()));
      expect([encoding, status]).toEqual([encoding, 415]);
      expect(told(body)).toBe('header.Content-Encoding must be absent or one of gzip, deflate, identity');
    }
  });
});

/** Many megabytes of nothing in little gzip: members of one megabyte each. */
function bombOf(megabytes: number): Buffer {
  const member = gzipSync(Buffer.alloc(1024 * 1024, ' '));
  return Buffer.concat(Array.from({ length: megabytes }, () => member));
}
