import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBucket } from '../../src/areas/buckets/service.ts';
import { createDataColumns } from '../../src/areas/data/columns.ts';
import { createDataPoint, createDataPoints } from '../../src/areas/data/ingest.ts';
import { createSource, deleteSource } from '../../src/areas/sources/service.ts';
import type { Context } from '../../src/domain/context.ts';
import type { Store } from '../../src/store/store.ts';
import { contextOf } from '../support/context.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

// What becomes of points whose source is deleted between the look at it and the write.
let server: TestServer;
let context: Context;

beforeAll(async () => {
  server = await startTestServer();
  context = await contextOf(server);
});

afterAll(() => server.close());

/** The context of a request whose source goes just before its values are written. */
function losing(bucketId: string, sourceId: string): Context {
  const writeColumns: Store['writeColumns'] = async (...write) => {
    await deleteSource(context, bucketId, sourceId);
    return context.store.writeColumns(...write);
  };
  return { ...context, store: { ...context.store, writeColumns } };
}

const timestamp = '2026-01-15T10:30:00Z';
type Write = (to: Context, bucketId: string, sourceId: string, keptId: string) => Promise<unknown>;
const writes: Record<string, [write: Write, location: string]> = {
  'a point': [(to, bucketId, sourceId) => createDataPoint(to, { bucketId, sourceId, timestamp, values: { a: 1 } }), 'body.sourceId'],
  'a batch': [
    (to, bucketId, sourceId, keptId) =>
      createDataPoints(to, { bucketId, dataPoints: [keptId, sourceId].map((id) => ({ sourceId: id, timestamp, values: { a: 1 } })) }),
    'body.dataPoints[1].sourceId',
  ],
  columns: [
    (to, bucketId, sourceId, keptId) =>
      createDataColumns(to, {
        bucketId,
        timestamps: [timestamp],
        series: [keptId, sourceId].map((id) => ({ sourceId: id, field: 'a', values: [1] })),
      }),
    'body.series[1].sourceId',
  ],
};

describe.each(Object.entries(writes))('%s for a source that is deleted meanwhile', (_, [write, location]) => {
  it.each([
    ['had points', true],
    ['had none', false],
  ])('is refused, and nothing is stored that nobody sees, where the source %s', async (_name, hadPoints) => {
    const { bucket } = await createBucket(context, { name: context.ids.resourceId(), keyType: 'timestamp' });
    const [kept, gone] = [
      await createSource(context, bucket.id, { name: 'Kept', type: '', downsampling: true }),
      await createSource(context, bucket.id, { name: 'Gone', type: '', downsampling: true }),
    ];
    await createDataPoint(context, { bucketId: bucket.id, sourceId: kept.id, timestamp, values: { a: 1 } });
    if (hadPoints) await createDataPoint(context, { bucketId: bucket.id, sourceId: gone.id, timestamp, values: { a: 1 } });
    await expect(write(losing(bucket.id, gone.id), bucket.id, gone.id, kept.id)).rejects.toMatchObject({
      code: 'validation_failed',
      details: [{ location, message: 'is not a source of the bucket' }],
    });
    const ref = {
      organizationId: bucket.organization_id,
      bucketId: bucket.id,
      keyType: 'timestamp',
      retentionDays: null,
      retentionRecords: null,
    } as const;
    expect(await context.store.extent(context.db, ref, 0, {})).toMatchObject({ points: 1 });
  });
});
