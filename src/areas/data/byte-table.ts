/** Numbers stretches of bytes in the order in which different ones come. */
export interface ByteTable {
  /** The number of the bytes from `start` on; the count of those before when they are new. */
  numberOf(start: number, length: number): number;
}

/** A hash table with open addresses over stretches of the same bytes; `view` is of all of them. */
export function createByteTable(view: DataView): ByteTable {
  let [mask, count] = [63, 0];
  let table = new Int32Array(mask + 1);
  let starts = new Int32Array(32);
  let lengths = new Int32Array(32);
  let hashes = new Int32Array(32);

  const grow = (): void => {
    mask = mask * 2 + 1;
    table = new Int32Array(mask + 1);
    [starts, lengths, hashes] = [doubled(starts), doubled(lengths), doubled(hashes)];
    for (let number = 0; number < count; number++) {
      let slot = (hashes[number] ?? 0) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = number + 1;
    }
  };

  return {
    numberOf(start, length) {
      const hash = hashOf(view, start, length);
      let slot = hash & mask;
      for (let number = table[slot] ?? 0; number !== 0; number = table[slot] ?? 0) {
        const isSame = hashes[number - 1] === hash && lengths[number - 1] === length;
        if (isSame && equal(view, starts[number - 1] ?? 0, start, length)) return number - 1;
        slot = (slot + 1) & mask;
      }
      starts[count] = start;
      lengths[count] = length;
      hashes[count] = hash;
      table[slot] = ++count;
      if (count === starts.length) grow();
      return count - 1;
    },
  };
}

/** The numbers with as much room again. */
export function doubled(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}

function hashOf(view: DataView, start: number, length: number): number {
  let hash = length;
  let at = start;
  for (const end = start + length - 3; at < end; at += 4) hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
  for (const end = start + length; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) ^ (hash >>> 13);
}

/**
 * Whether two stretches within the bytes are equal, of which the one at `a` is printable ASCII: eight such bytes are an ordinary double,
 * which equals no other one.
 */
export function equal(view: DataView, a: number, b: number, length: number): boolean {
  if (length < 8) return length < 4 ? equalBytes(view, a, b, length) : equalWords(view, a, b, length);
  const last = length - 8;
  for (let at = 0; at < last; at += 8) if (view.getFloat64(a + at, true) !== view.getFloat64(b + at, true)) return false;
  // The last eight may overlap those before.
  return view.getFloat64(a + last, true) === view.getFloat64(b + last, true);
}

function equalWords(view: DataView, a: number, b: number, length: number): boolean {
  return view.getInt32(a, true) === view.getInt32(b, true) && view.getInt32(a + length - 4, true) === view.getInt32(b + length - 4, true);
}

function equalBytes(view: DataView, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (view.getUint8(a + at) !== view.getUint8(b + at)) return false;
  return true;
}
