import { handlers } from '../../src/areas/index.ts';
import type { Context } from '../../src/domain/context.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { createKeys } from '../../src/http/keys.ts';
import { createQuota } from '../../src/http/quota.ts';
import { findOrganizationBySlug } from '../../src/areas/organizations/queries.ts';
import type { Answer, Faults } from '../support/harness.ts';
import { auditMutants } from './audit-mutants.ts';
import { bulkMutants } from './bulk-mutants.ts';
import { lineMutants } from './line-mutants.ts';
import { belief, isOk, rewrite } from './mutant.ts';
import type { Mutant } from './mutant.ts';
import { teamMutants } from './team-mutants.ts';
import { planMutants } from './plan-mutants.ts';

const inHeaders = (change: (headers: Answer['headers'], answer: Answer) => void): Faults => ({
  tamper: (_request, answer) => change(answer.headers, answer),
});

/** Runs a handler as somebody else. */
const asOrganization = (context: Context, organizationId: string): Context => ({
  ...context,
  principal: { ...context.principal, organizationId },
});

export const mutants: Mutant[] = [
  {
    name: 'a required field is dropped',
    operations: ['getBucket'],
    faults: () => rewrite(isOk, (body) => body.replace(/"description":("[^"]*"|null),/, '')),
  },
  {
    name: 'a create answers 200',
    operations: ['createBucket'],
    faults: () => ({ tamper: (_, answer) => void (answer.status === 201 && (answer.status = 200)) }),
  },
  { name: 'Location is lost', operations: ['createSource'], faults: () => inHeaders((headers) => void delete headers['Location']) },
  { name: 'ETag is lost', operations: ['getBucket'], faults: () => inHeaders((headers) => void delete headers['ETag']) },
  {
    name: 'ETag is the same for everything',
    operations: ['updateSource'],
    faults: () => inHeaders((headers) => void ('ETag' in headers && (headers['ETag'] = '"aaaaaaaaaaaaaaaaaaaaaaaaaaa"'))),
  },
  {
    name: 'the media type changes',
    operations: ['listSources'],
    faults: () => inHeaders((headers) => void (headers['Content-Type'] = 'application/problem+json')),
  },
  {
    name: 'a property that nobody documented',
    operations: ['createBucketKey'],
    faults: () => rewrite(isOk, (body) => body.replace('{"data":{', '{"data":{"organizationId":"x",')),
  },
  {
    name: 'a header that nobody documented',
    operations: ['getHealth'],
    faults: () => inHeaders((headers) => void (headers['X-Powered-By'] = 'Express')),
  },
  {
    name: 'a 500 shows its stack',
    operations: ['listBuckets'],
    faults: () =>
      rewrite(
        ({ status }) => status === 500,
        (body) =>
          body.replace('"requestId"', '"details":[{"location":"server","message":"Error: the inside of the server at query"}],"requestId"'),
      ),
  },
  {
    name: 'the request id of the body is another',
    operations: ['listBuckets'],
    faults: () =>
      rewrite(
        ({ status }) => status >= 400,
        (body) => body.replace(/"requestId":"[^"]*"/, '"requestId":"another"'),
      ),
  },
  {
    name: 'the rate headers are lost',
    operations: ['listBuckets'],
    faults: () => inHeaders((headers) => void delete headers['X-RateLimit-Remaining']),
  },
  { name: 'Retry-After is lost', operations: ['queryData'], faults: () => inHeaders((headers) => void delete headers['Retry-After']) },
  {
    name: 'a list counts one too few',
    operations: ['listBuckets'],
    faults: () => rewrite(isOk, (body) => body.replace(/"total":(\d+)/, (_, total: string) => `"total":${Number(total) - 1}`)),
  },
  {
    name: 'a page ends one item early',
    operations: ['listSources'],
    faults: () => rewrite(isOk, (body) => body.replace(/,\{"id":[^}]*\}\]/, ']')),
  },
  {
    name: 'times lose their milliseconds',
    operations: ['getSource'],
    faults: () => rewrite(isOk, (body) => body.replaceAll('.000Z', 'Z')),
  },
  {
    name: 'a list of keys shows what it should not',
    operations: ['listBucketKeys'],
    faults: () => rewrite(isOk, (body) => body.replaceAll('"prefix"', '"key":"tt_w_x","prefix"')),
  },
  {
    name: 'a replay does not say so',
    operations: ['createDataPoint'],
    faults: () => inHeaders((headers) => void delete headers['Idempotent-Replayed']),
  },
  {
    name: 'Allow forgets a method',
    operations: [],
    paths: true,
    faults: () => inHeaders((headers) => void ('Allow' in headers && (headers['Allow'] = String(headers['Allow']).replace('POST, ', '')))),
  },
  {
    name: 'CSV is sent as JSON',
    operations: ['queryData'],
    faults: () => inHeaders((headers) => void (headers['Content-Type'] = 'application/json; charset=utf-8')),
  },
  ...auditMutants,
  ...teamMutants,
  ...planMutants,
  ...bulkMutants,
  ...lineMutants,
  {
    name: 'an average is rounded',
    operations: ['queryData'],
    faults: () => rewrite(isOk, (body) => body.replaceAll(/(\d+\.\d)\d{6,}/g, '$1')),
  },
  {
    name: 'a write key may create buckets',
    operations: ['createBucket'],
    faults: ({ document }) => belief(document, (copy) => void copy.paths['/api/buckets']?.post?.['x-access'].push('write')),
  },
  {
    name: 'a read key may write records',
    operations: ['writeRecords'],
    faults: ({ document }) => belief(document, (copy) => void copy.paths['/api/buckets/{bucketId}']?.post?.['x-access'].push('read')),
  },
  {
    name: 'a read key is refused where it may read',
    operations: ['listRecords'],
    faults: ({ document }) =>
      belief(document, (copy) => void copy.paths['/api/buckets/{bucketId}/records']?.get?.['x-access'].splice(2, 1)),
  },
  {
    name: 'a bucket of another organization is shown',
    operations: ['getBucket'],
    faults: ({ db }) => ({
      // Row-level security alone would find nothing there.
      settings: { TELLTALE_ROW_SECURITY: 'off' },
      overrides: {
        handlers: {
          ...handlers,
          async getBucket(request, context) {
            const owner = await findOrganizationBySlug(db, 'acme');
            return handlers.getBucket(request, asOrganization(context, owner?.id ?? ''));
          },
        },
      },
    }),
  },
  {
    name: 'a foreign id and a missing one are told apart',
    operations: ['getSource'],
    faults: () =>
      rewrite(
        ({ status, headers }) => status === 404 && headers['X-RateLimit-Remaining'] !== undefined,
        (body) => body.replace('"requestId"', `"details":[{"location":"path","message":"${++told}"}],"requestId"`),
      ),
  },
  {
    name: 'If-Match is ignored',
    operations: ['updateBucket'],
    faults: () => ({
      overrides: {
        handlers: { ...handlers, updateBucket: (request, context) => handlers.updateBucket(request, { ...context, ifMatch: undefined }) },
      },
    }),
  },
  {
    name: 'a change is answered and not made',
    operations: ['updateSource'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          async updateSource(request, context) {
            const before = await handlers.getSource({ ...request, body: undefined }, context);
            if (before.status !== 200) throw new Error('the source is not there');
            return { status: 200, body: { data: { ...before.body.data, name: 'North bed by the door', downsampling: false } } };
          },
        },
      },
    }),
  },
  {
    name: 'a delete is answered and not made',
    operations: ['deleteBucketKey'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          deleteBucketKey: async ({ path }) => ({ status: 200, body: { data: { id: path.keyId, deleted: true } } }),
        },
      },
    }),
  },
  {
    name: 'an expired key is let in',
    operations: ['listSources'],
    faults: ({ db }) => ({ overrides: { keys: createKeys(db, { now: () => Date.UTC(2026, 0, 15, 10, 30) }, { idleMs: 86_400_000 }) } }),
  },
  {
    name: 'a revoked key is let in',
    operations: ['listSources'],
    faults: ({ db }) => ({
      overrides: {
        keys: { ...createKeys(db, { now: () => Date.UTC(2026, 0, 15, 10, 30) }, { idleMs: 86_400_000 }), forget: () => undefined },
      },
    }),
  },
  {
    name: 'the quota never ends',
    operations: ['listBuckets'],
    faults: ({ db }) => {
      const quota = createQuota(db, { now: () => Date.UTC(2026, 0, 15, 10, 30) });
      return {
        overrides: { quota: { ...quota, take: async (principal: Principal) => ({ ...(await quota.take(principal)), refusal: null }) } },
      };
    },
  },
  {
    name: 'a body may have unknown properties',
    operations: ['createBucket'],
    faults: ({ document }) => belief(document, (copy) => void delete copy.components.schemas['BucketCreate']?.additionalProperties),
  },
  {
    name: 'limit has no maximum',
    operations: ['listSources'],
    faults: ({ document }) => belief(document, (copy) => void delete copy.components.parameters['Limit']?.schema.maximum),
  },
  {
    name: 'limit has another default',
    operations: ['listBuckets'],
    faults: ({ document }) => belief(document, (copy) => Object.assign(copy.components.parameters['Limit']?.schema ?? {}, { default: 50 })),
  },
  {
    name: 'a timestamp may be any text',
    operations: ['createDataPoints'],
    faults: ({ document }) => belief(document, (copy) => void delete copy.components.schemas['Timestamp']?.format),
  },
  {
    name: 'Idempotency-Key is ignored',
    operations: ['createBucket'],
    faults: ({ document }) => belief(document, (copy) => Object.assign(copy.paths['/api/buckets']?.post ?? {}, { parameters: [] })),
  },
  {
    name: 'a source schema is not enforced',
    operations: ['createDataPoint'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          createDataPoint: (request, context) =>
            handlers.createDataPoint({ ...request, body: { ...request.body, values: { temperature: 21.5 } } }, context),
        },
      },
    }),
  },
];

let told = 0;
