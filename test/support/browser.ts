import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../scripts/setup.mjs';

/** Chromium without a display, which asks no host by itself. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no Chromium: install it or set CHROMIUM_PATH');
  const quiet = ['background-networking', 'component-update', 'default-apps', 'sync'].map((part) => `--disable-${part}`);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet] });
}

/** A page that takes note of what it should not do. */
export interface WatchedPage {
  page: Page;
  /** Every address that was asked, in order; `data:` and `blob:` hold their content themselves. */
  requests: readonly string[];
  /** Errors and warnings of the console, violations of the policy among them, and errors that nobody caught. */
  complaints: readonly string[];
  close(): Promise<void>;
}

export interface Look {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
}

/** Shorter than a test's, so that a failure names the step. */
const stepTimeoutMs = 15_000;

/** Opens an empty page in a context of its own. */
export async function openPage(browser: Browser, { width = 1280, height = 900, colorScheme = 'light' }: Look = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(stepTimeoutMs);
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, requests, complaints, close: () => context.close() };
}

/** The requests that leave the server at `url`. */
export const foreign = (requests: readonly string[], url: string) =>
  requests.filter((request) => !request.startsWith(`${url}/`) && !/^(data|blob):/.test(request));
