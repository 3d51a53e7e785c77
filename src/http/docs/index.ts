import { readdir, readFile } from 'node:fs/promises';
import type { NextFunction, Request, Response } from 'express';
import { stringify } from 'yaml';
import type { OpenApiDocument } from '../../contract/openapi.ts';
import type { Environment } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import { requestIdOf } from '../pipeline.ts';
import { fail } from '../reply.ts';
import { createAccountPages } from './account.ts';
import { createDemoKeys } from './demo-key.ts';
import { errorPages, errorTable } from './error-pages.ts';
import { fileOf, sendFile } from './file.ts';
import type { File } from './file.ts';
import { loadGuides } from './guides.ts';
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import type { Page, Site } from './layout.ts';
import { loadLibrary, playgroundPage } from './playground.ts';
import { plainPolicy } from './policies.ts';
import { createReference } from './reference.ts';

const bundle = new URL('../../../generated/openapi.json', import.meta.url);
const assets = new URL('../../../docs/assets/', import.meta.url);
const demoKeyPath = '/playground/demo-key';

export interface DocsOptions {
  environment: Environment;
  document: OpenApiDocument;
  /** Whether the playground may give keys of the demo organization. */
  isDemoOn: boolean;
}

/** Serves the contract's document, the docs, the playground and the pages of accounts; passes other paths on. All but the demo key is read-only. */
export async function createDocs({ environment, document, isDemoOn }: DocsOptions) {
  const demoKeys = createDemoKeys(environment, isDemoOn);
  const { site, routes } = await createRoutes(environment, document, demoKeys.isOffered);

  const answer = async (request: Request, response: Response, path: string, headers: Record<string, string>): Promise<boolean> => {
    if (path === demoKeyPath) {
      if (allow(request, response, ['POST'], headers)) sendKey(response, await demoKeys.create(request.headers), headers);
      return true;
    }
    if (path === '/' && request.accepts(['json', 'html']) === 'html') {
      response.writeHead(302, { ...headers, Location: `${site.base}/docs` }).end();
      return true;
    }
    const file = routes.get(path);
    if (file) {
      if (allow(request, response, ['GET', 'HEAD'], headers)) await sendFile(request, response, await file(), headers);
      return true;
    }
    if (routes.has(path.replace(/\/$/, ''))) {
      response.writeHead(308, { ...headers, Location: site.base + path.replace(/\/$/, '') }).end();
      return true;
    }
    if (!/^\/(docs|playground)\//.test(path) || request.accepts(['json', 'html']) !== 'html') return false;
    await sendFile(request, response, lost(site), headers);
    return true;
  };

  return async function docs(request: Request, response: Response, next: NextFunction): Promise<void> {
    const [path = ''] = request.originalUrl.split('?');
    const headers = { 'X-Request-Id': requestIdOf(request.headers, environment) };
    try {
      if (!(await answer(request, response, path, headers))) next();
    } catch (error) {
      fail({ environment }, request, response, error, headers);
    }
  };
}

/** Whether the method is one of these; answers OPTIONS. @throws ApiError 405 */
function allow(request: Request, response: Response, methods: readonly string[], headers: Readonly<Record<string, string>>): boolean {
  if (methods.includes(request.method)) return true;
  const Allow = [...methods, 'OPTIONS'].join(', ');
  if (request.method !== 'OPTIONS') throw new ApiError('method_not_allowed', [], { Allow });
  response.writeHead(204, { ...headers, Allow }).end();
  return false;
}

function sendKey(response: Response, key: string, headers: Readonly<Record<string, string>>): void {
  const body = JSON.stringify({ key });
  response.writeHead(201, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': body.length,
  });
  response.end(body);
}

interface Routes {
  site: Site;
  /** Every path that can be read, with what makes its answer. */
  routes: ReadonlyMap<string, () => Promise<File>>;
}

async function createRoutes(environment: Environment, document: OpenApiDocument, offersDemo: () => Promise<boolean>): Promise<Routes> {
  const base = new URL(environment.publicUrl).pathname.replace(/\/$/, '');
  const [guides, library, json] = await Promise.all([loadGuides(base, { errors: errorTable(base) }), loadLibrary(), readFile(bundle)]);
  const site: Site = { base, guides: guides.entries };
  const pages = [...guides.pages, ...errorPages(document, base, environment.publicUrl)];
  const always = (file: File) => async () => file;
  const page = (one: Page) => always(fileOf(renderPage(site, one), { type: 'text/html; charset=utf-8', policy: plainPolicy }));
  const routes = new Map<string, () => Promise<File>>([
    ['/openapi.json', always(fileOf(json, { type: 'application/json; charset=utf-8' }))],
    ['/openapi.yaml', always(fileOf(stringify(document), { type: 'application/yaml; charset=utf-8' }))],
    ...pages.map((one) => [one.path, page(one)] as const),
    ...(await loadAssets()).map(([path, file]) => [path, always(file)] as const),
    ['/docs/reference', createReference(site)],
    ['/playground', async () => playgroundPage(site, library.entry, await offersDemo())],
    ...library.files,
    ...createAccountPages(site),
  ]);
  return { site, routes };
}

const assetTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

async function loadAssets(): Promise<(readonly [string, File])[]> {
  const load = async (name: string) => {
    const type = assetTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    return [`/docs/assets/${name}`, fileOf(await readFile(new URL(name, assets)), { type })] as const;
  };
  return Promise.all((await readdir(assets)).map(load));
}

/** For people who follow a dead link; programs get the error as JSON. */
function lost(site: Site): File {
  const body = html`<h1>Not found</h1>
<p>There is no such page. There are lists of the <a href="${site.base}/docs">guides</a> and of the
<a href="${site.base}/docs/errors">error codes</a>.</p>`;
  const page = renderPage(site, { path: '', title: 'Not found', description: 'There is no such page.', body });
  return fileOf(page, { type: 'text/html; charset=utf-8', policy: plainPolicy, status: 404, caching: 'never' });
}
