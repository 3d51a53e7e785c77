import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The files below a directory, with their contents; the built reference is not committed and does not count. */
async function contents(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(directory, join(entry.parentPath, entry.name)));
  const kept = files.filter((file) => file.split(sep)[0] !== 'reference');
  return new Map(await Promise.all(kept.map(async (file) => [file, await readFile(join(directory, file), 'utf8')] as const)));
}

/** The files that one directory has otherwise than another, has more, or lacks; sorted. */
export async function differingFiles(one: string, other: string): Promise<string[]> {
  const [first, second] = await Promise.all([contents(one), contents(other)]);
  return [...new Set([...first.keys(), ...second.keys()])].filter((file) => first.get(file) !== second.get(file)).sort();
}
