import { doubled } from './byte-table.ts';
import { idLength } from './json-bytes.ts';

/** Ids that were read from bytes. Their texts are made once, and are the same again, so that maps find them fast. */
export interface KnownIds {
  /** The number of the id at a place, or -1 when it was not seen before. */
  find(view: DataView, start: number): number;
  /** Adds the id that `find` has just not found; answers its number. */
  add(view: DataView, start: number, text: string): number;
  /** The texts by number. */
  texts: readonly string[];
}

/** An id is so many doubles, which are equal where its digits are: printable ASCII makes ordinary ones. */
const words = idLength / 8;

/** A hash table with open addresses. It grows without end: whoever has it begins anew. */
export function createKnownIds(): KnownIds {
  let mask = 2047;
  let table = new Int32Array(mask + 1);
  let contents = new Float64Array(1024 * words);
  /** Of each id, which came after it the last time: programs write their sources in the same order again and again. */
  let followers = new Int32Array(1024);
  let hashes = new Int32Array(1024);
  const texts: string[] = [];
  // The last id that was found or added, and the hash of the last one that was not found, with its place in the table.
  let [last, hash, free] = [0, 0, 0];

  const isAt = (number: number, view: DataView, start: number): boolean => {
    const at = number * words;
    return (
      contents[at] === view.getFloat64(start, true) &&
      contents[at + 1] === view.getFloat64(start + 8, true) &&
      contents[at + 2] === view.getFloat64(start + 16, true)
    );
  };

  const grow = (): void => {
    mask = 2 * mask + 1;
    table = new Int32Array(mask + 1);
    [followers, hashes] = [doubled(followers), doubled(hashes)];
    const before = contents;
    contents = new Float64Array(2 * before.length);
    contents.set(before);
    for (let number = 0; number < texts.length; number++) {
      let slot = (hashes[number] ?? 0) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = number + 1;
    }
  };

  return {
    texts,
    find(view, start) {
      const follower = followers[last] ?? 0;
      if (follower < texts.length && isAt(follower, view, start)) return (last = follower);
      hash = hashAt(view, start);
      let slot = hash & mask;
      for (let entry = table[slot] ?? 0; entry !== 0; entry = table[slot] ?? 0) {
        if (hashes[entry - 1] === hash && isAt(entry - 1, view, start)) {
          followers[last] = entry - 1;
          return (last = entry - 1);
        }
        slot = (slot + 1) & mask;
      }
      free = slot;
      return -1;
    },
    add(view, start, text) {
      const number = texts.push(text) - 1;
      for (let word = 0; word < words; word++) contents[number * words + word] = view.getFloat64(start + 8 * word, true);
      hashes[number] = hash;
      table[free] = number + 1;
      followers[last] = number;
      last = number;
      if (2 * texts.length > mask) grow();
      return number;
    },
  };
}

function hashAt(view: DataView, start: number): number {
  let hash = idLength;
  for (let at = start; at < start + idLength; at += 4) hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) ^ (hash >>> 13);
}
