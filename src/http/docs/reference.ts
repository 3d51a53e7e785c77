import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { fileOf } from './file.ts';
import type { File } from './file.ts';
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import type { Site } from './layout.ts';
import { plainPolicy, referencePolicy } from './policies.ts';

const builtFile = new URL('../../../generated/reference/index.html', import.meta.url);
const type = 'text/html; charset=utf-8';

/** The reference as it was built last; a page that says how to build it when it never was. */
export function createReference(site: Site, built = builtFile): () => Promise<File> {
  let known: { time: number; file: File } | undefined;
  return async () => {
    const time = (await stat(built).catch(() => null))?.mtimeMs;
    if (time === undefined) return missing(site);
    if (known?.time !== time) {
      const page = await readFile(built, 'utf8');
      known = { time, file: fileOf(page, { type, policy: referencePolicy(scriptHashes(page)) }) };
    }
    return known.file;
  };
}

/** The inline scripts of the page, as a policy names them. */
function scriptHashes(page: string): string[] {
  const scripts = [...page.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script = '']) => script);
  return scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
}

function missing(site: Site): File {
  const body = html`<h1>API reference</h1>
<p>It has not been built on this server yet. Its operator can do that with <code>npm start</code>, or while the server runs with</p>
<pre tabindex="0"><code>node src/contract/generate/index.ts --reference</code></pre>
<p>The same operations are in the <a href="${site.base}/playground">playground</a> and in
<a href="${site.base}/openapi.yaml">openapi.yaml</a>.</p>`;
  const page = renderPage(site, { path: '/docs/reference', title: 'API reference', description: 'Not built yet.', body });
  return fileOf(page, { type, policy: plainPolicy, status: 503, caching: 'never' });
}
