import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

/** What lies between browser and server, and can be cut. */
const sockets = new Set<Socket>();
const wire = createServer((near) => {
  const far = connect(Number(new URL(server.url).port), '127.0.0.1');
  near.pipe(far).pipe(near);
  for (const [end, other] of [
    [near, far],
    [far, near],
  ] as const)
    end.on('error', () => undefined).once('close', () => (sockets.delete(near), other.destroy()));
  sockets.add(near);
});
let url: string;

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), launchBrowser()]);
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  const address = wire.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  await browser.close();
  await server.close();
  wire.close();
});

test("the browser's own EventSource reads a stream with the session's cookie, and resumes it after a break", async () => {
  const { page, complaints, close } = await openPage(browser);
  try {
    await page.goto(`${url}/api/health`);
    const post = (path: string, body: object): Promise<unknown> =>
      page.evaluate(
        async ([to, text]) => {
          const answer = await fetch(String(to), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: String(text) });
          return answer.json();
        },
        [path, JSON.stringify(body)],
      );
    await post('/api/auth/signup', { email: 'ada@example.org', password: 'correct horse battery', name: 'Ada' });
    const made = JSON.stringify(await post('/api/buckets', { name: 'Doors' }));
    const path = `/api/buckets/${/"id":"([0-9a-f]+)"/.exec(made)?.[1]}`;
    await page.evaluate(`
      globalThis.seen = [];
      globalThis.events = new EventSource('${path}/stream');
      events.onmessage = ({ data }) => seen.push(JSON.parse(data));
    `);
    await expect.poll(() => server.environment.streams.counts.open).toBe(1);
    const write = (value: number) => post(path, [{ k: 1_768_471_200_000 + value, d: [{ sk: 1, v: value }] }]);
    const seen = (): Promise<unknown> => page.evaluate('seen');
    const record = (value: number) => ({ k: 1_768_471_200_000 + value, d: [{ sk: 1, v: value }] });
    await write(1);
    await expect.poll(seen).toEqual([record(1)]);
    // The server lets go of the connection; the browser comes again with the id of the last event.
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => server.environment.streams.counts.open).toBe(0);
    await write(2);
    await expect.poll(seen, { timeout: 20_000 }).toEqual([record(1), record(2)]);
    // The browser itself notes the connection that was cut, and that this page has no icon.
    expect(complaints.filter((one) => !/net::|status of 404/.test(one))).toEqual([]);
  } finally {
    await close();
  }
});
