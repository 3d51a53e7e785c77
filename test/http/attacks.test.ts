import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '../../src/areas/keys/service.ts';
import { insertOrganization } from '../../src/areas/organizations/queries.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

// The real listener with its own parser and bounds, over raw sockets: what no HTTP client would send.
let server: TestServer;
let port: number;
let key: string;

beforeAll(async () => {
  server = await startTestServer({ settings: { TELLTALE_REQUEST_TIMEOUT_MS: '1500', TELLTALE_MAX_BODY_BYTES: '65536' } });
  port = Number(new URL(server.url).port);
  key = server.adminKey;
});
afterAll(() => server.close());

interface RawAnswer {
  status: number;
  text: string;
}

/** Sends bytes and reads until the server closes the connection, or has answered so many times. */
async function raw(bytes: string | Buffer, answers = Number.POSITIVE_INFINITY): Promise<RawAnswer[]> {
  const socket = await open();
  socket.write(bytes);
  return read(socket, answers);
}

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

async function read(socket: Socket, answers = Number.POSITIVE_INFINITY): Promise<RawAnswer[]> {
  let text = '';
  const found = () => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)];
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (found().length >= answers) socket.end();
  });
  await once(socket, 'close');
  const starts = found();
  return starts.map((match, index) => ({ status: Number(match[1]), text: text.slice(match.index, starts[index + 1]?.index) }));
}

const statuses = async (bytes: string | Buffer, answers?: number) => (await raw(bytes, answers)).map(({ status }) => status);

const get = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');
const withKey = (secret = key) => `X-API-Key: ${secret}`;

const isWell = async (): Promise<void> => expect(await statuses(get('/api/buckets', withKey()))).toEqual([200]);

describe('headers', () => {
  test.each([
    ['X-API-KEY', 200],
    ['x-api-key', 200],
    ['X_API_Key', 401],
    ['X-Api-Key ', 400],
    ['XAPIKey', 401],
  ])('the key under the name %j', async (name, status) => {
    expect(await statuses(get('/api/buckets', `${name}: ${key}`))).toEqual([status]);
  });

  test.each([
    ['of 40 kB', [`X-Big: ${'x'.repeat(40_000)}`]],
    ['of 2,000 lines', Array.from({ length: 2000 }, (_, index) => `X-${index}: y`)],
    ['of a cookie of 40 kB', [`Cookie: telltale_session=${'x'.repeat(40_000)}`]],
    ['of 2,000 cookies', [`Cookie: ${Array.from({ length: 2000 }, (_, index) => `c${index}=valuevaluevalue`).join('; ')}`]],
  ])('%s are refused before anything is done', async (_name, headers) => {
    const answers = await raw(get('/api/buckets', withKey(), ...headers));
    expect(answers.map(({ status }) => status)).toEqual([431]);
    await isWell();
  });

  test('a thousand small cookies with a session among them are read in a moment, and the first session counts', async () => {
    const cookies = Array.from({ length: 1000 }, (_, index) => `c${index}=1`).join('; ');
    expect(await statuses(get('/api/me', `Cookie: ${cookies}; telltale_session=tt_s_nothing`))).toEqual([401]);
    expect(await statuses(get('/api/buckets', `Cookie: ${cookies}`, withKey()))).toEqual([200]);
  });

  test('that come twice: two keys are none, and two authorizations are refused when they differ', async () => {
    const other = `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`;
    expect(await statuses(get('/api/buckets', withKey(), withKey(other)))).toEqual([401]);
    expect(await statuses(get('/api/buckets', withKey(), `Authorization: Bearer ${other}`))).toEqual([401]);
    expect(await statuses(get('/api/buckets', withKey(), `Authorization: Bearer ${key}`))).toEqual([200]);
  });

  test.each([
    ['a line break smuggled by LF alone', `X-A: b\nX-API-Key: ${'0'.repeat(41)}`],
    ['a null byte', 'X-A: b\0c'],
    ['a space before the colon', 'X-A : b'],
    ['a folded line', 'X-A: b\r\n  c'],
  ])('with %s are refused', async (_name, header) => {
    const [answer] = await raw(get('/api/buckets', header));
    expect(answer?.status).toBe(400);
    await isWell();
  });
});

