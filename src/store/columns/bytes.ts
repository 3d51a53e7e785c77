/** Bytes that grow as they are written. Numbers are little-endian. */
export interface ByteWriter {
  byte(value: number): void;
  /** A whole number from 0 to 2^53 - 1 in 7 bits a byte. */
  varint(value: number): void;
  /** A whole number between -(2^52) and 2^52, small sizes first. */
  signed(value: number): void;
  /** The first `count` whole numbers as signed differences, each from the one before it. */
  changes(values: Float64Array, count: number): void;
  text(value: string): void;
  raw(bytes: Uint8Array): void;
  /** The bytes written so far; a view that is valid until the next write. */
  view(from?: number): Buffer;
  length(): number;
}

/** A writer. One may be used again after `clear`. */
export function createWriter(): ByteWriter & { clear(): void } {
  let buffer = Buffer.allocUnsafe(1 << 12);
  let at = 0;
  const need = (count: number): void => {
    if (at + count <= buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + count));
    buffer.copy(grown, 0, 0, at);
    buffer = grown;
  };
  const varint = (value: number): void => {
    need(8);
    let rest = value;
    while (rest >= 0x8000_0000) {
      buffer[at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 0x7f) {
      buffer[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[at++] = rest;
  };
  const raw = (bytes: Uint8Array): void => {
    need(bytes.length);
    buffer.set(bytes, at);
    at += bytes.length;
  };
  return {
    byte(value) {
      need(1);
      buffer[at++] = value;
    },
    varint,
    signed: (value) => varint(value >= 0 ? value * 2 : -value * 2 - 1),
    changes(values, count) {
      need(count * 8);
      let last = 0;
      for (let i = 0; i < count; i++) {
        const value = values[i] ?? 0;
        const change = value - last;
        last = value;
        const size = change >= 0 ? change * 2 : -change * 2 - 1;
        if (size < 0x80) buffer[at++] = size;
        else if (size < 0x4000) {
          buffer[at++] = (size & 0x7f) | 0x80;
          buffer[at++] = size >> 7;
        } else varint(size);
      }
    },
    text(value) {
      const bytes = Buffer.from(value, 'utf8');
      varint(bytes.length);
      raw(bytes);
    },
    raw,
    view: (from = 0) => buffer.subarray(from, at),
    length: () => at,
    clear: () => void (at = 0),
  };
}

/** Reads what a `ByteWriter` wrote. Throws a RangeError beyond the end. */
export interface ByteReader {
  byte(): number;
  varint(): number;
  signed(): number;
  text(): string;
  raw(count: number): Buffer;
  /** So many signed numbers, each added to the sum of those before it, in one pass. */
  runningSums(count: number): Float64Array;
}

/** A reader from the start of the bytes. */
export function createReader(bytes: Buffer): ByteReader {
  let at = 0;
  const next = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new RangeError('stored points end too early');
    return value;
  };
  const varint = (): number => {
    const first = next();
    if (first < 0x80) return first;
    const second = next();
    let value = (first & 0x7f) + ((second & 0x7f) << 7);
    if (second < 0x80) return value;
    for (let scale = 16_384; ; scale *= 128) {
      const more = next();
      value += (more & 0x7f) * scale;
      if (more < 0x80) return value;
    }
  };
  const raw = (count: number): Buffer => {
    if (at + count > bytes.length) throw new RangeError('stored points end too early');
    at += count;
    return bytes.subarray(at - count, at);
  };
  return {
    byte: next,
    varint,
    signed() {
      const value = varint();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    text: () => raw(varint()).toString('utf8'),
    raw,
    runningSums(count) {
      const sums = new Float64Array(count);
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const first = bytes[at] ?? 0x80;
        const second = bytes[at + 1] ?? 0x80;
        if (first < 0x80) {
          at++;
          sum += first & 1 ? -((first + 1) >> 1) : first >> 1;
        } else if (second < 0x80) {
          const small = (first & 0x7f) | (second << 7);
          at += 2;
          sum += small & 1 ? -((small + 1) >> 1) : small >> 1;
        } else {
          const value = varint();
          sum += value % 2 === 0 ? value / 2 : -(value + 1) / 2;
        }
        sums[i] = sum;
      }
      return sums;
    },
  };
}
