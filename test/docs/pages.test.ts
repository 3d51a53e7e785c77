import { operations } from '../../generated/operations.ts';
import { readFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { errorCatalogue, errorCodes } from '../../generated/errors.ts';
import { createReference } from '../../src/http/docs/reference.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

const bundle = readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { method, headers, redirect: 'manual' });
const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The status of a path that is sent as it is, dots and all. */
function rawStatus(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    send({ hostname, port, path }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
  });
}

describe('the contract', () => {
  it('is served byte for byte', async () => {
    const response = await get('/openapi.json');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe(bundle);
  });

  it('is the same in YAML', async () => {
    const response = await get('/openapi.yaml');
    expect(response.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(parse(await response.text())).toEqual(JSON.parse(bundle));
  });
});

const pages = ['/docs', '/docs/ingest', '/docs/errors/conflict', '/playground'];
const readable = ['/openapi.json', '/openapi.yaml', '/docs/assets/style.css', ...pages];

describe.each(readable)('%s', (path) => {
  it('has a request id, its own or the one that was sent', async () => {
    expect((await get(path)).headers.get('x-request-id')).toMatch(/^[0-9a-f]{24}$/);
    expect((await get(path, { 'X-Request-Id': 'mine-1' })).headers.get('x-request-id')).toBe('mine-1');
  });

  it('is not sent again to whoever has it, compressed or not', async () => {
    for (const encoding of ['gzip', 'identity']) {
      const tag = (await get(path, { 'Accept-Encoding': encoding })).headers.get('etag') ?? '';
      const response = await get(path, { 'Accept-Encoding': encoding, 'If-None-Match': `"other", W/${tag}` });
      expect([response.status, await response.text()]).toEqual([304, '']);
      expect((await get(path, { 'If-None-Match': '"other"' })).status).toBe(200);
    }
  });

  it('answers HEAD like GET', async () => {
    const [whole, head] = [await get(path, { 'X-Request-Id': 'same' }), await get(path, { 'X-Request-Id': 'same' }, 'HEAD')];
    const plain = (response: Response) => [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
    expect([head.status, plain(head), await head.text()]).toEqual([200, plain(whole), '']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('refuses %s', async (method) => {
    const response = await get(path, {}, method);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed' });
  });

  it('tells its methods', async () => {
    const response = await get(path, {}, 'OPTIONS');
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });
});

describe('pages', () => {
  it('of guides and errors have no script, and may load only their styles and pictures', async () => {
    for (const path of ['/docs', '/docs/getting-started', '/docs/errors', '/docs/errors/forbidden', '/docs/nothing']) {
      const response = await get(path, browser);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; style-src 'self'; img-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(await response.text()).not.toMatch(/<script|<style|\son\w+=|\sstyle=/);
    }
  });

  it('of the reference and the playground may load only from here', async () => {
    for (const path of ['/docs/reference', '/playground']) {
      const policy = (await get(path)).headers.get('content-security-policy') ?? '';
      expect(policy).not.toMatch(/https?:|\*/);
      expect(policy).toMatch(path === '/playground' ? /script-src 'self';/ : /script-src ('sha256-[^']+' )+'self';|default-src 'none'/);
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  it('are found with a slash at the end', async () => {
    const response = await get('/docs/ingest/');
    expect([response.status, response.headers.get('location')]).toEqual([308, '/docs/ingest']);
  });

  it('are where people land who open the server itself, while programs get an error', async () => {
    const page = await get('/', browser);
    expect([page.status, page.headers.get('location')]).toEqual([302, '/docs']);
    expect((await get('/')).status).toBe(404);
  });

  it('that are missing are told to people as a page, and to programs as an error', async () => {
    for (const path of ['/docs/nothing', '/docs/errors/nothing', '/docs/errors/__proto__', '/playground/nothing']) {
      const page = await get(path, browser);
      expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      const error = await get(path);
      expect([error.status, await error.json()]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
    }
  });

  it('are only those that are listed', async () => {
    const climbing = ['/docs/../package.json', '/docs/assets/../README.md', '/docs/assets/%2e%2e%2fREADME.md'];
    for (const path of ['/docs/README', '/playground/assets/../../package.json', ...climbing])
      expect(await rawStatus(path), path).toBe(404);
  });

  it('know the path that a proxy puts them under', async () => {
    const below = await startTestServer({ publicPath: '/telltale' });
    try {
      const text = await (await fetch(`${below.url}/docs/getting-started`)).text();
      expect(text).toContain('href="/telltale/docs/assets/style.css"');
      expect([...text.matchAll(/(?:href|src)="\/(?!telltale\/)/g)]).toEqual([]);
      expect(await (await fetch(`${below.url}/playground`)).text()).toContain('data-server="/telltale"');
    } finally {
      await below.close();
    }
  });
});

describe('/docs/errors', () => {
  it.each(errorCodes)('explains %s', async (code) => {
    const { status, title, message } = errorCatalogue[code];
    const list = await (await get('/docs/errors')).text();
    expect(list).toContain(`<td>${status}</td><td><a href="/docs/errors/${code}">`);
    const text = await (await get(`/docs/errors/${code}`)).text();
    const example = `&quot;code&quot;: &quot;${code}&quot;`;
    for (const part of [`<span>${status}</span> ${title}`, `<p>${message}</p>`, 'What happened', 'How to fix it', example])
      expect(text).toContain(part);
  });

  it('names the operations that answer a code, and only those', async () => {
    const text = await (await get('/docs/errors/precondition_failed')).text();
    const names = [...text.matchAll(/#\/[a-z-]+\/([a-z]+)"/g)].map(([, name]) => name);
    const conditional = Object.entries(operations).filter(([, { statuses }]) => statuses.some((status) => status === 412));
    expect(names).toEqual(conditional.map(([id]) => id.toLowerCase()));
    expect(names).toContain('updatebucket');
    expect(await (await get('/docs/errors/method_not_allowed')).text()).toContain('it belongs to the server as a whole');
  });
});

describe('a reference that was never built', () => {
  it('says how to build it', async () => {
    const file = await createReference({ base: '', guides: [] }, new URL('file:///nowhere/index.html'))();
    expect([file.status, file.headers['Cache-Control']]).toEqual([503, 'no-store']);
    expect(file.body.toString()).toContain('--reference');
  });
});
