import type { BucketCreate, BucketReply } from '../../../generated/client/types.gen.ts';
import type { OpenApiDocument, PathItem } from '../../../src/contract/openapi.ts';
import { readDocument } from '../../../src/http/application.ts';

/** `GET` and `POST` at as many places make 150 operations. */
export const places = Array.from({ length: 75 }, (_, index) => `place${index}`);

/** The place whose operations are called; it is in the middle. */
export const place = 'place37';

export const bucketId = '6968c1f00000000000000001';

/** What every server answers. */
export const bucket: BucketReply = {
  data: {
    id: bucketId,
    name: 'Greenhouse',
    description: 'Climate of the two greenhouses',
    keyType: 'timestamp',
    retentionDays: null,
    retentionRecords: null,
    dashboardId: null,
    createdAt: '2026-01-15T10:30:00.000Z',
    updatedAt: '2026-01-15T10:30:00.000Z',
    counts: { sources: 2, keys: 2, dataPoints: 720 },
  },
};

/** What is posted. */
export const newBucket: BucketCreate = { name: 'Greenhouse', description: 'Climate of the two greenhouses', retentionDays: 365 };

/** The contract, with the real operations `getBucket` and `createBucket` copied to all places. */
export async function manyOperations(): Promise<OpenApiDocument> {
  const document = await readDocument();
  const one = document.paths['/api/buckets/{bucketId}'];
  const all = document.paths['/api/buckets'];
  if (!one?.get || !all?.post) throw new Error('the contract has no buckets');
  const { parameters, get } = one;
  const { post } = all;
  const copies = places.flatMap((name): [string, PathItem][] => [
    [`/api/${name}/{bucketId}`, { parameters, get: { ...get, operationId: `${name}Get` } }],
    [`/api/${name}`, { post: { ...post, operationId: `${name}Create` } }],
  ]);
  return { ...document, paths: { ...document.paths, ...Object.fromEntries(copies) } };
}
