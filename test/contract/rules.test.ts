import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cellsOf } from '../../src/contract/generate/cells.ts';
import { differingFiles } from '../../src/contract/generate/drift.ts';
import type { Catalogue } from '../../src/contract/generate/errors.ts';
import { emitHandlers } from '../../src/contract/generate/handlers.ts';
import { violations } from '../../src/contract/generate/rules.ts';
import type { OpenApiDocument, OperationObject, Schema } from '../../src/contract/openapi.ts';
import { readDocument } from '../../src/http/application.ts';

let contract: OpenApiDocument;
let catalogue: Catalogue;

beforeAll(async () => {
  contract = await readDocument();
  catalogue = parse(await readFile('openapi/errors.yaml', 'utf8'));
});

/** What the rules say of a contract with one change. */
function broken(change: (document: OpenApiDocument) => void): string[] {
  const copy = structuredClone(contract);
  change(copy);
  return violations(copy, catalogue);
}

function createBucket(document: OpenApiDocument): OperationObject {
  const operation = document.paths['/api/buckets']?.post;
  if (!operation) throw new Error('the contract has no createBucket');
  return operation;
}

/** The contract's first operation as one that takes text beside JSON, and answers nothing. */
function mixed(document: OpenApiDocument, value: unknown, name = 'as-text'): OperationObject {
  const operation = createBucket(document);
  const content = operation.requestBody?.content ?? {};
  content['text/plain'] = { schema: { type: 'string' }, examples: { [name]: { summary: 'Text', value } } };
  const headers = document.components.responses['NotFound']?.headers ?? {};
  operation.responses['204'] = {
    description: 'Nothing',
    headers,
    'x-examples': { 'as-text': { summary: 'x', 'x-given': 'bucket', value: null } },
  };
  return operation;
}

function schema(document: OpenApiDocument, name: string): Schema {
  const found = document.components.schemas[name];
  if (!found) throw new Error(`the contract has no schema ${name}`);
  return found;
}

