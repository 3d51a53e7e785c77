import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { OpenApiDocument } from '../openapi.ts';
import { bundle, lint, sdk } from './tools.ts';
import { emitCells } from './cells.ts';
import { emitErrors } from './errors.ts';
import type { Catalogue } from './errors.ts';
import { emitHandlers } from './handlers.ts';
import { emitOperations } from './operations.ts';
import { buildReference } from './reference.ts';
import { violations } from './rules.ts';

const committed = 'generated';
const source = 'openapi';

/**
 * Writes everything that follows from the contract into `directory`, byte for byte the same for the same contract.
 *
 * @throws Error with every broken rule, before anything is written
 */
async function generate(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await lint(source);
  const bundlePath = join(directory, 'openapi.json');
  await bundle(source, bundlePath);
  const document: OpenApiDocument = JSON.parse(await readFile(bundlePath, 'utf8'));
  const catalogue: Catalogue = parse(await readFile(join(source, 'errors.yaml'), 'utf8'));
  const broken = violations(document, catalogue);
  if (broken.length > 0) throw new Error(`the contract breaks ${broken.length} rules:\n  ${broken.join('\n  ')}`);
  await sdk(bundlePath, join(directory, 'client'));
  await writeFile(join(directory, 'operations.ts'), emitOperations(document));
  await writeFile(join(directory, 'handlers.ts'), emitHandlers(document));
  await writeFile(join(directory, 'errors.ts'), emitErrors(catalogue));
  await writeFile(join(directory, 'cells.ts'), emitCells(document));
}

/** The files below a directory, with their contents; the built reference is not committed and does not count. */
async function contents(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  const kept = files.filter((file) => !file.startsWith('reference/')).sort();
  return new Map(await Promise.all(kept.map(async (file) => [file, await readFile(join(directory, file), 'utf8')] as const)));
}

/** The files that a fresh generation makes otherwise, makes anew, or no longer makes. */
async function drift(): Promise<string[]> {
  const fresh = await mkdtemp(join(tmpdir(), 'telltale-generated-'));
  try {
    await generate(fresh);
    const [is, should] = await Promise.all([contents(committed), contents(fresh)]);
    return [...new Set([...is.keys(), ...should.keys()])].filter((file) => is.get(file) !== should.get(file)).sort();
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  if (process.argv.includes('--check')) {
    const files = await drift();
    if (files.length > 0) throw new Error(`generated/ is not what openapi/ makes; run \`npm run generate\`:\n  ${files.join('\n  ')}`);
    console.log('generated/ is up to date');
    return;
  }
  if (process.argv.includes('--reference')) {
    await buildReference();
    return;
  }
  for (const file of await readdir(committed)) await rm(join(committed, file), { recursive: true, force: true });
  await generate(committed);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
