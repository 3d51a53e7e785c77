import type { Block } from './blocks.ts';

/** The server's address as the guides write it. */
const documentedUrl = 'http://localhost:4680';

/**
 * What differs from server to server, in this order. Each becomes the same word on both sides of a comparison.
 * docs/README.md tells the reader the same rule.
 */
const changing: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/tt_([awr])_[0-9A-Za-z]{36}\b/g, '<$1 key>'],
  [/\b[0-9a-f]{24}\b/g, '<id>'],
  [/"(createdAt|updatedAt|lastUsedAt|time|at)":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"$1":"<time>"'],
  [/"lastFour":"[0-9A-Za-z]{4}"/g, '"lastFour":"<four>"'],
];

function withoutChanging(text: string, url: string): string {
  const sameAddress = text.replaceAll(url, documentedUrl);
  return changing.reduce((result, [pattern, word]) => result.replaceAll(pattern, word), sameAddress);
}

const withoutSpaceAtEnds = (text: string) => text.replaceAll('\r\n', '\n').trim();

/** A block and an output in the form in which they must be equal: JSON by value, text and CSV by line. */
export function comparable(language: Block['language'], text: string, url: string): unknown {
  if (language !== 'json') return withoutChanging(withoutSpaceAtEnds(text), url);
  const value: unknown = JSON.parse(text);
  return JSON.parse(withoutChanging(JSON.stringify(value), url));
}
