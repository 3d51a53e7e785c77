import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { at } from '../../src/contract/runner/scenario.ts';
import { createLargeBodies } from '../../src/http/large/threads.ts';
import type { LargeBodies } from '../../src/http/large/threads.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

/** A server with a bucket and two sources, of which the second has a schema. */
interface Side {
  server: TestServer;
  bucket: string;
  other: string;
  sources: [string, string];
}

const threads = createLargeBodies({ fast: 1, other: 1 });
let readByThreads = 0;
let before: () => Promise<void> = async () => undefined;
const counting: LargeBodies = {
  ...threads,
  async read(operation, bytes) {
    readByThreads++;
    await before();
    return threads.read(operation, bytes);
  },
};
let sides: [Side, Side];

async function post({ server }: Side, path: string, body: string | object, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'X-API-Key': server.adminKey, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, replayed: response.headers.get('Idempotent-Replayed'), body: await response.text() };
}

const idOf = (answer: { body: string }) => String(at(JSON.parse(answer.body), 'data', 'id'));

async function startSide(overrides: { largeBodies?: LargeBodies }): Promise<Side> {
  const server = await startTestServer({ overrides });
  const side: Side = { server, bucket: '', other: '', sources: ['', ''] };
  side.bucket = idOf(await post(side, '/api/buckets', { name: 'Times' }));
  side.other = idOf(await post(side, '/api/buckets', { name: 'Numbers', keyType: 'integer' }));
  const schema = { a: { type: 'number' }, b: { type: 'string' } };
  side.sources = [
    idOf(await post(side, `/api/buckets/${side.bucket}/sources`, { name: 'Free' })),
    idOf(await post(side, `/api/buckets/${side.bucket}/sources`, { name: 'Strict', schema })),
  ];
  return side;
}

beforeAll(async () => {
  sides = [await startSide({ largeBodies: counting }), await startSide({})];
});
afterAll(async () => {
  for (const { server } of sides) await server.close();
});

/** What both servers answer to a body, with names in place of ids; they must agree. */
async function answers(path: string, make: (side: Side) => string | object, headers: Record<string, string> = {}) {
  const told: unknown[] = [];
  for (const side of sides) {
    const { body, ...rest } = await post(side, path, make(side), headers);
    let text = JSON.stringify({ ...JSON.parse(body), requestId: '', docs: '' });
    for (const [name, id] of Object.entries({ bucket: side.bucket, free: side.sources[0], strict: side.sources[1] }))
      text = text.replaceAll(id, name);
    told.push({ ...rest, answer: JSON.parse(text) });
  }
  expect(told[0]).toEqual(told[1]);
  return told[0];
}

/** All points of both servers, which must be the same. */
async function stored(): Promise<unknown> {
  const all = [];
  for (const side of sides) {
    const { body } = await post(side, '/api/data/query', { bucketId: side.bucket, downsample: false });
    all.push(body.replaceAll(side.sources[0], 'free').replaceAll(side.sources[1], 'strict'));
  }
  expect(JSON.parse(all[0] ?? '')).toEqual(JSON.parse(all[1] ?? ''));
  return at(JSON.parse(all[0] ?? ''), 'data');
}

const time = (second: number) => new Date(Date.UTC(2026, 0, 15, 10, 0, second)).toISOString();
const list = '/api/data/batch';
const columns = '/api/data/columns';

