import { readdir, readFile } from 'node:fs/promises';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { renderMarkdown } from './markdown.ts';

const folder = new URL('../../../docs/', import.meta.url);
const entryPattern = /^- \[([^\]]+)\]\(([a-z-]+)\.md\): (.+)$/gm;

/** One line of docs/README.md. */
export interface GuideEntry {
  slug: string;
  title: string;
  summary: string;
}

/** The guides and the page that lists them. */
export interface Guides {
  entries: readonly GuideEntry[];
  pages: readonly Page[];
}

/**
 * Reads and renders docs/*.md. The list in docs/README.md decides their order and titles.
 *
 * @throws Error when a guide is not listed, is listed and missing, or has a link that leads nowhere
 */
export async function loadGuides(base: string, inserts: Readonly<Record<string, Html>>): Promise<Guides> {
  const index = await readFile(new URL('README.md', folder), 'utf8');
  const entries = [...index.matchAll(entryPattern)].map(([, title = '', slug = '', summary = '']) => ({ slug, title, summary }));
  await requireSame(entries.map(({ slug }) => `${slug}.md`));
  const linkOf = (href: string) => linkTo(base, href, new Set(entries.map(({ slug }) => slug)));
  const pages = entries.map(async ({ slug, title, summary }): Promise<Page> => {
    const rendered = renderMarkdown(await readFile(new URL(`${slug}.md`, folder), 'utf8'), { linkOf, inserts });
    if (rendered.title !== title) throw new Error(`docs/${slug}.md has the title ${rendered.title}, docs/README.md lists it as ${title}`);
    return { path: `/docs/${slug}`, title, description: summary, body: rendered.body, headings: rendered.headings };
  });
  return { entries, pages: [indexPage(renderMarkdown(index, { linkOf, inserts }).body), ...(await Promise.all(pages))] };
}

function indexPage(body: Html): Page {
  const description = 'Guides, reference, errors and playground of this Telltale server.';
  return { path: '/docs', title: 'Telltale', description, body: html`<div class="index">${body}</div>` };
}

async function requireSame(listed: readonly string[]): Promise<void> {
  const there = (await readdir(folder)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const odd = [...listed.filter((name) => !there.includes(name)), ...there.filter((name) => !listed.includes(name))];
  if (odd.length > 0) throw new Error(`docs/ and the list in docs/README.md differ: ${odd.join(', ')}`);
}

/** Guides are linked as files, so that they work in the repository too; the rest of the server by its paths. */
function linkTo(base: string, href: string, slugs: ReadonlySet<string>): string {
  if (/^(#|https?:\/\/)/.test(href)) return href;
  if (/^\/(docs|playground|openapi|api)\b/.test(href)) return base + href;
  const [, slug = '', fragment = ''] = /^([a-zA-Z-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (slug === 'README') return `${base}/docs${fragment}`;
  if (!slugs.has(slug)) throw new Error(`docs/ has a link to ${href}, where nothing is`);
  return `${base}/docs/${slug}${fragment}`;
}
