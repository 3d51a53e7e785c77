import { expect, test } from 'vitest';
import { createGathering } from '../../src/contract/server/gather.ts';

const pieceOf = (number: number, size: number) => Buffer.alloc(size, number % 251);

test.each([
  ['small ones', [3, 0, 5], undefined],
  ['one', [7], 7],
  ['none', [], undefined],
  ['large ones of a known length', Array.from({ length: 40 }, (_, i) => 60_000 + i), 40 * 60_000 + 780],
  ['large ones of an unknown length', Array.from({ length: 90 }, (_, i) => 60_000 + i), undefined],
  ['fewer than were announced', [600_000, 10], 2_000_000],
  ['one that is larger than all before it', [10, 5_000_000, 20], undefined],
])('pieces come together as they came: %s', (_, sizes, expected) => {
  const pieces = sizes.map((size, number) => pieceOf(number, size));
  const gathering = createGathering(expected);
  for (const piece of pieces) gathering.add(piece);
  expect(gathering.finish().equals(Buffer.concat(pieces))).toBe(true);
});
