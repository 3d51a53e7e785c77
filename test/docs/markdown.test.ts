import { describe, expect, it } from 'vitest';
import { html, trusted } from '../../src/http/docs/html.ts';
import { renderInline, renderMarkdown } from '../../src/http/docs/markdown.ts';

const options = { linkOf: (href: string) => `/to/${href}`, inserts: { table: trusted('<b>table</b>') } };
const render = (markdown: string) => renderMarkdown(markdown, options);

describe('html', () => {
  it('escapes what is put in, and only that', () => {
    expect(html`<p title="${'"a" & <b>'}">${html`<i>${1}</i>`}${null}${[html`<br>`, html`<hr>`]}</p>`.markup)
      .toBe('<p title="&quot;a&quot; &amp; &lt;b&gt;"><i>1</i><br>\n<hr></p>');
  });
});

describe('renderMarkdown', () => {
  it('shows raw HTML as text', () => {
    const { markup } = render('Before\n\n<script>alert(1)</script>\n\nand <img src=x onerror=alert(1)> inside').body;
    expect(markup).not.toMatch(/<script|<img/);
    expect(markup).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('puts inserts where their comments stand', () => {
    expect(render('# T\n\n<!-- table -->\n').body.markup).toContain('<b>table</b>');
    expect(render('<!-- other -->').body.markup).toContain('&lt;!-- other --&gt;');
  });

  it('gives headings the ids of GitHub, each once', () => {
    const { headings, title } = render('# Keys & `codes`\n\n## What is it?\n\n## What is it?\n');
    expect(title).toBe('Keys & codes');
    expect(headings.map(({ id }) => id)).toEqual(['keys--codes', 'what-is-it', 'what-is-it-1']);
  });

  it('escapes code and links', () => {
    expect(render('```json\n{"a": "<b>"}\n```').body.markup).toContain('{&quot;a&quot;: &quot;&lt;b&gt;&quot;}');
    expect(render('[x](a.md"onclick=")').body.markup).not.toContain('"onclick');
  });
});

describe('renderInline', () => {
  it('renders code once, and no HTML', () => {
    expect(renderInline('`a < b` and <i>').markup).toBe('<code>a &lt; b</code> and &lt;i&gt;');
  });
});
