import { readdir, readFile } from 'node:fs/promises';
import { fileOf } from './file.ts';
import type { File } from './file.ts';
import { html } from './html.ts';
import { banner, head } from './layout.ts';
import type { Site } from './layout.ts';
import { playgroundPolicy } from './policies.ts';

const library = new URL('.', import.meta.resolve('@scalar/api-reference'));
const entry = 'standalone.esm.js';

/** The files of Scalar's browser build, below paths that name its version. */
export interface Library {
  /** The path of the module to import. */
  entry: string;
  files: ReadonlyMap<string, () => Promise<File>>;
}

/** Lists the files; each is read when it is first asked for. Nothing else of the package can be reached. */
export async function loadLibrary(): Promise<Library> {
  const { version }: { version: string } = JSON.parse(await readFile(new URL('../package.json', library), 'utf8'));
  const folder = new URL('browser/', library);
  const chunks = (await readdir(new URL('chunks/', folder))).filter((name) => name.endsWith('.js'));
  const names = [entry, ...chunks.map((name) => `chunks/${name}`)];
  const root = `/playground/assets/${version}/`;
  const files = names.map((name) => {
    let reading: Promise<File> | undefined;
    const read = async () => fileOf(await readFile(new URL(name, folder)), { type: 'text/javascript; charset=utf-8', caching: 'forever' });
    return [root + name, () => (reading ??= read())] as const;
  });
  return { entry: root + entry, files: new Map(files) };
}

/** The playground's page; with the button that fetches a key when the demo organization is there. */
export function playgroundPage(site: Site, libraryEntry: string, offersDemo: boolean): File {
  const { base } = site;
  const title = { title: 'Playground', description: 'Try every operation of this Telltale server in the browser.' };
  const extra = html`<link rel="modulepreload" href="${base}${libraryEntry}">
<script type="module" src="${base}/docs/assets/playground.js"></script>`;
  const button = html`<button type="button" id="demo-key" disabled>Use a demo key</button>
<p>Fills in a key of the demo organization, good for an hour. <span id="demo-key-status" role="status"></span></p>`;
  const hint = html`<p>Put your API key into <b>Authentication</b> below, open an operation, and send it.
<span id="demo-key-status" role="status"></span></p>`;
  const session = html`<div class="telltale-key" id="session">
<form id="sign-in">
<label>E-mail <input type="email" name="email" autocomplete="username" required maxlength="254"></label>
<label>Password <input type="password" name="password" autocomplete="current-password" required maxlength="200"></label>
<label id="name-field" hidden>Name <input name="name" autocomplete="name" maxlength="100"></label>
<button type="submit" name="action" value="login">Log in</button>
<button type="submit" name="action" value="signup">Sign up</button>
</form>
<button type="button" id="sign-out" hidden>Log out</button>
<p id="session-status" role="status">Or call as a person: calls then carry the cookie of your session in place of a key.</p>
</div>`;
  const { markup } = html`<!doctype html>
<html lang="en">
${head(site, title, 'playground.css', extra)}
<body class="playground">
${banner(site, '/playground')}
<main>
<h1 class="telltale-title">Playground</h1>
<div class="telltale-key">${offersDemo ? button : hint}</div>
${session}
<noscript><p>The playground needs JavaScript. The <a href="${base}/docs/reference">reference</a> and the <a href="${base}/docs">guides</a>
show the same operations.</p></noscript>
<div id="playground" data-library="${base}${libraryEntry}" data-document="${base}/openapi.json" data-server="${base === '' ? '/' : base}"
 data-demo-key="${base}/playground/demo-key" data-api="${base}/api"></div>
</main>
</body>
</html>
`;
  return fileOf(markup, { type: 'text/html; charset=utf-8', policy: playgroundPolicy });
}
