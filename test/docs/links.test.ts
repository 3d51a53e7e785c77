import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Marked } from 'marked';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { settings } from '../../src/config.ts';
import { buildReference, isReferenceCurrent } from '../../src/contract/generate/reference.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { crawl, pathOf } from './support/crawl.ts';
import type { CrawledPage } from './support/crawl.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
/** Markdown for people, with the folder that its relative links start from. */
const documents = [
  ...readdirSync(`${project}docs`).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((name) => existsSync(project + name)),
];
const read = (name: string) => readFileSync(project + name, 'utf8');

let server: TestServer;
let pages: Map<string, CrawledPage>;
beforeAll(async () => {
  if (!(await isReferenceCurrent())) await buildReference();
  server = await startTestServer({ demo: true });
  pages = await crawl(server.url, '/docs');
});
afterAll(() => server.close());

describe('the pages of the server', () => {
  it('are all there, from whatever page one comes', () => {
    const lost = [...pages].flatMap(([path, page]) => (page.status === 200 ? [] : [`${page.status} ${path}`]));
    expect(lost).toEqual([]);
    const some = ['/docs', '/docs/ingest', '/docs/reference', '/docs/errors/conflict', '/playground', '/openapi.yaml'];
    expect([...pages.keys()]).toEqual(expect.arrayContaining(some));
  });

  it('are linked at sections that exist', () => {
    const dead: string[] = [];
    for (const [path, { links }] of pages)
      for (const link of links) {
        const [, fragment] = link.split('#');
        const target = pathOf(server.url, path, link);
        if (fragment === undefined || target === null) continue;
        const exists = target === '/docs/reference' ? isReferenceAnchor(fragment) : pages.get(target)?.ids.has(fragment);
        if (!exists) dead.push(`${path} -> ${link}`);
      }
    expect(dead).toEqual([]);
  });

  it('load nothing from other hosts', () => {
    for (const [path, { html }] of pages) {
      const markup = html.replaceAll(/<script[^>]*>[^]*?<\/script>/g, '');
      const loaded = markup.match(/<(?:link|script|img|iframe|source)\b[^>]*\b(?:href|src)="(?:https?:)?\/\/[^"]*"/g);
      expect(loaded, path).toBeNull();
    }
  });
});

describe.each(documents)('%s', (name) => {
  it('has only links that lead somewhere', () => {
    const links: string[] = [];
    const marked = new Marked();
    marked.walkTokens(marked.lexer(read(name)), (token) => void (token.type === 'link' && links.push(String(token['href']))));
    const dead = links.filter((link) => !leadsSomewhere(name, link));
    expect(dead).toEqual([]);
  });
});

/** The reference makes its sections while it runs: `/` and a tag, and behind it the operation. */
function isReferenceAnchor(fragment: string): boolean {
  const [, operation] = /^\/[a-z-]*(?:\/([a-z]+))?$/.exec(fragment) ?? ['', 'none'];
  return operation === undefined || Object.keys(operations).some((id) => id.toLowerCase() === operation);
}

/** Files of the repository, paths of the server (also with its usual address), and addresses elsewhere, which are not followed. */
function leadsSomewhere(document: string, link: string): boolean {
  const path = link.replace(/^http:\/\/localhost:4680/, '').replace(/#.*$/, '');
  if (/^https?:\/\//.test(path) || path === '') return true;
  if (path.startsWith('/')) return pages.has(path);
  return existsSync(fileURLToPath(new URL(path, new URL(document, new URL('../../', import.meta.url)))));
}

describe('the tables of settings', () => {
  const tables = ['docs/operating.md', 'README.md'].filter((name) => existsSync(project + name));

  it('are in the guide for operators at least', () => {
    expect(tables).toContain('docs/operating.md');
  });

  it.each(tables)('%s has every setting with its default, and no other', (name) => {
    const rows = [...read(name).matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|none|) \|/gm)].map(([, setting, value]) => [setting, value]);
    expect(rows).toEqual(settings.map((setting) => [setting.name, setting.default]));
  });
});
