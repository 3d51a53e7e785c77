import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign, launchBrowser, openPage } from '../support/browser.ts';
import type { Look, WatchedPage } from '../support/browser.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ settings: { TELLTALE_PASSWORD_COST: '10' } }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const post = (path: string, body: unknown) =>
  fetch(server.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const signUp = (email: string) => post('/api/auth/signup', { email, password: 'correct horse battery', name: 'Ada' });
const logIn = async (email: string, password: string) => (await post('/api/auth/login', { email, password })).status;

/** The link of the last message to somebody. */
async function lastLink(email: string): Promise<string> {
  const row = await server.environment.db('mail_outbox').where({ recipient: email }).orderBy('created_at', 'desc').first('body');
  const link = /^http\S+$/m.exec(String(row?.body))?.[0];
  if (link === undefined) throw new Error(`no link was sent to ${email}`);
  return link;
}

/** Opens a page, does something on it, and demands that nothing was asked elsewhere and nothing else went wrong than is expected. */
async function visit(url: string, act: (opened: WatchedPage) => Promise<void>, complaints: unknown[] = [], look: Look = {}): Promise<void> {
  const opened = await openPage(browser, look);
  try {
    await opened.page.goto(url);
    await act(opened);
    expect(foreign(opened.requests, server.url)).toEqual([]);
    expect(opened.complaints).toEqual(complaints);
  } finally {
    await opened.close();
  }
}

const gone = expect.stringContaining('410');

describe.each<{ name: string; look: Look }>([
  { name: 'on a screen', look: {} },
  { name: 'on a phone in the dark', look: { width: 390, height: 844, colorScheme: 'dark' } },
])('a forgotten password $name', ({ name, look }) => {
  it('is replaced on the pages, once', async () => {
    const email = `${name.replaceAll(' ', '-')}@example.com`;
    await signUp(email);
    await visit(
      `${server.url}/account/forgot-password`,
      async ({ page }) => {
        await page.getByLabel('E-mail address').fill(email);
        await page.getByRole('button', { name: 'Send the link' }).click();
        await page.getByRole('status').getByText('a message with a link is on its way').waitFor();
      },
      [],
      look,
    );
    const link = await lastLink(email);
    const fill = async ({ page }: WatchedPage) => {
      await page.getByLabel('New password').fill('staple correct battery');
      await page.getByRole('button', { name: 'Set the password' }).click();
    };
    await visit(
      link,
      async (opened) => {
        // The token is not left in the address.
        expect(opened.page.url()).toBe(`${server.url}/account/reset-password`);
        expect(await opened.page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
        await fill(opened);
        await opened.page.getByRole('status').getByText('Your password is set.').waitFor();
        expect(await opened.page.getByLabel('New password').count()).toBe(0);
      },
      [],
      look,
    );
    expect([await logIn(email, 'correct horse battery'), await logIn(email, 'staple correct battery')]).toEqual([401, 200]);
    const again = async (opened: WatchedPage) => {
      await fill(opened);
      await opened.page.getByRole('status').getByText('The link was used already').waitFor();
    };
    await visit(link, again, [gone], look);
  });
});

describe('the page to reset a password', () => {
  it('says that a link is not whole', async () => {
    for (const query of ['', '?token=abc', '?token=%3Cscript%3Ealert(1)%3C/script%3E'])
      await visit(`${server.url}/account/reset-password${query}`, async ({ page }) => {
        await page.getByRole('status').getByText('This link is not whole').waitFor();
        expect(await page.getByRole('button', { name: 'Set the password' }).isDisabled()).toBe(true);
      });
  });

  it('lets nothing else run, be sent elsewhere or be kept', async () => {
    const response = await fetch(`${server.url}/account/reset-password?token=${'0'.repeat(43)}`);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const text = await response.text();
    expect(text).toContain('<meta name="referrer" content="no-referrer">');
    expect(text).not.toContain('0'.repeat(43));
    expect((await fetch(`${server.url}/account/reset-password`, { method: 'POST' })).status).toBe(405);
  });
});