describe('a rule of the contract that is broken is named with its place', () => {
  it('none is', () => expect(violations(contract, catalogue)).toEqual([]));

  const cases: [string, (document: OpenApiDocument) => void, string][] = [
    [
      'an operation without a scope',
      (document) => void Object.assign(createBucket(document), { 'x-access': [], 'x-role': undefined }),
      'createBucket: x-access or x-role must name who may call',
    ],
    [
      'public and a key at once',
      (document) => createBucket(document)['x-access'].push('public'),
      'createBucket: x-access is public, or some of',
    ],
    [
      'a status without an example',
      (document) => void delete document.components.responses['Unauthorized']?.content?.['application/json']?.examples,
      'listBuckets: 401 application/json has a named example',
    ],
    [
      'a response without X-Request-Id',
      (document) => void delete document.components.responses['NotFound']?.headers?.['X-Request-Id'],
      'getBucket: 404 declares X-Request-Id',
    ],
    [
      'a request example without its answer',
      (document) =>
        Object.assign(createBucket(document).requestBody?.content['application/json']?.examples ?? {}, {
          lonely: { summary: 'x', value: {} },
        }),
      'createBucket: the request example lonely has an answer of its name',
    ],
    [
      'an answer without its request',
      (document) => void delete createBucket(document).requestBody?.content['application/json']?.examples?.['created'],
      'createBucket: 201 created has a request example of its name',
    ],
    [
      'a body without 415',
      (document) => void delete createBucket(document).responses['415'],
      'createBucket: 413 and 415 are documented exactly where there is a body',
    ],
    [
      '403 that nobody can get, or that is missing',
      (document) => void delete createBucket(document).responses['403'],
      'createBucket: 403 is documented exactly where some kind of caller is refused',
    ],
    [
      'a change that tells the audit log nothing',
      (document) => void delete createBucket(document)['x-audit'],
      'createBucket: x-audit says what the audit log is told',
    ],
    [
      'an entry of the audit log that is no type and verb',
      (document) => void Object.assign(createBucket(document), { 'x-audit': 'created' }),
      'createBucket: x-audit says what the audit log is told',
    ],
    [
      'a read that tells the audit log something',
      (document) => void Object.assign(document.paths['/api/buckets']?.get ?? {}, { 'x-audit': 'bucket.read' }),
      'listBuckets: x-audit belongs to operations that change something',
    ],
    [
      'Idempotency-Key without 422',
      (document) => void delete createBucket(document).responses['422'],
      'createBucket: 422 and Idempotency-Key belong together',
    ],
    [
      'JSON that is streamed',
      (document) => {
        const answer = createBucket(document).responses['201'];
        if (answer && 'content' in answer) Object.assign(answer.content?.['application/json'] ?? {}, { 'x-streamed': true });
      },
      'createBucket: 201 application/json is streamed, which only successes that are not JSON are',
    ],
    [
      'a text example that is no text',
      (document) => void mixed(document, { a: 1 }),
      'createBucket: the request example as-text is the text of its text/plain',
    ],
    [
      'one name for two bodies',
      (document) => void mixed(document, 'a', 'created'),
      'createBucket: the request example created is there for one media type only',
    ],
    [
      'an answer without a body that nothing causes',
      (document) => {
        const answer = mixed(document, 'a').responses['204'];
        if (answer && 'x-examples' in answer) delete answer['x-examples'];
      },
      'createBucket: 204 names in x-examples what causes it',
    ],
    [
      '406 where there is nothing to answer',
      (document) => void Object.assign(mixed(document, 'a').responses, { '201': mixed(document, 'a').responses['204'] }),
      'createBucket: 406 is documented exactly where Accept can cause it',
    ],
    [
      'an open object',
      (document) => void delete schema(document, 'BucketCreate').additionalProperties,
      'schemas.BucketCreate: objects say what additionalProperties are',
    ],
    [
      'a property in another case',
      (document) => Object.assign(schema(document, 'Bucket').properties ?? {}, { created_at: { type: 'string', description: 'x' } }),
      'schemas.Bucket.created_at: property names are camelCase',
    ],
    [
      'a property without description',
      (document) => Object.assign(schema(document, 'Bucket').properties ?? {}, { colour: { type: 'string' } }),
      'schemas.Bucket.colour: properties have a description',
    ],
    [
      'a default of another type',
      (document) =>
        Object.assign(schema(document, 'BucketCreate').properties ?? {}, { size: { type: 'integer', default: 'many', description: 'x' } }),
      'schemas.BucketCreate.size: the default is of another type',
    ],
    [
      'an error code without an entry',
      (document) => schema(document, 'ErrorReply').properties?.['code']?.enum?.push('teapot'),
      'schemas.ErrorReply.code has teapot, which errors.yaml lacks',
    ],
    [
      'an entry without its error code',
      (document) => schema(document, 'ErrorReply').properties?.['code']?.enum?.pop(),
      'schemas.ErrorReply.code lacks unavailable of errors.yaml',
    ],
  ];
  it.each(cases)('%s', (_name, change, message) => {
    expect(broken(change).some((found) => found.startsWith(message))).toBe(true);
  });
});

describe('an operation that takes several media types and answers without a body', () => {
  it('is within the rules, and has its types and cells', () => {
    const copy = structuredClone(contract);
    mixed(copy, 'name=Greenhouse');
    expect(violations(copy, catalogue)).toEqual([]);
    expect(emitHandlers(copy)).toContain(
      `input: { contentType: 'application/json'; body: Filled<client.BucketCreate, 'keyType'> } | { contentType: 'text/plain'; body: Buffer };`,
    );
    expect(cellsOf(copy)).toContainEqual({ operation: 'createBucket', status: 204, mediaType: null, example: 'as-text', given: 'bucket' });
  });
});

describe('drift of what is generated', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'telltale-drift-'));
    await cp('generated', join(directory, 'generated'), { recursive: true });
  });

  afterAll(() => rm(directory, { recursive: true }));

  it('is found in changed, new and missing files, not in the built reference', async () => {
    const copy = join(directory, 'generated');
    expect(await differingFiles('generated', copy)).toEqual([]);
    await writeFile(join(copy, 'errors.ts'), '// changed');
    await writeFile(join(copy, 'client', 'new.ts'), '// new');
    await rm(join(copy, 'cells.ts'));
    await rm(join(copy, 'reference'), { recursive: true, force: true });
    expect(await differingFiles('generated', copy)).toEqual(['cells.ts', 'client/new.ts', 'errors.ts']);
  });
});
