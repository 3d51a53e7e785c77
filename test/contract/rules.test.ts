import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { differingFiles } from '../../src/contract/generate/drift.ts';
import type { Catalogue } from '../../src/contract/generate/errors.ts';
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
      (document) => void (createBucket(document)['x-access'] = []),
      'createBucket: x-access must name who may call',
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
      '403 that nobody can get',
      (document) => void (createBucket(document)['x-access'] = ['admin', 'write', 'read']),
      'createBucket: 403 is documented exactly where some kind of key is refused',
    ],
    [
      'Idempotency-Key without 422',
      (document) => void delete createBucket(document).responses['422'],
      'createBucket: 422 and Idempotency-Key belong together',
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
