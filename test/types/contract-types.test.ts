import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { mutants } from './mutants.ts';
import { snippets } from './snippets.ts';

const choice = /<<([^]*?)\|\|([^]*?)>>/;
const ofSnippet = (index: number, version: 'sound' | 'broken') => `test/types/${version}-${index}.ts`;

describe('does not compile:', () => {
  const complaints = compile(
    new Map(
      snippets.flatMap(({ code }, index) => [
        [ofSnippet(index, 'sound'), code.replace(choice, '$1')],
        [ofSnippet(index, 'broken'), code.replace(choice, '$2')],
      ]),
    ),
  );
  test.each(snippets.map((snippet, index) => ({ ...snippet, index })))('$name', ({ code, error, says, index }) => {
    expect(code.match(/<</g)).toHaveLength(1);
    expect(complaints(ofSnippet(index, 'sound'))).toEqual([]);
    expect(complaints(ofSnippet(index, 'broken')).find((line) => line.startsWith(`TS${error}: `))).toContain(says);
  });
});

describe("the server's own code does not compile with", () => {
  const textOf = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  const complaints = compile(new Map(mutants.map(({ file, from, to }) => [file, textOf(file).replace(from, to)])));
  test.each(mutants)('$name', ({ file, from, complains, error, says }) => {
    expect(textOf(file)).toContain(from);
    expect(complaints(complains).find((line) => line.startsWith(`TS${error}: `))).toContain(says);
  });
});
