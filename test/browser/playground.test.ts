import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign, launchBrowser, openPage } from '../support/browser.ts';
import type { Look, WatchedPage } from '../support/browser.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ demo: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens the playground, and demands that nothing was asked elsewhere, and that nothing went wrong but what is expected. */
async function play(look: Look, act: (opened: WatchedPage) => Promise<void>, expected: unknown[] = []): Promise<void> {
  const opened = await openPage(browser, look);
  try {
    await opened.page.goto(`${server.url}/playground`);
    await opened.page.getByRole('heading', { name: 'Telltale API' }).waitFor();
    await act(opened);
    expect(foreign(opened.requests, server.url)).toEqual([]);
    expect(opened.complaints).toEqual(expected);
  } finally {
    await opened.close();
  }
}

/** Opens the form of "List buckets" and sends it. */
async function listBuckets({ page }: WatchedPage): Promise<void> {
  await page
    .getByRole('button', { name: /^Test Request.*\/api\/buckets\)?$/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Send/ }).first().click();
}

describe.each<{ name: string; look: Look }>([
  { name: 'on a screen', look: { width: 1440 } },
  { name: 'on a phone in the dark', look: { width: 390, height: 844, colorScheme: 'dark' } },
])('the playground $name', ({ look }) => {
  it('sends a call with a demo key, and shows the answer', async () => {
    await play(look, async (opened) => {
      const { page } = opened;
      await page.getByRole('button', { name: 'Use a demo key' }).click();
      await page.getByText('The key is filled in').waitFor();
      await listBuckets(opened);
      await page.getByText('200 OK').first().waitFor();
      await page.getByText('"Demo greenhouse"').first().waitFor();
      expect(opened.requests).toContain(`${server.url}/api/buckets?limit=100&offset=0`);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
    });
  });
});

/** The browser itself notes each answer of 400 and above. */
const noteOf = (status: number) => expect.stringContaining(`status of ${status}`);

describe('the playground', () => {
  it('shows an error as well', async () => {
    const act = async (opened: WatchedPage) => {
      await listBuckets(opened);
      await opened.page.getByText('401 Unauthorized').first().waitFor();
      await opened.page.getByText('"api_key_invalid"').first().waitFor();
    };
    await play({}, act, [noteOf(401)]);
  });

  it('says why there is no key to be had', async () => {
    const act = async ({ page }: WatchedPage) => {
      const refusal = { status: 429, json: { message: 'Too many requests in a short time.' } };
      await page.route('**/playground/demo-key', (route) => route.fulfill(refusal));
      await page.getByRole('button', { name: 'Use a demo key' }).click();
      await page.getByText('Too many requests in a short time.').waitFor();
    };
    await play({}, act, [noteOf(429)]);
  });
});
