import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReference, isReferenceCurrent } from '../../src/contract/generate/reference.ts';
import { foreign, launchBrowser, openPage } from '../support/browser.ts';
import type { Look, WatchedPage } from '../support/browser.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  if (!(await isReferenceCurrent())) await buildReference();
  [server, browser] = await Promise.all([startTestServer({ demo: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens a page, does something on it, and demands that nothing was asked elsewhere and nothing went wrong. */
async function visit(path: string, look: Look, act: (opened: WatchedPage) => Promise<void>): Promise<void> {
  const opened = await openPage(browser, look);
  try {
    await opened.page.goto(server.url + path);
    await act(opened);
    expect(foreign(opened.requests, server.url)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

const phone: Look = { width: 390, height: 844 };
const looks: { name: string; look: Look }[] = [
  { name: 'on a screen', look: {} },
  { name: 'on a screen in the dark', look: { colorScheme: 'dark' } },
  { name: 'on a phone', look: phone },
  { name: 'on a phone in the dark', look: { ...phone, colorScheme: 'dark' } },
];

/** How far the page reaches over the right edge of its window, in pixels. */
const overflow = ({ page }: WatchedPage) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

/** Contrast of an element's text against the ground it stands on (WCAG 2, 1.4.3), of those that match. */
const leastContrast = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = (color) => channels(color).slice(0, 3).map((c) => linear(c / 255))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if ((channels(color)[3] ?? 1) === 1) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [...document.querySelectorAll('p, li, a, h1, h2, code, td, th, button')]
    .filter((element) => element.innerText && getComputedStyle(element).opacity === '1');
  return Math.min(...texts.map((element) => {
    const [low, high] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }));
})()`;

describe.each(looks)('guides and error pages $name', ({ look }) => {
  it.each([
    ['/docs', 'Telltale documentation'],
    ['/docs/getting-started', 'Create a bucket'],
    ['/docs/operating', 'TELLTALE_MAX_BULK_BODY_BYTES'],
    ['/docs/errors', 'idempotency_in_progress'],
    ['/docs/errors/conflict', 'A name that must be unique is taken.'],
  ])('%s is readable and fits', async (path, text) => {
    await visit(path, look, async (opened) => {
      await opened.page.getByText(text).filter({ visible: true }).first().waitFor();
      expect(await overflow(opened)).toBe(0);
      expect(await opened.page.evaluate<number>(leastContrast)).toBeGreaterThanOrEqual(4.5);
    });
  });
});

describe('the guides', () => {
  it('lead to each other, to the errors and to the reference', async () => {
    await visit('/docs', {}, async ({ page }) => {
      await page.getByRole('navigation', { name: 'Guides' }).getByRole('link', { name: 'Ingest' }).click();
      await page.getByRole('heading', { name: 'All or nothing' }).waitFor();
      await page.getByRole('link', { name: 'Errors', exact: true }).first().click();
      await page.getByRole('link', { name: 'quota_exceeded' }).click();
      await page.getByRole('link', { name: 'List buckets' }).click();
      await page.getByRole('heading', { name: 'List buckets' }).waitFor();
    });
  });
});

describe.each(looks)('the reference $name', ({ look }) => {
  it('shows an operation with its examples', async () => {
    await visit('/docs/reference#/data/querydata', look, async (opened) => {
      await opened.page.getByRole('heading', { name: 'Query points' }).waitFor();
      await opened.page.getByText('Answers raw points, or one row for each source and group.').first().waitFor();
      expect(await overflow(opened)).toBe(0);
    });
  });
});

describe('the reference', () => {
  it('finds operations', async () => {
    await visit('/docs/reference', {}, async ({ page }) => {
      await page.getByText('Search').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('purge');
      await page.getByText('Empty a bucket').last().click();
      await page.getByRole('heading', { name: 'Empty a bucket' }).waitFor();
    });
  });

  it('leads back to the guides', async () => {
    await visit('/docs/reference', phone, async ({ page }) => {
      await page.getByRole('navigation', { name: 'Parts of the documentation' }).getByRole('link', { name: 'Guides' }).click();
      await page.getByRole('heading', { name: 'Telltale documentation' }).waitFor();
    });
  });
});
