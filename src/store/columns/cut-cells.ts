import type { Cells } from './batch.ts';
import { kinds } from './column.ts';

/** What one batch holds at most, so that coding it, and reading it later, takes some milliseconds: values, texts, and characters of these. */
const [mostValues, mostTexts, mostCharacters] = [100_000, 20_000, 2_000_000];

/** Cells as batches that are not too large, in their order. */
export function* cutCells(cells: Cells): Generator<Cells, void, undefined> {
  if (isOneBatch(cells)) return yield cells;
  for (let from = 0; from < cells.count;) {
    const to = endOfBatch(cells, from);
    yield cut(cells, from, to);
    from = to;
  }
}

/** Whether cells make one batch. */
export function isOneBatch({ count, texts }: Pick<Cells, 'count' | 'texts'>): boolean {
  if (count > mostValues || texts.length > mostTexts) return false;
  let characters = 0;
  for (const text of texts) characters += text.length;
  return characters <= mostCharacters;
}

function endOfBatch({ count, numbers, types, texts }: Cells, from: number): number {
  const most = Math.min(count, from + mostValues);
  if (types === null || texts.length === 0) return most;
  let [found, characters] = [0, 0];
  for (let to = from; to < most; to++) {
    if (types[to] !== kinds.text) continue;
    found++;
    characters += texts[numbers[to] ?? 0]?.length ?? 0;
    // Where there are few, many values have the same ones.
    if (characters > mostCharacters || (found > mostTexts && texts.length > mostTexts)) return to + 1;
  }
  return most;
}

/** The values from `from` to `to`, with the texts that they have. */
function cut({ series, keys, numbers, types, texts }: Cells, from: number, to: number): Cells {
  const own = {
    count: to - from,
    series: series.subarray(from, to),
    keys: keys.subarray(from, to),
    numbers: numbers.subarray(from, to),
    types: types?.subarray(from, to) ?? null,
  };
  if (own.types === null || texts.length === 0) return { ...own, texts: [] };
  const placeOf = new Map<number, number>();
  const renumbered = own.numbers.slice();
  for (const [index, type] of own.types.entries()) {
    if (type !== kinds.text) continue;
    const number = own.numbers[index] ?? 0;
    const place = placeOf.get(number) ?? placeOf.size;
    placeOf.set(number, place);
    renumbered[index] = place;
  }
  return { ...own, numbers: renumbered, texts: [...placeOf.keys()].map((number) => texts[number] ?? '') };
}
