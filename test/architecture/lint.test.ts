import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { brokenImports, brokenStatements, soundCode } from './broken-code.ts';

const root = join(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

async function complaints(file: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: join(root, file) });
  const messages = results.flatMap((result) => result.messages).filter((message) => message.severity === 2);
  return [...new Set(messages.map((message) => message.message))];
}

describe('the linter refuses that', () => {
  test.each([...brokenImports, ...brokenStatements])('%s', async (_name, file, code, says) => {
    expect(existsSync(join(root, file)), file).toBe(true);
    expect(await complaints(file, code)).toEqual([expect.stringContaining(says)]);
  });
});

describe('the linter lets pass that', () => {
  test.each(soundCode)('%s', async (_name, file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});
