import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { at } from '../../src/contract/runner/scenario.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let bucket: string;
let source: string;
let count = 0;

beforeAll(async () => {
  server = await startTestServer({ settings: { TELLTALE_MAX_BULK_BODY_BYTES: '16777216' } });
});

afterAll(() => server.close());

async function call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'X-API-Key': server.adminKey, 'Content-Type': 'application/json', ...headers },
    body: raw ? body : body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const makeBucket = async (keyType: string) =>
  String(at((await call('/api/buckets', { name: `Bucket ${++count}`, keyType })).body, 'data', 'id'));

beforeEach(async () => {
  bucket = await makeBucket('timestamp');
  const schema = { temperature: { type: 'number' }, note: { type: 'string' } };
  source = String(at((await call(`/api/buckets/${bucket}/sources`, { name: 'Roof', schema })).body, 'data', 'id'));
});

const types = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

async function send(type: keyof typeof types, text: string | Buffer, query = '', headers: Record<string, string> = {}) {
  const { status, body } = await call(`/api/buckets/${bucket}/import${query}`, text, { 'Content-Type': types[type], ...headers });
  return { status, body };
}

/** What was wrong, as lines of text. */
async function problems(type: keyof typeof types, text: string | Buffer, query = ''): Promise<string[]> {
  const { status, body } = await send(type, text, query);
  const details = at(body, 'details');
  expect([status, at(body, 'code')]).toEqual([400, 'validation_failed']);
  return Array.isArray(details)
    ? details.map((detail: unknown) => `${String(at(detail, 'location'))}: ${String(at(detail, 'message'))}`)
    : [];
}

async function stored(): Promise<unknown[]> {
  const { body } = await call('/api/data/query', { bucketId: bucket, downsample: false });
  const rows = at(body, 'data');
  return Array.isArray(rows) ? rows.map((row: unknown) => [at(row, 'timestamp'), at(row, 'values'), at(row, 'metadata')]) : [];
}

const counts = (body: unknown) => ['accepted', 'inserted', 'updated', 'sourcesCreated'].map((name) => at(body, 'data', name));

