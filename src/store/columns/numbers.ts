import type { ByteReader, ByteWriter } from './bytes.ts';

const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
const planes = 255;

/** Writes float64s so that each comes back bit for bit: as differences of decimals where all are short ones, else as planes of bytes. */
export function writeNumbers(writer: ByteWriter, numbers: Float64Array): void {
  const decimals = decimalsOf(numbers);
  writer.byte(decimals ?? planes);
  if (decimals === null) {
    writer.raw(planesOf(numbers));
    return;
  }
  const scale = powers[decimals] ?? 1;
  let last = 0;
  for (const value of numbers) {
    const scaled = Math.round(value * scale);
    writer.signed(scaled - last);
    last = scaled;
  }
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

/** How many decimals represent every number exactly, or null when that is not possible. Zero below zero has no such form. */
function decimalsOf(numbers: Float64Array): number | null {
  let decimals = 0;
  let scale = 1;
  for (const value of numbers) {
    if (Object.is(value, -0)) return null;
    for (;;) {
      const scaled = value * scale;
      if (Math.abs(scaled) > 2 ** 50) return null;
      const rounded = Math.round(scaled);
      if (rounded / scale === value && !(rounded === 0 && value !== 0)) break;
      const next = powers[++decimals];
      if (next === undefined) return null;
      scale = next;
    }
  }
  // A later number may need a scale at which an earlier one does not come back.
  for (const value of numbers) {
    const rounded = Math.round(value * scale);
    if (Math.abs(rounded) > 2 ** 50 || rounded / scale !== value) return null;
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
