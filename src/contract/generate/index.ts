import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { OpenApiDocument } from '../openapi.ts';
import { bundle, lint, sdk } from './tools.ts';
import { differingFiles } from './drift.ts';
import { emitCells } from './cells.ts';
import { emitErrors } from './errors.ts';
import type { Catalogue } from './errors.ts';
import { emitHandlers } from './handlers.ts';
import { emitOperations } from './operations.ts';
import { emitPermissions } from './permissions.ts';
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
  await writeFile(join(directory, 'permissions.ts'), emitPermissions(document));
  await writeFile(join(directory, 'handlers.ts'), emitHandlers(document));
  await writeFile(join(directory, 'errors.ts'), emitErrors(catalogue));
  await writeFile(join(directory, 'cells.ts'), emitCells(document));
}

/** Generates into a fresh directory and hands it to `use`. */
async function freshly<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const fresh = await mkdtemp(join(tmpdir(), 'telltale-generated-'));
  try {
    await generate(fresh);
    return await use(fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Puts a generation in the place of the committed one; the built reference stays until it is built anew. */
async function replaceCommitted(fresh: string): Promise<void> {
  await mkdir(committed, { recursive: true });
  for (const file of await readdir(committed)) if (file !== 'reference') await rm(join(committed, file), { recursive: true });
  await cp(fresh, committed, { recursive: true });
}

async function main(): Promise<void> {
  if (process.argv.includes('--check')) {
    const files = await freshly((fresh) => differingFiles(committed, fresh));
    if (files.length > 0) throw new Error(`generated/ is not what openapi/ makes; run \`npm run generate\`:\n  ${files.join('\n  ')}`);
    console.log('generated/ is up to date');
    return;
  }
  if (process.argv.includes('--reference')) {
    await buildReference();
    return;
  }
  await freshly(replaceCommitted);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