describe('CSV', () => {
  test('with a mapping, units, decimal commas, tabs, blank lines, a byte order mark, compressed', async () => {
    const table =
      '\ufeff"when"\twhere\ttemp\tnote\tunused\r\n\r\n1768472880123456\tRoof\t21,5\t"a\r\nb"\tx\r\n1768472940000000\tRoof\t\t\ty\n';
    const query =
      '?timestampColumn=when&timestampFormat=us&sourceColumn=where&fields=temp:temperature&fields=note&delimiter=tab&decimal=comma';
    const { status, body } = await send('csv', gzipSync(table), query, { 'Content-Encoding': 'gzip' });
    expect([status, counts(body)]).toEqual([201, [1, 1, 0, 0]]);
    expect(await stored()).toEqual([['2026-01-15T10:28:00.123Z', { temperature: 21.5, note: 'a\r\nb' }, undefined]]);
  });

  test('of one source that no column names', async () => {
    const { body } = await send(
      'csv',
      'timestamp,temperature\n2026-01-15T10:28:00Z,-0\n2026-01-15T10:29:00+01:00,null\n',
      `?sourceId=${source}`,
    );
    expect(counts(body)).toEqual([2, 2, 0, 0]);
  });

  test('whose sources are made, once', async () => {
    const table =
      'timestamp,source,a,b\n2026-01-15T10:28:00Z,Roof,,\n2026-01-15T10:28:00Z,Cellar,1,TRUE\n2026-01-15T10:29:00Z,Cellar,2,false\n';
    expect(counts((await send('csv', table, '?createSources=true')).body)).toEqual([2, 2, 0, 1]);
    expect(counts((await send('csv', table, '?createSources=true')).body)).toEqual([2, 0, 2, 0]);
    const { body } = await call(`/api/buckets/${bucket}/sources`);
    expect(at(body, 'pagination', 'total')).toBe(2);
  });

  test('of which every wrong place is named by line and column, and nothing is stored', async () => {
    const table = [
      'timestamp,source,temperature,note,metadata',
      '2026-01-15T10:28:00Z,Roof,21,"two',
      'lines",',
      '2026-02-30T10:28:00Z,Roof,21,"x",',
      '2026-01-15T10:29:00Z,Roof,warm,5,',
      '2026-01-15T10:30:00Z,Attic,1,,',
      '2026-01-15T10:31:00Z,Roof,1',
      '2026-01-15T10:32:00Z,Roof,NaN,,{}x',
      '2026-01-15T10:33:00Z,Roof,9007199254740993,,[1]',
      `2026-01-15T10:34:00Z,${'f'.repeat(24)},1e999,,`,
    ].join('\r\n');
    expect(await problems('csv', table)).toEqual([
      'line 4, column "timestamp": must be an RFC 3339 timestamp of a time that exists; timestampFormat tells of others',
      `line 5, column "temperature": must be number by the source's schema, not string`,
      `line 5, column "note": must be string by the source's schema, not number`,
      'line 6, column "source": is not a source of the bucket; createSources=true makes it',
      'line 7: has 3 cells where the first line has 5',
      'line 8, column "temperature": is no number that can be stored; leave it empty, write null, or quote it as text',
      'line 8, column "metadata": is not a JSON object',
      'line 9, column "temperature": 9007199254740993 cannot be held exactly as a double; send it as text',
      'line 9, column "metadata": must be object',
      'line 10, column "temperature": 1e999 is beyond what a double holds; quote it as text',
    ]);
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['a quote that is never closed', 'timestamp,note\n2026-01-15T10:28:00Z,"a\nb\n', 'line 2: has a quote that is never closed'],
    [
      'text behind a quote',
      'timestamp,note\n2026-01-15T10:28:00Z,a\n2026-01-15T10:28:00Z,"a"b\n',
      'line 3: has text behind a closing quote; a quote within quotes is written twice',
    ],
    ['a quote within a cell', 'timestamp,note\n2026-01-15T10:28:00Z,a"b"\n', 'line 2: has a quote within a cell that is not quoted'],
    ['no lines', '\n\n', 'line 1: is missing; the first line has the names of the columns'],
    [
      'another delimiter',
      'timestamp;note\n',
      'line 1: has no column "timestamp", which holds the times or keys; timestampColumn names another one',
    ],
    ['bytes that are not UTF-8', Buffer.from('timestamp,note\nx,\xff\n', 'latin1'), 'line 2: is not UTF-8'],
  ])('with %s', async (_name, table, problem) => {
    expect(await problems('csv', table, `?sourceId=${source}`)).toEqual([problem]);
  });

  test('with columns that are named twice, not at all, or not there', async () => {
    expect(await problems('csv', 'timestamp,a,a,\n')).toEqual([
      'line 1, column "a": stands twice',
      'line 1, column 4: has no name; fields names the columns to take',
      'line 1: can not be used, so no row was read',
    ]);
    expect(await problems('csv', 'timestamp,a\n', '?fields=a&fields=b:c')).toEqual(['line 1: has no column for "b:c", which fields names']);
    expect(await problems('csv', 'timestamp,a\n', '?sourceColumn=s')).toEqual(['line 1: has no column "s", which sourceColumn names']);
    expect(await problems('csv', 'timestamp,sourceId\n2026-01-15T10:28:00Z,\n')).toEqual(['line 1: has no column with values']);
  });

  test('of which the first 20 wrong places are named', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `${index},1\n`).join('');
    const found = await problems('csv', `timestamp,temperature\n${rows}`, `?sourceId=${source}`);
    expect(found).toHaveLength(20);
    expect(found.at(-1)).toMatch(/^line 21, /);
  });

  test('with the ids of an export, into the same bucket', async () => {
    await send('csv', 'timestamp,source,temperature,note\n2026-01-15T10:28:00Z,Roof,1e-7,"1e-7"\n');
    const exported = await fetch(`${server.url}/api/buckets/${bucket}/export`, {
      headers: { 'X-API-Key': server.adminKey, Accept: 'text/csv' },
    });
    const table = await exported.text();
    expect(table).toBe(`timestamp,sourceId,temperature,note,metadata\r\n2026-01-15T10:28:00.000Z,${source},1e-7,"1e-7",\r\n`);
    expect(counts((await send('csv', table)).body)).toEqual([1, 0, 1, 0]);
  });

  test('of 100,000 rows, and of one more', async () => {
    const row = (index: number) => `${1_768_472_880_000 + index},${index}\n`;
    const table = `timestamp,temperature\n${Array.from({ length: 100_000 }, (_, index) => row(index)).join('')}`;
    const query = `?sourceId=${source}&timestampFormat=ms`;
    expect(counts((await send('csv', table, query)).body)).toEqual([100_000, 100_000, 0, 0]);
    expect(await problems('csv', table + row(100_000), query)).toEqual([
      'line 100002: is the point after the 100000 that one request may have; send the file in parts',
    ]);
  });
});