describe('a body that a thread reads is answered as any other', () => {
  const lists: [status: number, name: string, body: (side: Side) => string | object][] = [
    [
      201,
      'the usual form',
      ({ bucket, sources: [free, strict] }) => ({
        bucketId: bucket,
        dataPoints: [
          { sourceId: free, timestamp: time(1), values: { x: 1, t: 'text', yes: true, none: null } },
          { sourceId: strict, timestamp: time(1), values: { a: 1.5, b: 'x' } },
        ],
      }),
    ],
    [
      201,
      'metadata, other characters',
      ({ bucket, sources: [free, strict] }) => ({
        bucketId: bucket,
        dataPoints: [
          { sourceId: strict, timestamp: time(2), values: { a: 2 }, metadata: { größe: [1, { x: 'ü' }] } },
          { sourceId: free, timestamp: time(2), values: { nümber: -0, t: '漢字"\\' } },
        ],
      }),
    ],
    [
      201,
      'a member that comes twice',
      ({ bucket, sources: [free] }) =>
        `{"bucketId":"${bucket}","dataPoints":[{"sourceId":"${free}","timestamp":"${time(3)}","values":{"x":1,"x":2}}]}`,
    ],
    [400, 'what is no JSON', () => '{"bucketId":'],
    [
      400,
      'a number that no double is',
      ({ bucket, sources: [free] }) => `{"bucketId":"${bucket}","dataPoints":[{"sourceId":"${free}","values":{"x":9007199254740993}}]}`,
    ],
    [
      400,
      'what breaks the schema of the contract',
      ({ bucket }) => ({ bucketId: bucket, dataPoints: [{ sourceId: 'x', values: {} }], more: 1 }),
    ],
    [
      400,
      'unknown sources and wrong types, item by item',
      ({ bucket, sources: [, strict] }) => ({
        bucketId: bucket,
        dataPoints: [
          { sourceId: 'f'.repeat(24), timestamp: time(4), values: { x: 1 } },
          { sourceId: strict, timestamp: time(4), values: { a: 'x', c: 1 } },
        ],
      }),
    ],
    [
      400,
      'a type that the field has not had',
      ({ bucket, sources: [free] }) => ({
        bucketId: bucket,
        dataPoints: [
          { sourceId: free, timestamp: time(5), values: { x: 1 } },
          { sourceId: free, timestamp: time(5), values: { x: 'one' } },
        ],
      }),
    ],
    [
      404,
      'a bucket that is not there',
      ({ sources: [free] }) => ({ bucketId: 'f'.repeat(24), dataPoints: [{ sourceId: free, values: { x: 1 } }] }),
    ],
    [
      400,
      'a bucket keyed by integers',
      ({ other, sources: [free] }) => ({ bucketId: other, dataPoints: [{ sourceId: free, values: { x: 1 } }] }),
    ],
  ];
  it.each(lists)('%d to a list with %s', async (status, _, make) => expect(await answers(list, make)).toMatchObject({ status }));

  const tables: [status: number, name: string, body: (side: Side) => string | object][] = [
    [
      201,
      'shared and own times',
      ({ bucket, sources: [free, strict] }) => ({
        bucketId: bucket,
        timestamps: [time(10), time(11)],
        series: [
          { sourceId: free, field: 'x', values: [1, null] },
          { sourceId: strict, field: 'b', timestamps: [time(12)], values: ['ü'] },
          { sourceId: null, field: '7', values: [1, 2] },
          { sourceId: free, field: 'x', timestamps: [time(13)], values: [4] },
        ],
      }),
    ],
    [
      400,
      'lengths and fields that do not fit',
      ({ bucket, sources: [free, strict] }) => ({
        bucketId: bucket,
        timestamps: [time(10), 5],
        series: [
          { sourceId: free, field: 'x', values: [1] },
          { sourceId: strict, field: 'c', values: [1, 2] },
          { sourceId: null, field: 'x', values: [1, 2] },
          { sourceId: 'f'.repeat(24), field: 'x', values: [1, 2] },
        ],
      }),
    ],
    [
      400,
      'a type that the schema has not',
      ({ bucket, sources: [, strict] }) => ({
        bucketId: bucket,
        timestamps: [time(14), time(15)],
        series: [{ sourceId: strict, field: 'a', values: [1, 'x'] }],
      }),
    ],
    [
      400,
      'a type that the field has not had',
      ({ bucket, sources: [free] }) => ({
        bucketId: bucket,
        timestamps: [time(14), time(15)],
        series: [
          { sourceId: free, field: 'y', values: [1, 2] },
          { sourceId: free, field: 'x', values: [1, 'x'] },
        ],
      }),
    ],
    [400, 'what breaks the schema of the contract', () => ({ bucketId: 1, series: [] })],
    [
      400,
      'a time that does not exist',
      ({ bucket }) =>
        `{"bucketId":"${bucket}","timestamps":["2026-13-01T00:00:00Z"],"series":[{"sourceId":null,"field":"1","values":[1]}]}`,
    ],
  ];
  it.each(tables)('%d to columns with %s', async (status, _, make) => expect(await answers(columns, make)).toMatchObject({ status }));

  it('once for an Idempotency-Key', async () => {
    const make = ({ bucket, sources: [free] }: Side) => ({
      bucketId: bucket,
      dataPoints: [{ sourceId: free, timestamp: time(20), values: { x: 20 } }],
    });
    const headers = { 'Idempotency-Key': 'one' };
    expect(await answers(list, make, headers)).toMatchObject({ status: 201, replayed: null });
    expect(await answers(list, make, headers)).toMatchObject({ status: 201, replayed: 'true' });
    const other = ({ bucket, sources: [free] }: Side) => ({
      bucketId: bucket,
      dataPoints: [{ sourceId: free, timestamp: time(20), values: { x: 21 } }],
    });
    expect(await answers(list, other, headers)).toMatchObject({ status: 422 });
  });

  it('and stored so', async () => expect(await stored()).toHaveLength(12));
});

