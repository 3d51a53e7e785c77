import { afterAll, beforeAll, expect, test } from 'vitest';
import { at } from '../../src/contract/runner/scenario.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let bucketId: string;

const call = async (method: string, path: string, body?: object) => {
  const headers = { 'X-API-Key': server.adminKey, 'Content-Type': 'application/json' };
  const response = await fetch(server.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
};

beforeAll(async () => {
  server = await startTestServer({ settings: { TELLTALE_MAX_QUERY_POINTS: '30' } });
  bucketId = String(at((await call('POST', '/api/buckets', { name: 'Many' })).body, 'data', 'id'));
  const sourceId = at((await call('POST', `/api/buckets/${bucketId}/sources`, { name: 'One' })).body, 'data', 'id');
  const dataPoints = Array.from({ length: 400 }, (_, i) => ({
    sourceId,
    timestamp: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString(),
    values: { a: i },
  }));
  await call('POST', '/api/data/batch', { bucketId, dataPoints });
});
afterAll(() => server.close());

test('a query that would read too much tells how much, the limit, and what would narrow it', async () => {
  const asked = { bucketId, aggregation: 'p50', startTime: '2026-01-01T00:00:00Z', endTime: '2026-01-02T00:00:00Z' };
  const refused = await call('POST', '/api/data/query', asked);
  expect(refused.status).toBe(400);
  expect(at(refused.body, 'details')).toEqual([
    {
      location: 'body',
      message:
        'would read about 400 points, and this query reads at most 300; bring startTime and endTime closer together; or name sourceIds; or name fields; or aggregate (avg, sum, min, max, count) by hours or longer groups, which are summarized already',
    },
  ]);
  const records = await call('GET', `/api/buckets/${bucketId}/records?limit=200`);
  expect(at(records.body, 'details', 0, 'message')).toMatch(/at most 30; narrow from and to, or lower limit$/);
  expect((await call('POST', '/api/data/query', { ...asked, endTime: '2026-01-01T01:00:00Z' })).status).toBe(200);
});

test('a page by offset beyond the limit is refused, the same page by its time is not', async () => {
  const raw = { bucketId, downsample: false, limit: 20 };
  const refused = await call('POST', '/api/data/query', { ...raw, offset: 200 });
  expect(at(refused.body, 'details', 0, 'message')).toMatch(/^would read about 2\d\d points, .*page by startTime instead of offset/);
  const found = await call('POST', '/api/data/query', { ...raw, startTime: '2026-01-01T03:20:00Z' });
  expect(at(found.body, 'data', 0, 'values')).toEqual({ a: 200 });
});
