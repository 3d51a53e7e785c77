import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { createReader, createWriter } from './bytes.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { kinds } from './column.ts';
import type { Column } from './column.ts';
import { readNumbers, writeNumbers } from './numbers.ts';

/** The first byte tells how the rest is packed. */
const packings = { plain: 0, zstd: 1 } as const;
const smallestZstd = 128;
const params = { [constants.ZSTD_c_compressionLevel]: 1 };
/** Node takes memory for the result in chunks: one that holds all of it is neither too large nor has to be joined. */
const [zstdRoom, smallestChunk] = [64, 64];
/** What is soon rewritten is only compressed from here on: starting the compressor costs as much as compressing some thousand bytes. */
export const smallestOfPart = 4096;
const keyModes = { runs: 0, changes: 1 } as const;

const writer = createWriter();

/** A column as bytes, and a hash that is equal for columns of equal keys. */
export interface Encoded {
  data: Buffer;
  /** 64 bits as decimal text. */
  keysHash: string;
}

/** Packs a column whose keys ascend and lie at or above `origin`. Every value comes back as it was, bit for bit. */
export function encodeColumn(column: Column, origin: number, smallest = smallestZstd): Encoded {
  writer.clear();
  writeKeys(writer, column.keys, origin);
  const keysHash = hashOf(writer.view());
  writeValues(writer, column);
  return { data: pack(writer.view(), smallest), keysHash };
}

/** The last keys and their hash: many series have values at the same times. */
let lastKeys = { bytes: Buffer.alloc(0), hash: '' };

function hashOf(bytes: Buffer): string {
  if (!lastKeys.bytes.equals(bytes) || lastKeys.hash === '')
    lastKeys = { bytes: Buffer.from(bytes), hash: hash('sha256', bytes, 'buffer').readBigInt64LE().toString() };
  return lastKeys.hash;
}

/** Unpacks a column; `origin` as when it was packed. */
export function decodeColumn(data: Buffer, origin: number): Column {
  const reader = createReader(unpack(data));
  const keys = readKeys(reader, origin);
  return { keys, ...readValues(reader, keys.length) };
}

/** Bytes with zstd around them where that pays, from so many on. */
export function pack(bytes: Buffer, smallest = smallestZstd): Buffer {
  if (bytes.length >= smallest) {
    const packed = zstdCompressSync(bytes, { params, chunkSize: bytes.length + zstdRoom });
    if (packed.length < bytes.length) return Buffer.concat([Buffer.of(packings.zstd), packed]);
  }
  return Buffer.concat([Buffer.of(packings.plain), bytes]);
}

/** The bytes that `pack` got. */
export function unpack(data: Buffer): Buffer {
  const content = data.subarray(1);
  if (data[0] !== packings.zstd) return content;
  const size = sizeOfContent(content);
  return zstdDecompressSync(content, size === undefined ? {} : { chunkSize: Math.max(size + 1, smallestChunk) });
}

/** How long the content of a frame of zstd is, which its header tells as a rule (RFC 8878, 3.1.1.1). */
function sizeOfContent(frame: Buffer): number | undefined {
  const descriptor = frame[4] ?? 0;
  const [sizeFlag, isSingle, dictionaryFlag] = [descriptor >> 6, (descriptor >> 5) & 1, descriptor & 3];
  const at = 5 + (isSingle === 1 ? 0 : 1);
  if (dictionaryFlag !== 0 || frame.length < at + 8) return undefined;
  switch (sizeFlag) {
    case 0:
      return isSingle === 1 ? frame[at] : undefined;
    case 1:
      return frame.readUInt16LE(at) + 256;
    case 2:
      return frame.readUInt32LE(at);
    default:
      return undefined;
  }
}

/** Keys as their distances, in runs of equal ones, or as the changes of their distances when runs are short. */
function writeKeys(to: ByteWriter, keys: Float64Array, origin: number): void {
  const count = keys.length;
  to.varint(count);
  if (count === 0) return;
  to.varint((keys[0] ?? 0) - origin);
  const distance = (i: number): number => (keys[i] ?? 0) - (keys[i - 1] ?? 0);
  let runs = 0;
  for (let i = 1; i < count; i++) if (i === 1 || distance(i) !== distance(i - 1)) runs++;
  const mode = runs * 2 <= count ? keyModes.runs : keyModes.changes;
  to.byte(mode);
  if (mode === keyModes.changes) {
    let before = 0;
    for (let i = 1; i < count; i++) {
      to.signed(distance(i) - before);
      before = distance(i);
    }
    return;
  }
  for (let i = 1; i < count;) {
    let end = i + 1;
    while (end < count && distance(end) === distance(i)) end++;
    to.varint(distance(i));
    to.varint(end - i);
    i = end;
  }
}

function readKeys(from: ByteReader, origin: number): Float64Array {
  const count = from.varint();
  const keys = new Float64Array(count);
  if (count === 0) return keys;
  let key = origin + from.varint();
  keys[0] = key;
  if (from.byte() === keyModes.changes) {
    let distance = 0;
    for (let i = 1; i < count; i++) {
      distance += from.signed();
      key += distance;
      keys[i] = key;
    }
    return keys;
  }
  for (let i = 1; i < count;) {
    const distance = from.varint();
    for (const end = i + from.varint(); i < end; i++) {
      key += distance;
      keys[i] = key;
    }
  }
  return keys;
}

const contents = { numbers: 0, mixed: 1 } as const;

function writeValues(to: ByteWriter, { numbers, types, texts }: Column): void {
  const { length } = numbers;
  if (types === null || types.every((type) => type === kinds.number)) {
    to.byte(contents.numbers);
    writeNumbers(to, numbers);
    return;
  }
  to.byte(contents.mixed);
  to.raw(types);
  writeNumbers(
    to,
    numbers.filter((_, i) => types[i] === kinds.number),
  );
  const known = new Map<string, number>();
  const used: number[] = [];
  for (let i = 0; i < length; i++) {
    if (types[i] !== kinds.text) continue;
    const text = texts[numbers[i] ?? 0] ?? '';
    const index = known.get(text) ?? known.size;
    known.set(text, index);
    used.push(index);
  }
  to.varint(known.size);
  for (const text of known.keys()) to.text(text);
  for (const index of used) to.varint(index);
}

function readValues(from: ByteReader, count: number): Omit<Column, 'keys'> {
  if (from.byte() === contents.numbers) return { numbers: readNumbers(from, count), types: null, texts: [] };
  const types = Uint8Array.from(from.raw(count));
  const numeric = types.reduce((sum, type) => sum + (type === kinds.number ? 1 : 0), 0);
  const read = readNumbers(from, numeric);
  const texts = Array.from({ length: from.varint() }, () => from.text());
  const numbers = new Float64Array(count);
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (types[i] === kinds.number) numbers[i] = read[next++] ?? 0;
    else if (types[i] === kinds.text) numbers[i] = from.varint();
  }
  return { numbers, types, texts };
}
