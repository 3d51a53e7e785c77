import { Marked } from 'marked';

/** A code block of a guide. */
export interface Block {
  language: string;
  text: string;
}

/** A shell block, and the output that the guide shows behind it. */
export interface Step {
  script: string;
  expected: Block | null;
}

/** All code blocks of a Markdown text, in their order. */
export function blocksOf(markdown: string): Block[] {
  const tokens = new Marked().lexer(markdown);
  return tokens.flatMap((token) => (token.type === 'code' ? [{ language: String(token['lang'] ?? ''), text: String(token['text']) }] : []));
}

const outputs = ['json', 'text', 'csv'];

/** The shell blocks; an output block right behind one is its expected output. */
export function stepsOf(markdown: string): Step[] {
  const blocks = blocksOf(markdown);
  return blocks.flatMap((block, index) => {
    if (block.language !== 'bash') return [];
    const next = blocks[index + 1];
    return [{ script: block.text, expected: next && outputs.includes(next.language) ? next : null }];
  });
}
