import type { ByteReader, ByteWriter } from './bytes.ts';

const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
const planes = 255;

/** Whole numbers up to this size, and so their differences, are exact. */
const mostWhole = 2 ** 50;

/** Writes float64s so that each comes back bit for bit: as differences of decimals where all are short ones, else as planes of bytes. */
export function writeNumbers(writer: ByteWriter, numbers: Float64Array): void {
  const decimals = scaleNumbers(numbers);
  writer.byte(decimals ?? planes);
  if (decimals === null) writer.raw(planesOf(numbers));
  else writer.changes(scaled, numbers.length);
}

/** Reads `count` numbers. */
export function readNumbers(reader: ByteReader, count: number): Float64Array {
  const decimals = reader.byte();
  if (decimals === planes) return fromPlanes(reader.raw(count * 8), count);
  const numbers = reader.runningSums(count);
  const scale = powers[decimals] ?? 1;
  if (scale !== 1) for (let i = 0; i < count; i++) numbers[i] = (numbers[i] ?? 0) / scale;
  return numbers;
}

/** The numbers that `scaleNumbers` was last given, as whole ones. It is kept, as there are very many columns. */
let scaled = new Float64Array(4096);

/** Puts the numbers times a power of ten into `scaled`; answers which one makes all of them whole, or null when none does. */
function scaleNumbers(numbers: Float64Array): number | null {
  const count = numbers.length;
  if (scaled.length < count) scaled = new Float64Array(count * 2);
  const to = scaled;
  let [decimals, scale, unsure] = [0, 1, 0];
  for (let i = 0; i < count; i++) {
    const value = numbers[i] ?? 0;
    let rounded = Math.round(value * scale);
    // Zero below zero has no such form, and needs a look where this is cheap.
    while (rounded / scale !== value || Math.abs(rounded) > mostWhole || (rounded === 0 && Object.is(value, -0))) {
      const next = powers[++decimals];
      if (next === undefined || Object.is(value, -0) || Math.abs(value * scale) > mostWhole) return null;
      [scale, unsure] = [next, i];
      rounded = Math.round(value * scale);
    }
    to[i] = rounded;
  }
  // A number may not come back at the larger scale that one after it needed.
  for (let i = 0; i < unsure; i++) {
    const value = numbers[i] ?? 0;
    const rounded = Math.round(value * scale);
    if (Math.abs(rounded) > mostWhole || rounded / scale !== value) return null;
    to[i] = rounded;
  }
  return decimals;
}

/** Each number xor the one before it, its eight bytes in eight planes: bytes that are alike stand together. */
function planesOf(numbers: Float64Array): Buffer {
  const count = numbers.length;
  const bytes = Buffer.allocUnsafe(count * 8);
  const words = new Uint32Array(numbers.slice().buffer);
  let lowBefore = 0;
  let highBefore = 0;
  for (let i = 0; i < count; i++) {
    const low = words[2 * i] ?? 0;
    const high = words[2 * i + 1] ?? 0;
    const x = low ^ lowBefore;
    const y = high ^ highBefore;
    lowBefore = low;
    highBefore = high;
    for (let plane = 0; plane < 4; plane++) {
      bytes[plane * count + i] = y >>> (24 - 8 * plane);
      bytes[(plane + 4) * count + i] = x >>> (24 - 8 * plane);
    }
  }
  return bytes;
}

function fromPlanes(bytes: Buffer, count: number): Float64Array {
  const numbers = new Float64Array(count);
  const words = new Uint32Array(numbers.buffer);
  let low = 0;
  let high = 0;
  const at = (plane: number, i: number): number => bytes[plane * count + i] ?? 0;
  for (let i = 0; i < count; i++) {
    high ^= (at(0, i) << 24) | (at(1, i) << 16) | (at(2, i) << 8) | at(3, i);
    low ^= (at(4, i) << 24) | (at(5, i) << 16) | (at(6, i) << 8) | at(7, i);
    words[2 * i] = low;
    words[2 * i + 1] = high;
  }
  return numbers;
}
