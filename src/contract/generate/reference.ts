import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built reference; it is not committed. */
export const referenceFile = 'generated/reference/index.html';
const contractFile = 'generated/openapi.json';

/** Pixels of the bar above the reference, which its own layout leaves free. */
const barHeight = 48;

const bar = `<header class="telltale-bar"><a href="../docs"><img src="assets/icon.svg" alt="" width="24" height="24">Telltale</a>
<nav aria-label="Parts of the documentation"><a href="../docs">Guides</a><a href="reference" aria-current="page">Reference</a>
<a href="errors">Errors</a><a href="../playground">Playground</a></nav></header>`;

const barHead = `<link rel="icon" type="image/svg+xml" href="assets/icon.svg">
<meta name="description" content="Every operation of the Telltale API with its parameters, answers and examples.">
<link rel="stylesheet" href="assets/bar.css">`;

/** The builder's mark in a corner would be an image from its own host. */
const mark =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="36" height="12">' +
      '<text y="10" font-family="sans-serif" font-size="11" font-weight="bold" fill="#8492a6">Redoc</text></svg>',
  );
const remoteMark = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;

/** Changes the built page so that it loads nothing from other hosts and leads back to the guides. */
export function adapt(page: string): string {
  const adapted = page
    .replace('</head>', () => `${barHead}\n</head>`)
    .replace('<body>', () => `<body>\n${bar}`)
    .replaceAll(remoteMark, () => mark)
    // Links of the menu are paths until the script runs, as if the page were a site of its own.
    .replaceAll(/(<a [^>]*href=")\/([a-z0-9-]*)(" data-discover)/g, '$1#/$2$3');
  if (!adapted.includes(mark)) throw new Error('the reference has no mark to replace; see what this builder loads from its host');
  return adapted;
}

async function timeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  return found?.mtimeMs ?? 0;
}

/** Whether the reference is there and no older than the contract. */
export async function isReferenceCurrent(): Promise<boolean> {
  const [built, contract] = await Promise.all([timeOf(referenceFile), timeOf(contractFile)]);
  return built > 0 && built >= contract;
}

/** Builds the reference from the bundle, and puts it in its place when it is whole. It takes about a second. */
export async function buildReference(): Promise<void> {
  const { reference } = await import('./tools.ts');
  await mkdir(dirname(referenceFile), { recursive: true });
  const workplace = await mkdtemp(join(dirname(referenceFile), 'build-'));
  try {
    const unfinished = join(workplace, 'index.html');
    await reference(contractFile, unfinished, barHeight);
    await writeFile(unfinished, adapt(await readFile(unfinished, 'utf8')));
    await rename(unfinished, referenceFile);
  } finally {
    await rm(workplace, { recursive: true });
  }
}

// As a program, before the server starts: whatever hinders it must not hinder the server.
if (process.argv[1] === fileURLToPath(import.meta.url) && !(await isReferenceCurrent())) {
  console.error('building the API reference ...');
  await buildReference().catch((error: unknown) => {
    console.error(`the API reference is not built, /docs/reference will say so: ${error instanceof Error ? error.message : String(error)}`);
  });
}
