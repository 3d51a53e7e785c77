import { Marked } from 'marked';
import type { Tokens } from 'marked';
import { escapeHtml, trusted } from './html.ts';
import type { Html } from './html.ts';

/** A heading that can be linked to. */
export interface Heading {
  id: string;
  text: string;
  depth: number;
}

/** A rendered document. */
export interface Rendered {
  title: string;
  body: Html;
  headings: readonly Heading[];
}

export interface MarkdownOptions {
  /** Where a link of the document leads on this server. @throws Error when it leads nowhere */
  linkOf: (href: string) => string;
  /** What stands in place of an HTML comment of this name, such as `<!-- errors -->`. */
  inserts?: Readonly<Record<string, Html>>;
}

/** Renders Markdown of this repository. Raw HTML in it is shown as text, except for the comments that name an insert. */
export function renderMarkdown(markdown: string, { linkOf, inserts = {} }: MarkdownOptions): Rendered {
  const headings: Heading[] = [];
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const markup = this.parser.parseInline(tokens);
        const text = this.parser.parseInline(tokens, this.parser.textRenderer);
        const heading = { id: uniqueId(text, headings), text: unescape(text), depth };
        headings.push(heading);
        const anchor = depth === 1 ? '' : ` <a class="anchor" href="#${heading.id}" aria-label="Link to this section">#</a>`;
        return `<h${depth} id="${heading.id}">${markup}${anchor}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escapeHtml(linkOf(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      code({ text, lang }) {
        return `<pre tabindex="0"><code class="language-${escapeHtml(lang ?? 'text')}">${escapeHtml(text)}</code></pre>\n`;
      },
      table(token) {
        const table = tableOf(token, (cell) => this.parser.parseInline(cell.tokens));
        return `<div class="table" tabindex="0" role="region" aria-label="Table">${table}</div>\n`;
      },
      html({ text }) {
        const name = /^<!--\s*(\w+)\s*-->\s*$/.exec(text)?.[1];
        return (name === undefined ? undefined : inserts[name]?.markup) ?? escapeHtml(text);
      },
    },
  });
  const body = trusted(marked.parse(markdown, { async: false }));
  return { title: headings.find((heading) => heading.depth === 1)?.text ?? '', body, headings };
}

const inline = new Marked({ gfm: true }, { renderer: { html: ({ text }) => escapeHtml(text) } });

/** One line of Markdown: code, emphasis, links. */
export function renderInline(markdown: string): Html {
  return trusted(inline.parseInline(markdown, { async: false }));
}

function tableOf({ header, rows }: Tokens.Table, render: (cell: Tokens.TableCell) => string): string {
  const head = header.map((cell) => `<th scope="col">${render(cell)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${render(cell)}</td>`).join('')}</tr>`).join('\n');
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

/** The ids that GitHub gives to headings, so that a link works in both places. */
function uniqueId(text: string, taken: readonly Heading[]): string {
  const plain = unescape(text).toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(/\s/g, '-');
  const same = taken.filter(({ id }) => id === plain || new RegExp(`^${plain}-\\d+$`).test(id)).length;
  return same === 0 ? plain : `${plain}-${same}`;
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
