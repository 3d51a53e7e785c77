import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../generated/client/client/index.ts';
import * as sdk from '../../generated/client/sdk.gen.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
});

afterAll(async () => {
  await harness.close();
  await database.close();
});

describe('the generated TypeScript client', () => {
  it('makes a bucket, fills it, queries it and deletes it', async () => {
    const { adminKey } = await harness.target.begin();
    const client = createClient({
      baseUrl: harness.target.baseUrl,
      auth: ({ scheme }) => (scheme === 'bearer' ? adminKey : undefined),
      throwOnError: true,
    });
    const bucket = (await sdk.createBucket({ client, body: { name: 'Weather' }, throwOnError: true })).data.data;
    const path = { bucketId: bucket.id };
    const source = (await sdk.createSource({ client, path, body: { name: 'Roof' }, throwOnError: true })).data.data;
    const dataPoints = [20, 22].map((temperature, index) => ({
      sourceId: source.id,
      timestamp: `2026-01-15T10:0${index}:00Z`,
      values: { temperature },
    }));
    await sdk.createDataPoints({ client, body: { bucketId: bucket.id, dataPoints }, throwOnError: true });
    const { data } = await sdk.queryData({
      client,
      body: { bucketId: bucket.id, aggregation: 'avg', groupBy: 'hour' },
      throwOnError: true,
    });
    expect(typeof data === 'object' ? data.data : data).toEqual([
      { timestamp: '2026-01-15T10:00:00.000Z', sourceId: source.id, values: { temperature: 21 } },
    ]);
    const deleted = await sdk.deleteBucket({ client, path, throwOnError: true });
    expect(deleted.data.data.deletedResources).toEqual({ sources: 1, keys: 0, dataPoints: 2 });
  });

  it('answers a refusal as the documented error', async () => {
    const { error, response } = await sdk.getBucket({
      client: createClient({ baseUrl: harness.target.baseUrl }),
      path: { bucketId: 'f'.repeat(24) },
    });
    expect([response?.status, error?.code]).toEqual([401, 'unauthenticated']);
  });
});
