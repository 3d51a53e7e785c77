import { html, trusted } from './html.ts';
import type { Html } from './html.ts';
import type { Heading } from './markdown.ts';

/** What all pages share. */
export interface Site {
  /** The path before every link, empty unless the public URL has one. */
  base: string;
  /** The guides in their order. */
  guides: readonly { slug: string; title: string }[];
}

export interface Page {
  /** The path below the base. */
  path: string;
  title: string;
  /** One sentence for search engines and previews. */
  description: string;
  body: Html;
  /** The sections of the page, for the navigation. */
  headings?: readonly Heading[];
}

/** The head of a page; `sheet` is the stylesheet of its content, `extra` comes last. */
export function head({ base }: Site, page: Pick<Page, 'title' | 'description'>, sheet: string, extra: Html | null = null): Html {
  const { title, description } = page;
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title === 'Telltale' ? title : `${title} · Telltale`}</title>
<link rel="icon" type="image/svg+xml" href="${base}/docs/assets/icon.svg">
<link rel="stylesheet" href="${base}/docs/assets/bar.css">
<link rel="stylesheet" href="${base}/docs/assets/${sheet}">
${extra}
</head>`;
}

const parts = [
  ['/docs', 'Guides'],
  ['/docs/reference', 'Reference'],
  ['/docs/errors', 'Errors'],
  ['/playground', 'Playground'],
] as const;

/** The bar on top of every page; `path` is that of the page. */
export function banner({ base }: Site, path: string): Html {
  const links = parts.map(([target, name]) => {
    const current = target === path ? trusted(' aria-current="page"') : null;
    return html`<a href="${base}${target}"${current}>${name}</a>`;
  });
  return html`<header class="telltale-bar">
<a href="${base}/docs"><img src="${base}/docs/assets/icon.svg" alt="" width="24" height="24">Telltale</a>
<nav aria-label="Parts of the documentation">
${links}
</nav>
</header>`;
}

/** A whole page: bar, list of guides, content. */
export function renderPage(site: Site, page: Page): string {
  const { markup } = html`<!doctype html>
<html lang="en">
${head(site, page, 'style.css')}
<body>
<a class="skip" href="#content">Skip to content</a>
${banner(site, page.path)}
<div class="columns">
<nav class="guides" aria-label="Guides">
<ul>
${site.guides.map((guide) => entry(site, page, guide))}
</ul>
</nav>
<main id="content">
${page.body}
</main>
</div>
</body>
</html>
`;
  return markup;
}

function entry({ base }: Site, page: Page, { slug, title }: Site['guides'][number]): Html {
  const path = `/docs/${slug}`;
  if (path !== page.path) return html`<li><a href="${base}${path}">${title}</a></li>`;
  const sections = (page.headings ?? []).filter((heading) => heading.depth === 2);
  return html`<li><a href="${base}${path}" aria-current="page">${title}</a>
<ul>
${sections.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}
</ul></li>`;
}
