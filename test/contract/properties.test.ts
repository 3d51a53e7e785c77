import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import document from '../../generated/openapi.json' with { type: 'json' };
import * as generated from '../../generated/client/zod.gen.ts';
import { bodyExamplesOf, jsonBodyOf, operationsOf } from '../../src/contract/openapi.ts';
import type { OpenApiDocument, Schema } from '../../src/contract/openapi.ts';
import { at, beginScenario, jsonOf, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { violationsOf } from '../../src/contract/runner/violations.ts';
import { createValidators } from '../../src/contract/server/validators.ts';
import { readDocument } from '../../src/http/application.ts';
import { arbitraryOf } from '../support/arbitrary.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let contract: OpenApiDocument;
let independent: Ajv2020;

beforeAll(async () => {
  contract = await readDocument();
  independent = new Ajv2020({ strict: false, validateSchema: false });
  formats.default(independent);
  independent.addSchema(document, 'contract');
});

const bodies = Object.entries(document.paths).flatMap(([, item]) =>
  Object.values(item).flatMap((operation) =>
    typeof operation === 'object' && 'requestBody' in operation && 'application/json' in operation.requestBody.content
      ? [operation.operationId]
      : [],
  ),
);

/** An operation's body schema, and the three that judge it: the server's, an independent one, and the client's. */
function judgesOf(id: string) {
  const operation = operationsOf(contract).find((one) => one.id === id);
  const schema: Schema | undefined = operation && jsonBodyOf(operation)?.schema;
  if (!operation || !schema?.$ref) throw new Error(`${id} has no body`);
  const name = schema.$ref.split('/').at(-1) ?? '';
  const client: ZodType | undefined = Object.entries(generated).find(([key]) => key === `z${name}`)?.[1];
  const server = createValidators(contract).body(operation);
  const other = independent.getSchema(`contract${schema.$ref}`);
  if (!client || !server || !other) throw new Error(`${id} lacks a validator`);
  return {
    schema,
    client,
    server,
    other,
    examples: bodyExamplesOf(contract, operation).filter(({ mediaType }) => mediaType === 'application/json'),
  };
}

describe.each(bodies)('the body of %s', (id) => {
  it('that the schema makes is taken by the server, an independent validator and the client', () => {
    const { schema, client, server, other } = judgesOf(id);
    fc.assert(
      fc.property(arbitraryOf(contract, schema), (body) => {
        expect(other(structuredClone(body))).toBe(true);
        expect(server.quick()(structuredClone(body))).toBe(true);
        expect(server.thorough()(structuredClone(body))).toBe(true);
        const parsed = client.safeParse(structuredClone(body));
        expect(parsed.error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('that breaks one keyword is refused by the server and an independent validator', () => {
    const { schema, server, other, examples } = judgesOf(id);
    for (const example of examples)
      for (const { rule, location, value } of violationsOf(contract, schema, example.value, 'body')) {
        if (rule === 'x-maxDepth') continue;
        expect([location, rule, other(structuredClone(value)), server.quick()(structuredClone(value))]).toEqual([
          location,
          rule,
          false,
          false,
        ]);
      }
  });
});

describe('pages', () => {
  let database: TestDatabase;
  let harness: Harnessed;
  let scenario: Scenario;
  const names = Array.from({ length: 23 }, (_, index) => `Source ${index}`);

  beforeAll(async () => {
    database = await openTestDatabase();
    harness = await startHarness(database.db);
    scenario = await beginScenario(harness.target);
    await states.bucket(scenario);
    for (const name of names) await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}/sources`, { name });
    const records = names.map((_, index) => ({ k: index * 60_000, d: [{ sk: 1, v: index }] }));
    await make(scenario, `/api/buckets/${scenario.ids.get('bucketId')}`, records);
  });

  afterAll(async () => {
    await harness.close();
    await database.close();
  });

  /** Everything that a list shows, page by page. */
  async function walk(path: string, limit: number): Promise<unknown[]> {
    const found: unknown[] = [];
    for (let offset = 0; ; offset += limit) {
      const response = await send(scenario, {
        method: 'GET',
        path: `${path}?limit=${limit}&offset=${offset}`,
        headers: { 'X-API-Key': scenario.ground.adminKey },
      });
      const page = jsonOf(response);
      const data = at(page, 'data');
      if (!Array.isArray(data)) throw new Error('no page');
      found.push(...data);
      expect(data.length).toBeLessThanOrEqual(limit);
      if (at(page, 'pagination', 'hasMore') === false) return found;
      expect(data).toHaveLength(limit);
    }
  }

  it.each([1, 2, 5, 22, 23, 24, 1000])('of %i sources show each once, in order', async (limit) => {
    const found = await walk(`/api/buckets/${scenario.ids.get('bucketId')}/sources`, limit);
    expect(found.map((source) => textAt(source, 'name'))).toEqual(names);
  });

  it.each([1, 7, 23, 24])('of %i records show each once, in order', async (limit) => {
    const found = await walk(`/api/buckets/${scenario.ids.get('bucketId')}/records`, limit);
    expect(found.map((record) => at(record, 'data', 0, 'value'))).toEqual(names.map((_, index) => index));
  });
});