describe('addresses', () => {
  test.each([
    ['/../../etc/passwd', 404],
    ['/docs/../../../etc/passwd', 404],
    ['/docs/%2e%2e%2f%2e%2e%2fpackage.json', 404],
    ['/docs/assets/..%5c..%5cpackage.json', 404],
    ['/playground/assets/../../package.json', 404],
    ['/playground/assets/%2e%2e/%2e%2e/package.json', 404],
    ['/api/buckets/../health', 404],
    ['/api//buckets', 404],
    ['/api/buckets/%00', 400],
    ['/api/buckets/%ff', 404],
    ['/api/buckets/%zz', 404],
    ['/api/buckets/..%2f..%2fhealth', 400],
    ['/api/buckets?limit=1&limit=1', 400],
    ['/api/buckets?__proto__[limit]=1', 400],
    ['/api/buckets?constructor=1&toString=1', 400],
  ])('%s answers %i', async (path, status) => {
    const [answer] = await raw(get(path, withKey()));
    expect(answer?.status).toBe(status);
    expect(answer?.text).not.toMatch(/root:|"dependencies"/);
  });

  test('of 15 kB are answered, of 40 kB are refused', async () => {
    expect(await statuses(get(`/api/buckets/${'f'.repeat(15_000)}`, withKey()))).toEqual([404]);
    expect(await statuses(get(`/api/buckets?limit=${'1'.repeat(10_000)}`, withKey()))).toEqual([400]);
    expect(await statuses(get(`/api/buckets?q=${'x'.repeat(40_000)}`, withKey()))).toEqual([431]);
  });

  test('with a thousand parameters are refused with a bounded answer', async () => {
    const query = Array.from({ length: 1000 }, (_, index) => `p${index}=1`).join('&');
    const [answer] = await raw(get(`/api/buckets?${query}`, withKey()));
    expect(answer?.status).toBe(400);
    expect(answer?.text.length).toBeLessThan(200_000);
  });

  test.each(['1e999', '-1e999', '9'.repeat(400), 'Infinity', 'NaN', '0x7fffffff', '1e3.5'])(
    'with the limit %s are refused',
    async (limit) => {
      expect(await statuses(get(`/api/buckets?limit=${limit}`, withKey()))).toEqual([400]);
      expect(await statuses(get(`/api/buckets?offset=${limit}`, withKey()))).not.toContain(500);
    },
  );

  test('of another form than a path lead nowhere else', async () => {
    // Every server has to take the absolute form (RFC 9112, section 3.2.2); it is this one that answers.
    expect(await statuses(get(`http://other.example/api/buckets`, withKey()))).toEqual([200]);
    expect(await statuses(get(`http://other.example/api/buckets`))).toEqual([401]);
    expect(await statuses(`OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toEqual([404]);
    expect(await statuses(`CONNECT other.example:80 HTTP/1.1\r\nHost: x\r\n\r\n`)).toEqual([]);
    await isWell();
  });
});

describe('two ends of one body', () => {
  const smuggled = () => `GET /api/buckets HTTP/1.1\r\nHost: x\r\n${withKey()}\r\n\r\n`;
  const post = (headers: string[], body: string) =>
    ['POST /api/buckets HTTP/1.1', 'Host: x', withKey(), 'Content-Type: application/json', ...headers, '', body].join('\r\n');

  test.each([
    ['Content-Length with Transfer-Encoding', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['Transfer-Encoding with Content-Length', ['Transfer-Encoding: chunked', 'Content-Length: 4'], '0\r\n\r\n'],
    ['two lengths that differ', ['Content-Length: 2', 'Content-Length: 60'], '{}'],
    ['a length that is no number', ['Content-Length: 2abc'], '{}'],
    ['a length below zero', ['Content-Length: -1'], ''],
    ['a length with a sign', ['Content-Length: +2'], '{}'],
    ['an obscured Transfer-Encoding', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
    ['chunked before another encoding', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
    ['a chunk whose length is no number', ['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'],
    ['a chunk with a line feed alone', ['Transfer-Encoding: chunked'], '2\n{}\n0\n\n'],
  ])('%s: one refusal, and what follows is not read as a request', async (_name, headers, body) => {
    const answers = await raw(post(headers, body) + smuggled());
    expect(answers.map(({ status }) => status)).toEqual([400]);
    await isWell();
  });

  test('requests without doubt share a connection and are answered in their order', async () => {
    const body = '{"name": 1}';
    const bytes = post([`Content-Length: ${body.length}`], body) + smuggled();
    expect(await statuses(bytes, 2)).toEqual([400, 200]);
  });
});

describe('requests that do not come to an end', () => {
  test('a head that drips is cut off', async () => {
    const socket = await open();
    socket.write(`GET /api/buckets HTTP/1.1\r\nHost: x\r\n`);
    const answers = await read(socket);
    expect(answers.map(({ status }) => status)).toEqual([408]);
  });

  test('a body that drips is cut off, and costs nothing meanwhile', async () => {
    const sockets = await Promise.all(Array.from({ length: 50 }, open));
    for (const socket of sockets)
      socket.write(
        `POST /api/buckets HTTP/1.1\r\nHost: x\r\n${withKey()}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name":`,
      );
    await isWell();
    const answers = await Promise.all(sockets.map((socket) => read(socket)));
    for (const [answer] of answers) expect([undefined, 408]).toContain(answer?.status);
    await isWell();
  });
});

describe('bodies', () => {
  const send = async (body: string) => {
    const answer = await fetch(`${server.url}/api/buckets`, {
      method: 'POST',
      headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
      body,
    });
    return { status: answer.status, body: await answer.text() };
  };

  test.each([
    ['thirty thousand levels', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a prototype', '{"name":"x","__proto__":{"isAdmin":true}}'],
    ['a constructor', '{"name":"x","constructor":{"prototype":{"isAdmin":true}}}'],
    ['a name twice', '{"name":"x","name":{"toString":1}}'],
  ])('with %s are refused, and nothing is changed by them', async (_name, body) => {
    expect((await send(body)).status).toBe(400);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    await isWell();
  });
});

describe('foreign credentials', () => {
  test("another organization's key and session see nothing and are told nothing", async () => {
    const { db, ids, clock } = server.environment;
    const organizationId = ids.resourceId();
    await insertOrganization(db, {
      id: organizationId,
      slug: 'globex',
      name: 'Globex',
      plan: 'enterprise',
      created_at: new Date(clock.now()),
    });
    const foreign = (await createKey({ db, clock, ids }, { organizationId, kind: 'admin', name: 'x', expiresAt: null })).secret;
    const made = await fetch(`${server.url}/api/buckets`, {
      method: 'POST',
      headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
      body: '{"name":"Ours"}',
    });
    const bucketId = /"id":"([0-9a-f]+)"/.exec(await made.text())?.[1] ?? '';
    const withoutId = (text: string) => text.slice(text.indexOf('\r\n\r\n')).replace(/"requestId":"[^"]*"/, '');
    const [theirs] = await raw(get(`/api/buckets/${bucketId}`, withKey(foreign)));
    const [nothing] = await raw(get(`/api/buckets/${'f'.repeat(24)}`, withKey(foreign)));
    expect([theirs?.status, withoutId(theirs?.text ?? '')]).toEqual([404, withoutId(nothing?.text ?? '')]);
  });
});
