import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createBucket, deleteBucket } from '../../src/areas/buckets/service.ts';
import { createSource, deleteSource } from '../../src/areas/sources/service.ts';
import { importBucket } from '../../src/areas/transfer/import.ts';
import { createLineIndex } from '../../src/areas/transfer/problems.ts';
import type { Context } from '../../src/domain/context.ts';
import type { InTurns } from '../../src/domain/turns.ts';
import '../support/properties.ts';
import { contextOf } from '../support/context.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let context: Context;
let bucketId: string;
let sourceId: string;

beforeAll(async () => {
  server = await startTestServer();
  context = await contextOf(server);
});
afterAll(() => server.close());

beforeEach(async () => {
  const { bucket } = await createBucket(context, { name: context.ids.resourceId(), keyType: 'timestamp' });
  bucketId = bucket.id;
  sourceId = (await createSource(context, bucketId, { name: 'Roof', type: 'sensor', downsampling: true })).id;
});

const usual = { createSources: false, timestampFormat: 'ms', delimiter: 'comma', decimal: 'point' } as const;
const types = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** Imports a body; `between` is done at the first pause. Answers how often others had their turn too. */
async function send(type: keyof typeof types, body: string | Buffer, between: () => Promise<unknown> = async () => undefined) {
  let pauses = 0;
  const inTurns: InTurns = async (steps) => {
    let step = steps.next();
    while (!step.done) {
      try {
        if (step.value !== undefined) await step.value;
      } catch (error) {
        step = steps.throw(error);
        continue;
      }
      if (pauses++ === 0) await between();
      step = steps.next();
    }
    return step.value;
  };
  const result = await importBucket({ ...context, inTurns }, bucketId, usual, types[type], Buffer.from(body));
  return { result, pauses };
}

async function refusal(type: keyof typeof types, body: string | Buffer, between?: () => Promise<unknown>): Promise<unknown> {
  const error: unknown = await send(type, body, between).catch((thrown: unknown) => thrown);
  return error;
}

const points = async () => {
  const ref = {
    organizationId: context.principal.organizationId,
    bucketId,
    keyType: 'timestamp',
    retentionDays: null,
    retentionRecords: null,
  } as const;
  return (await context.store.extent(context.db, ref, 0, {})).points;
};

const rows = 5000;
const bodies = {
  csv: () => ['timestamp,sourceId,a', ...Array.from({ length: rows }, (_, index) => `${index},${sourceId},${index}`)],
  ndjson: () => [
    '',
    ...Array.from({ length: rows }, (_, index) => `{"timestamp":${index},"sourceId":"${sourceId}","values":{"a":${index}}}`),
  ],
};

describe.each(['csv', 'ndjson'] as const)('a long import of %s', (type) => {
  it('lets others in between, and is stored whole', async () => {
    const { result, pauses } = await send(type, bodies[type]().join('\n'), async () => expect(await points()).toBe(0));
    expect(pauses).toBeGreaterThan(3);
    expect(result).toEqual({ accepted: rows, inserted: rows, updated: 0, sourcesCreated: 0 });
    expect(await points()).toBe(rows);
  });

  it('stores nothing when its source goes in between', async () => {
    const error = await refusal(type, bodies[type]().join('\n'), () => deleteSource(context, bucketId, sourceId));
    expect(error).toMatchObject({ code: 'validation_failed', details: [{ message: 'is not a source of the bucket' }] });
    expect(await points()).toBe(0);
  });

  it('finds nothing when its bucket goes in between', async () => {
    expect(await refusal(type, bodies[type]().join('\n'), () => deleteBucket(context, bucketId))).toMatchObject({
      code: expect.stringMatching(/not_found|validation_failed/),
    });
  });

  it('names wrong lines wherever they stand', async () => {
    const lines = bodies[type]();
    for (const at of [1, 2500, 4999]) lines[at] = String(lines[at]).replace(/\d+(?=\D*$)/, '1e999');
    const error = await refusal(type, lines.join('\n'));
    expect(error).toMatchObject({
      details: [2, 2501, 5000].map((line) => ({ location: expect.stringMatching(new RegExp(`^line ${line}(,|$)`)) })),
    });
    expect(await points()).toBe(0);
  });

  it('names the first line that is not UTF-8', async () => {
    const body = Buffer.from(bodies[type]().join('\n'));
    const line = 4321;
    let at = 0;
    for (let number = 1; number < line; number++) at = body.indexOf(0x0a, at) + 1;
    body[at + 3] = 0xff;
    expect(await refusal(type, body)).toMatchObject({ details: [{ location: `line ${line}`, message: 'is not UTF-8' }] });
  });

  it('names the first line of another type than before', async () => {
    await send(type, bodies[type]().slice(0, 2).join('\n'));
    const lines = bodies[type]();
    for (const at of [3000, 4000]) lines[at] = String(lines[at]).replace(/\d+(?=\D*$)/, type === 'csv' ? 'x' : '"x"');
    expect(await refusal(type, lines.join('\n'))).toMatchObject({ details: [{ location: expect.stringMatching(/^line 3001, /) }] });
  });
});

test('a quote that is never closed is told after what is wrong before it', async () => {
  const lines = bodies.csv();
  lines[100] = 'x';
  lines[4000] = `1,${sourceId},"open`;
  expect(await refusal('csv', lines.join('\n'))).toMatchObject({
    details: [{ location: 'line 101' }, { message: 'has a quote that is never closed' }],
  });
});

test('lines are counted as by a plain look', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 50 }),
      fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 10 }),
      (newlines, offsets) => {
        const bytes = Buffer.alloc(200_001, 'x');
        for (const at of newlines) bytes[at] = 0x0a;
        const index = createLineIndex(bytes);
        for (const offset of offsets) expect(index.lineAt(offset)).toBe(1 + new Set(newlines.filter((at) => at < offset)).size);
      },
    ),
    { numRuns: 50 },
  );
});
