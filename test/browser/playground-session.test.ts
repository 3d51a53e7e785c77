import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foreign, launchBrowser, openPage } from '../support/browser.ts';
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

test('a person signs up on the playground, calls with the session, logs out and in again, and calls with a key', async () => {
  const { page, requests, complaints, close } = await openPage(browser, { width: 1440 });
  const listBuckets = async (): Promise<void> => {
    const open = page.getByRole('button', { name: /^Test Request.*\/api\/buckets\)?$/ }).first();
    if (await open.isVisible()) await open.click();
    await page.getByRole('button', { name: /^Send/ }).first().click();
  };
  try {
    await page.goto(`${server.url}/playground`);
    await page.getByRole('heading', { name: 'Telltale API' }).waitFor();
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('How do you want to be called?').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Ada');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('Logged in as ada@example.org').waitFor();
    await page.screenshot({ path: 'reports/playground-session.png' });
    const [asked] = await Promise.all([page.waitForRequest(/\/api\/buckets\?/), listBuckets()]);
    expect((await asked.allHeaders())['cookie']).toContain('telltale_session=');
    expect((await asked.allHeaders())['x-api-key']).toBeUndefined();
    await page.getByText('200 OK').first().waitFor();
    await page.screenshot({ path: 'reports/playground-signed-in.png' });
    await page.reload();
    await page.getByText('Logged in as ada@example.org').waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('Logged in as ada@example.org').waitFor();
    await page.getByRole('button', { name: 'Use a demo key' }).click();
    await page.getByText('The key is filled in').waitFor();
    const [keyed] = await Promise.all([page.waitForRequest(/\/api\/buckets\?/), listBuckets()]);
    expect((await keyed.allHeaders())['x-api-key']).toMatch(/^tt_a_/);
    await page.getByText('"Demo greenhouse"').first().waitFor();
    expect(complaints).toEqual([]);
    expect(foreign(requests, server.url)).toEqual([]);
  } finally {
    await close();
  }
});
