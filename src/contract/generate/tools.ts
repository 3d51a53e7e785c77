import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';

const run = promisify(execFile);

async function redocly(...args: string[]): Promise<void> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NODE_OPTIONS: '' };
  try {
    await run(process.execPath, ['node_modules/@redocly/cli/bin/cli.js', ...args], { env, maxBuffer: 1e8 });
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error && 'stderr' in error ? `${error.stdout}${error.stderr}` : String(error);
    throw new Error(`redocly ${args[0]} failed:\n${output}`);
  }
}

/** Lints the contract's YAML. @throws Error with the linter's words */
export async function lint(directory: string): Promise<void> {
  await redocly('lint', join(directory, 'openapi.yaml'), '--config', join(directory, 'redocly.yaml'), '--max-problems=100');
}

/** Joins the contract's files into one JSON document whose references are all local. */
export async function bundle(directory: string, output: string): Promise<void> {
  const config = ['--config', join(directory, 'redocly.yaml')];
  await redocly(
    'bundle',
    join(directory, 'openapi.yaml'),
    ...config,
    '--ext=json',
    `--output=${output}`,
    '--component-renaming-conflicts-severity=error',
  );
}

/** Builds the reference as one HTML file with its script in it; `offset` pixels stay free above it. */
export async function reference(document: string, output: string, offset: number): Promise<void> {
  await redocly(
    'build-docs',
    document,
    `--output=${output}`,
    '--inlineBundle',
    '--title=API reference · Telltale',
    `--openapi.scrollYOffset=${offset}`,
  );
}

/** Writes types, zod schemas and the TypeScript client. */
export async function sdk(document: string, output: string): Promise<void> {
  await createClient({
    input: `./${relative('.', document)}`,
    output: { path: output, module: { extension: '.ts' }, header: ['// Written by `npm run generate` from openapi/. Do not edit.'] },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch', { name: 'zod', dates: { offset: true } }],
    logs: { level: 'silent' },
  });
  // The generator leaves its copied runtime files without our header; the rule is one for all.
  for (const entry of await readdir(output, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'utf8');
    if (!text.startsWith('// Written by')) await writeFile(path, `// Written by \`npm run generate\` from openapi/. Do not edit.\n${text}`);
  }
}
