/** A page as the crawler saw it. */
export interface CrawledPage {
  status: number;
  html: string;
  /** The addresses that it links to and loads from, as they are written. */
  links: readonly string[];
  ids: ReadonlySet<string>;
}

function valuesOf(html: string, attribute: string): string[] {
  const found = html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'));
  return [...found].map(([, value = '']) => value.replaceAll('&amp;', '&'));
}

/** Follows every link below `start` that stays on the server. Keys are paths without fragments. */
export async function crawl(url: string, start: string): Promise<Map<string, CrawledPage>> {
  const pages = new Map<string, CrawledPage>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (pages.has(path)) continue;
    const response = await fetch(url + path, { headers: { Accept: 'text/html,*/*;q=0.8' } });
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
    const html = await response.text();
    // What lies in the scripts of the reference is no markup.
    const markup = isPage ? html.replaceAll(/<script[^>]*>[^]*?<\/script>/g, '') : '';
    const links = [...valuesOf(markup, 'href'), ...valuesOf(markup, 'src')];
    pages.set(path, { status: response.status, html, links, ids: new Set(valuesOf(markup, 'id')) });
    waiting.push(...links.flatMap((link) => pathOf(url, path, link) ?? []));
  }
  return pages;
}

/** The path that a link leads to, or null when it leaves the server. */
export function pathOf(url: string, from: string, link: string): string | null {
  const target = new URL(link, url + from);
  return target.origin === new URL(url).origin ? target.pathname : null;
}
