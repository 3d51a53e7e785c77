import { afterEach, describe, expect, it } from 'vitest';
import { startTestServer } from '../support/server.ts';
import type { TestServer, TestServerOptions } from '../support/server.ts';

const start = Date.UTC(2026, 0, 15, 10, 30);
let time = start;
let server: TestServer | undefined;

async function serve(options: TestServerOptions = { demo: true }): Promise<TestServer> {
  time = start;
  server = await startTestServer({ clock: { now: () => time }, ...options });
  return server;
}
afterEach(() => server?.close());

const ask = ({ url }: TestServer, headers: Record<string, string> = { Origin: url }) =>
  fetch(`${url}/playground/demo-key`, { method: 'POST', headers });
const callWith = async ({ url }: TestServer, key: string) => fetch(`${url}/api/buckets`, { headers: { 'X-API-Key': key } });

async function keyOf(response: Response): Promise<string> {
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'key' in body && typeof body.key === 'string') return body.key;
  throw new Error('there is no key in the answer');
}

describe('the key of the playground', () => {
  it('opens the demo organization for an hour', async () => {
    const demo = await serve();
    const response = await ask(demo);
    expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const key = await keyOf(response);
    expect(key).toMatch(/^tt_a_[0-9A-Za-z]{36}$/);
    const answer = await callWith(demo, key);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ data: [{ name: 'Demo greenhouse' }] });
    time += 60 * 60 * 1000;
    expect(await (await callWith(demo, key)).json()).toMatchObject({ code: 'api_token_expired' });
  });

  it('is offered on the page only where it is given', async () => {
    const page = async (one: TestServer) => (await fetch(`${one.url}/playground`)).text();
    expect(await page(await serve())).toContain('Use a demo key');
    await server?.close();
    expect(await page(await serve({}))).not.toContain('Use a demo key');
  });

  it('is not given without a demo, nor where the demo is off', async () => {
    expect((await ask(await serve({}))).status).toBe(404);
    await server?.close();
    expect((await ask(await serve({ demo: true, settings: { TELLTALE_DEMO: 'off' } }))).status).toBe(404);
  });

  it('is given to pages of this server only', async () => {
    const demo = await serve();
    const other = { Origin: 'https://elsewhere.example' };
    const lies = [{ ...other, 'Sec-Fetch-Site': 'same-origin' }, { Origin: demo.url, 'Sec-Fetch-Site': 'cross-site' }];
    for (const headers of [{}, other, { Origin: 'null' }, ...lies]) {
      const response = await ask(demo, headers);
      expect(response.status, JSON.stringify(headers)).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'forbidden' });
    }
    expect((await ask(demo, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(201);
  });

  it('is given ten times a minute', async () => {
    const demo = await serve();
    for (let count = 0; count < 10; count++) expect((await ask(demo)).status).toBe(201);
    time += 20_000;
    const refused = await ask(demo);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' });
    time += 40_000;
    expect((await ask(demo)).status).toBe(201);
  });

  it('leaves nothing behind for long', async () => {
    const demo = await serve();
    const count = async () => (await demo.environment.db('api_keys').where({ name: 'Playground' })).length;
    await ask(demo);
    time += 3 * 60 * 60 * 1000;
    await ask(demo);
    expect(await count()).toBe(1);
  });

  it('is fetched by POST', async () => {
    const demo = await serve();
    const response = await fetch(`${demo.url}/playground/demo-key`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });
});
