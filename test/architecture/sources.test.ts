import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

function sourceDirectories(): string[] {
  return ['src', 'test', 'openapi', 'docs', 'scripts'].flatMap((name) => {
    const entries = readdirSync(join(root, name), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  });
}

/** The directories that a line of .gitignore such as `data/` hides, wherever they are. */
function hidden(ignore: string, directories: readonly string[]): string[] {
  const anywhere = ignore
    .split('\n')
    .filter((line) => /^[^/#!*]+\/$/.test(line))
    .map((line) => line.slice(0, -1));
  return directories.filter((directory) => anywhere.includes(basename(directory)));
}

test('git ignores no source', () => {
  expect(hidden('data/\n', ['src/areas/data', 'src/areas/keys'])).toEqual(['src/areas/data']);
  expect(hidden('/data/\nsrc/keys/\n', ['src/areas/data', 'src/keys'])).toEqual([]);
  expect(hidden(readFileSync(join(root, '.gitignore'), 'utf8'), sourceDirectories())).toEqual([]);
});