test('a field keeps its type, and the first place that breaks this is named', async () => {
  await call(`/api/buckets/${bucket}/sources`, { name: 'Free' });
  await send('csv', 'timestamp,source,a\n2026-01-15T10:28:00Z,Free,1\n');
  expect(
    await problems('csv', 'timestamp,source,b:x\n\n2026-01-15T10:29:00Z,Free,\n2026-01-15T10:29:00Z,Free,"1"\n', '?fields=b:x:a'),
  ).toEqual(['line 4, column "b:x": is a string, but the field a of this source holds numbers']);
  expect(await problems('ndjson', '\n{"source": "Free", "timestamp": 1, "values": {"a": true}}')).toEqual([
    'line 2, values.a: is a boolean, but the field a of this source holds numbers',
  ]);
});

describe('NDJSON', () => {
  const point = (members: object) => `${JSON.stringify({ timestamp: '2026-01-15T10:28:00Z', values: { temperature: 1 }, ...members })}\n`;

  test('of which every wrong line is named, and neither points nor sources are stored', async () => {
    const lines = [
      point({ sourceId: source }),
      '{"a": \n',
      point({ sourceId: source, colour: 'green' }),
      point({ sourceId: source, values: { temperature: 'warm' } }),
      point({ sourceId: source, values: {} }),
      point({ sourceId: 'f'.repeat(24) }),
      point({ source: 'Roof', sourceId: source }),
      point({ source: 'Roof', key: 1 }),
      point({ source: 'Roof', timestamp: undefined }),
      `{"source": "Roof", "timestamp": 1768472880000, "values": {"temperature": 9007199254740993}}\n`,
      `{"source": "Roof", "timestamp": 1768472880000, "values": {"note": "\\u0000"}}\n`,
      point({}),
      '\n[1]\n',
      '{"source": {"name": "Cellar", "type": 5}}\n',
      '{"source": {"name": "Attic"}}\n',
    ];
    const found = await problems('ndjson', lines.join(''), '?createSources=true');
    expect(found[0]).toMatch(/^line 2: is not well-formed JSON: /);
    expect(found.slice(1)).toEqual([
      'line 3, colour: is not a property that is known here',
      `line 4, values.temperature: must be number by the source's schema, not string`,
      'line 5, values: must have at least 1 member',
      'line 6, sourceId: is not a source of the bucket, and no line before says what it is; name sources by their names',
      'line 7, source: can not stand together with sourceId',
      'line 8, key: belongs to other buckets, this one is keyed by timestamp; send timestamp',
      'line 9, timestamp: is required',
      'line 10, (at "temperature"): 9007199254740993 cannot be held exactly as a double; send it as text',
      'line 11, values.note: must not contain a NUL character',
      'line 12, values.temperature: must be a decimal number up to 2147483647 where sourceId is null',
      'line 14: must be object',
      'line 15, source.type: must be string',
    ]);
    expect(await stored()).toEqual([]);
    expect(at((await call(`/api/buckets/${bucket}/sources`)).body, 'pagination', 'total')).toBe(1);
  });

  test('that tells of sources: by id, by name, or to be made', async () => {
    const told = (declared: object) => `${JSON.stringify({ source: declared })}\n`;
    const [first, second] = ['a'.repeat(24), 'b'.repeat(24)];
    const file =
      told({ id: first, name: 'Roof', schema: { other: { type: 'number' } } }) +
      told({ id: second, name: 'Cellar', schema: { rain: { type: 'number' } } }) +
      point({ sourceId: first }) +
      point({ sourceId: second, values: { rain: 1 } }) +
      point({ source: 'Cellar', timestamp: 1768472940000, values: { rain: 2 } });
    expect(await problems('ndjson', file)).toEqual([
      'line 2, source.name: is not a source of the bucket; createSources=true makes it',
      'line 4, sourceId: is not a source of the bucket, and no line before says what it is; name sources by their names',
      'line 5, source: is not a source of the bucket; createSources=true makes it',
    ]);
    expect(counts((await send('ndjson', file, '?createSources=true')).body)).toEqual([3, 3, 0, 1]);
    const sources = at((await call(`/api/buckets/${bucket}/sources`)).body, 'data');
    expect([at(sources, 0, 'schema', 'temperature', 'type'), at(sources, 1, 'name'), at(sources, 1, 'schema')]).toEqual([
      'number',
      'Cellar',
      { rain: { type: 'number' } },
    ]);
  });

  test('that replaces, keeps and removes metadata', async () => {
    await send('ndjson', point({ sourceId: source, metadata: { a: 1 } }));
    await send('ndjson', point({ values: { note: 'x' } }), `?sourceId=${source}`);
    expect(await stored()).toEqual([['2026-01-15T10:28:00.000Z', { temperature: 1, note: 'x' }, { a: 1 }]]);
    await send('ndjson', point({ sourceId: source, metadata: null }));
    expect(await stored()).toEqual([['2026-01-15T10:28:00.000Z', { temperature: 1, note: 'x' }, undefined]]);
  });

  test('takes no parameters of CSV, and those of CSV not against each other', async () => {
    expect(await problems('ndjson', point({ sourceId: source }), '?timestampColumn=a&fields=b')).toEqual([
      'query.timestampColumn: is for bodies of text/csv',
      'query.fields: is for bodies of text/csv',
    ]);
    expect(await problems('csv', 'a', `?sourceColumn=a&sourceId=${source}&decimal=comma`)).toEqual([
      'query.sourceColumn: can not stand together with sourceId',
      'query.decimal: can not be comma where delimiter is comma too',
    ]);
    expect(await problems('csv', 'a', `?sourceId=${'f'.repeat(24)}`)).toEqual(['query.sourceId: is not a source of the bucket']);
  });

  test('of buckets keyed by strings or integers has keys, and no sources', async () => {
    bucket = await makeBucket('string');
    expect(
      await problems('ndjson', '{"key": 1, "values": {"1": 1}}\n{"key": "a", "source": "x", "values": {"1": 1}}', '?createSources=true'),
    ).toEqual([
      'line 1, key: must be a string, because the bucket is keyed by strings',
      'line 2, source: is not a source of the bucket; createSources=true makes it',
    ]);
    expect(counts((await send('ndjson', '{"key": "a", "values": {"1": 1}}')).body)).toEqual([1, 1, 0, 0]);
    expect(counts((await send('csv', 'key,1,2\n"a",2,\nb,,3\n')).body)).toEqual([2, 1, 1, 0]);
  });

  it('is done once for an Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'import-1' };
    const file = point({ source: 'New' });
    const first = await send('ndjson', file, '?createSources=true', headers);
    expect(await send('ndjson', file, '?createSources=true', headers)).toEqual(first);
    expect((await send('ndjson', file + file, '?createSources=true', headers)).status).toBe(422);
  });
});
