import { hash, randomBytes } from 'node:crypto';
import fastify from 'fastify';
import { serveParent } from '../child.ts';
import { bucket, bucketId, manyOperations, places } from './sample.ts';

// The yardstick: Fastify with the contract's schemas, one route for each operation, and a look-up of the key. With DUTIES
// it does what the contract asks of every answer too: request id, entity tag, the key known by its hash alone.
const duties = process.env['DUTIES'] === 'on';
const key = process.env['KEY'] ?? '';
const fixedHeaders = { 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' };
const keys = new Set([duties ? hash('sha256', key, 'base64') : key]);
const { components } = await manyOperations();
const { ResourceId } = components.schemas;

const app = fastify({ ajv: { customOptions: { strict: false, allErrors: true } } });
app.addSchema({ $id: 'contract', components: { schemas: components.schemas } });
app.addHook('onRequest', async (request, reply) => {
  const sent = String(request.headers['x-api-key']);
  if (!keys.has(duties ? hash('sha256', sent, 'base64') : sent)) return reply.code(401).send({ error: 'Unauthorized' });
  if (duties) reply.headers({ 'X-Request-Id': randomBytes(12).toString('hex'), ...fixedHeaders });
  return undefined;
});
if (duties)
  app.addHook('onSend', async (request, reply, payload) => {
    const tag = `"${hash('sha1', String(payload), 'base64url')}"`;
    reply.header('ETag', tag);
    if (request.headers['if-none-match'] === tag) reply.code(304);
  });

const body = { $ref: 'contract#/components/schemas/BucketCreate' };
const answer = { $ref: 'contract#/components/schemas/BucketReply' };
const params = { type: 'object', properties: { bucketId: ResourceId }, required: ['bucketId'], additionalProperties: false };
const querystring = { type: 'object', properties: {}, additionalProperties: false };
const headers = (name: string) => ({ type: 'object', properties: { [name]: { type: 'string', minLength: 1, maxLength: 255 } } });
for (const name of places) {
  const get = { params, querystring, headers: headers('if-none-match'), response: { 200: answer } };
  const post = { body, querystring, headers: headers('idempotency-key'), response: { 201: answer } };
  app.get(`/api/${name}/:bucketId`, { schema: get }, async () => bucket);
  app.post(`/api/${name}`, { schema: post }, async (_request, reply) => {
    reply.code(201).header('Location', `/api/${name}/${bucketId}`);
    return bucket;
  });
}
const url = await app.listen({ port: 0, host: '127.0.0.1' });
serveParent(Number(new URL(url).port));