test('others are answered while a thread has the body', async () => {
  const [side] = sides;
  const readBefore = readByThreads;
  const seen: number[] = [];
  before = async () =>
    void seen.push(
      (await fetch(`${side.server.url}/api/buckets/${side.bucket}`, { headers: { 'X-API-Key': side.server.adminKey } })).status,
    );
  const dataPoints = Array.from({ length: 5000 }, (_, index) => ({
    sourceId: side.sources[0],
    timestamp: time(100 + index),
    values: { x: index, long: 'x'.repeat(1000) },
  }));
  const { status, body } = await post(side, list, { bucketId: side.bucket, dataPoints });
  before = async () => undefined;
  expect([status, at(JSON.parse(body), 'data', 'accepted'), seen, readByThreads - readBefore]).toEqual([201, 5000, [200], 1]);
  const { body: last } = await post(side, '/api/data/query', { bucketId: side.bucket, startTime: time(100 + 4999), downsample: false });
  expect(at(JSON.parse(last), 'data', 0, 'values')).toEqual({ x: 4999, long: 'x'.repeat(1000) });
});

test('a bucket or a source may go while a thread has the body', async () => {
  const [side] = sides;
  const remove = async (path: string) =>
    void (await fetch(side.server.url + path, { method: 'DELETE', headers: { 'X-API-Key': side.server.adminKey } }));
  const bucket = idOf(await post(side, '/api/buckets', { name: 'Gone' }));
  const source = idOf(await post(side, `/api/buckets/${bucket}/sources`, { name: 'Gone' }));
  const body = { bucketId: bucket, dataPoints: [{ sourceId: source, values: { x: 1 } }] };
  before = () => remove(`/api/buckets/${bucket}/sources/${source}`);
  const first = await post(side, list, body);
  before = () => remove(`/api/buckets/${bucket}`);
  const second = await post(side, list, body);
  before = async () => undefined;
  expect([first.status, at(JSON.parse(first.body), 'details', 0, 'message'), second.status]).toEqual([
    400,
    'is not a source of the bucket',
    404,
  ]);
});

test('only large bodies go to threads, and of the operations that may be large', () => {
  const { takes } = createLargeBodies();
  const [small, middle, large] = [100, 512 * 1024, 2 * 1024 * 1024].map((bytes) => Buffer.alloc(bytes));
  const verdicts = [small, middle, large].map((bytes = Buffer.alloc(0)) => [
    takes('createDataPoints', bytes, 'fast'),
    takes('createDataPoints', bytes, 'other'),
    takes('createBucket', bytes, 'other'),
  ]);
  expect(verdicts).toEqual([
    [false, false, false],
    [false, true, false],
    [true, true, false],
  ]);
});
