import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, textAt } from '../../src/contract/runner/scenario.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

// What one writes over HTTP in any form is what one reads, whatever the background has made of it. The model is a map.
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Value = number | string | boolean | null;
type Values = Record<string, Value>;

/** A double as JSON, zero with its sign, and whole numbers as the very digits of the double. */
function json(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${JSON.stringify(name)}:${json(member)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { 'X-API-Key': server.adminKey, 'Content-Type': 'application/json' };
  const response = await fetch(server.url + path, { method, headers, ...(body === undefined ? {} : { body: json(body) }) });
  const text = await response.text();
  if (response.status >= 300) throw new Error(`${method} ${path} answered ${response.status} ${text}`);
  return JSON.parse(text);
}

// Each field keeps its type.
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, 21.25, 0.1 + 0.2, 5e-324, -1.7976931348623157e308, 2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 53 + 2, 1e21, 1e-7),
);
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', 'NULL', '-0', '1e5', 'true', '"\\', 'é\u0301😀\n'),
);
const values: fc.Arbitrary<Values> = fc
  .record(
    {
      number: fc.option(numbers, { freq: 10 }),
      text: fc.option(texts, { freq: 10 }),
      switch: fc.option(fc.boolean(), { freq: 10 }),
      __proto__x: numbers,
    },
    { requiredKeys: [] },
  )
  .filter((each) => Object.keys(each).length > 0);

const sources = 3;
const hour = 3_600_000;
/** Few times, so that writes meet; far past, far future, and both sides of midnight. */
const times = fc.oneof(
  fc.integer({ min: 0, max: 30 }).map((step) => Date.UTC(2026, 0, 14, 20) + step * hour),
  fc.constantFrom(
    Date.UTC(2026, 0, 14, 23, 59, 59, 999),
    Date.UTC(2026, 0, 15),
    Date.UTC(0, 0, 1),
    -1,
    0,
    Date.parse('9999-12-31T23:59:59.999Z'),
  ),
);

const point = fc.record({ source: fc.nat({ max: sources - 1 }), time: times, values });
type Written = typeof point extends fc.Arbitrary<infer P> ? P : never;

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('single' as const), points: fc.array(point, { minLength: 1, maxLength: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('list' as const), points: fc.array(point, { minLength: 1, maxLength: 40 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('columns' as const), points: fc.array(point, { minLength: 1, maxLength: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), from: times, to: times }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fold' as const), all: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A bucket over HTTP beside what should be in it. */
interface World {
  bucketId: string;
  sourceIds: string[];
  /** Values by source and time. */
  model: Map<string, Values>;
}

const iso = (time: number) => new Date(time).toISOString();

async function beginWorld(): Promise<World> {
  const bucketId = textAt(await call('POST', '/api/buckets', { name: `Bucket ${++buckets}` }), 'data', 'id');
  const sourceIds: string[] = [];
  for (let index = 0; index < sources; index++)
    sourceIds.push(textAt(await call('POST', `/api/buckets/${bucketId}/sources`, { name: `Source ${index}` }), 'data', 'id'));
  return { bucketId, sourceIds, model: new Map() };
}
let buckets = 0;

function remember({ model }: World, { source, time, values: written }: Written): void {
  const name = `${source} ${iso(time)}`;
  model.set(name, { ...model.get(name), ...written });
}

async function write(world: World, kind: 'single' | 'list' | 'columns', points: readonly Written[]): Promise<void> {
  const { bucketId, sourceIds, model } = world;
  const items = points.map(({ source, time, values: own }) => ({ sourceId: sourceIds[source], timestamp: iso(time), values: own }));
  const before = model.size;
  for (const each of points) remember(world, each);
  const touched = new Set(points.map(({ source, time }) => `${source} ${time}`)).size;
  const counts = { inserted: model.size - before, updated: touched - (model.size - before) };
  if (kind === 'single') {
    for (const each of items) await call('POST', '/api/data', { bucketId, ...each });
  } else if (kind === 'list') {
    expect(at(await call('POST', '/api/data/batch', { bucketId, dataPoints: items }), 'data')).toEqual({
      accepted: items.length,
      ...counts,
    });
  } else {
    const series = items.flatMap(({ sourceId, timestamp, values: own }) =>
      Object.entries(own).map(([field, value]) => ({ sourceId, field, timestamps: [timestamp], values: [value] })),
    );
    expect(at(await call('POST', '/api/data/columns', { bucketId, series }), 'data')).toMatchObject(counts);
  }
}

async function take(world: World, one: Step): Promise<void> {
  const { bucketId, model } = world;
  const { environment } = server;
  switch (one.kind) {
    case 'delete': {
      if (one.from >= one.to) return;
      await call('DELETE', `/api/buckets/${bucketId}/records?from=${iso(one.from)}&to=${iso(one.to)}`);
      for (const name of model.keys()) {
        const time = Date.parse(name.slice(name.indexOf(' ') + 1));
        if (time >= one.from && time < one.to) model.delete(name);
      }
      return;
    }
    case 'fold': {
      const organizationId = await environment.db('buckets').where({ id: bucketId }).first('organization_id');
      const bucket = {
        bucketId,
        organizationId: organizationId?.organization_id,
        keyType: 'timestamp',
        retentionDays: null,
        retentionRecords: null,
      } as const;
      await environment.store.maintain(environment.db, bucket, environment.clock.now(), { all: one.all });
      return;
    }
    case 'read':
      return compare(world);
    default:
      return write(world, one.kind, one.points);
  }
}

async function compare({ bucketId, sourceIds, model }: World): Promise<void> {
  const reply = await call('POST', '/api/data/query', { bucketId, downsample: false, limit: 10_000 });
  const rows = at(reply, 'data');
  const read = new Map<string, unknown>();
  for (const row of Array.isArray(rows) ? rows : []) {
    const source = sourceIds.indexOf(textAt(row, 'sourceId'));
    read.set(`${source} ${textAt(row, 'timestamp')}`, at(row, 'values'));
  }
  expect(Object.fromEntries(read)).toStrictEqual(Object.fromEntries(model));
  expect(at(await call('GET', `/api/buckets/${bucketId}`), 'data', 'counts', 'dataPoints')).toBe(model.size);
}

describe('points over HTTP', () => {
  it('are read as they were written, in every form, folded or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        const world = await beginWorld();
        for (const one of steps) await take(world, one);
        await compare(world);
      }),
      { numRuns: 60 },
    );
  }, 180_000);
});
