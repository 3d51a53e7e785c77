import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign, launchBrowser, openPage } from '../support/browser.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
let ada = '';
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ settings: { TELLTALE_PASSWORD_COST: '10' } }), launchBrowser()]);
  const signedUp = await post('/api/auth/signup', { email: 'ada@example.com', password, name: 'Ada', organizationName: 'Engines' });
  ada = signedUp.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const password = 'correct horse battery';

const post = (path: string, body: unknown, cookie = '') =>
  fetch(server.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json', Cookie: cookie }, body: JSON.stringify(body) });

/** Invites an address, and answers the link that it is sent. */
async function linkFor(email: string): Promise<string> {
  expect((await post('/api/user/team-invitations', { email, role: 'editor' }, ada)).status).toBe(201);
  const row = await server.environment.db('mail_outbox').where({ recipient: email }).orderBy('created_at', 'desc').first('body');
  return /^http\S+token=\S+$/m.exec(String(row?.body))?.[0] ?? '';
}

const rolesOf = (email: string): Promise<string[]> =>
  server.environment
    .db('memberships as m')
    .join('users as u', 'u.id', 'm.user_id')
    .where('u.email', email)
    .orderBy('m.role')
    .pluck('m.role');

async function visit(link: string, act: (page: Page) => Promise<void>): Promise<void> {
  const opened = await openPage(browser);
  try {
    await opened.page.goto(link);
    await act(opened.page);
    expect(foreign(opened.requests, server.url)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

describe('the link of an invitation', () => {
  it('lets somebody without an account sign up', async () => {
    await visit(await linkFor('grace@example.com'), async (page) => {
      expect(page.url()).toBe(`${server.url}/account/accept-invitation`);
      await page.getByRole('link', { name: 'I have no account yet' }).click();
      await page.getByLabel('E-mail address').fill('grace@example.com');
      await page.getByLabel('Your name').fill('Grace');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.getByRole('status').getByText('Your account is made').waitFor();
    });
    expect(await rolesOf('grace@example.com')).toEqual(['editor', 'owner']);
  });

  it('lets somebody with an account log in and accept', async () => {
    await post('/api/auth/signup', { email: 'bob@example.com', password, name: 'Bob' });
    await visit(await linkFor('bob@example.com'), async (page) => {
      await page.getByRole('link', { name: 'I have an account' }).click();
      await page.getByLabel('E-mail address').fill('bob@example.com');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('status').getByText('You are logged in.').waitFor();
      await page.getByRole('link', { name: 'Accept the invitation' }).click();
      await page.getByRole('button', { name: 'Accept' }).click();
      await page.getByRole('status').getByText('You are a member now.').waitFor();
    });
    expect(await rolesOf('bob@example.com')).toEqual(['editor', 'owner']);
  });
});

describe('the pages of accounts without a token', () => {
  it('tell who signs up where addresses are confirmed that a message comes', async () => {
    const confirming = await startTestServer({ settings: { TELLTALE_PASSWORD_COST: '10', TELLTALE_SIGN_UP: 'confirm' } });
    const opened = await openPage(browser);
    try {
      await opened.page.goto(`${confirming.url}/account/sign-up`);
      await opened.page.getByLabel('E-mail address').fill('eve@example.com');
      await opened.page.getByLabel('Your name').fill('Eve');
      await opened.page.getByLabel('Password').fill(password);
      await opened.page.getByRole('button', { name: 'Sign up' }).click();
      await opened.page.getByRole('status').getByText('A message with a link is on its way to you.').waitFor();
    } finally {
      await opened.close();
      await confirming.close();
    }
  });

  it('show no way to accept an invitation', async () => {
    await visit(`${server.url}/account/log-in`, async (page) => {
      await page.getByRole('button', { name: 'Log in' }).waitFor();
      expect(await page.getByRole('link', { name: 'Accept the invitation' }).count()).toBe(0);
      expect(await page.getByRole('link', { name: 'I have forgotten my password' }).count()).toBe(1);
    });
  });
});
