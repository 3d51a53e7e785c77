import { createReader, createWriter } from './bytes.ts';
import { pack, unpack } from './codec.ts';
import { kinds } from './column.ts';
import type { Column } from './column.ts';

/** Values of many series in the order in which they were written. */
export interface Cells {
  count: number;
  series: Int32Array;
  keys: Float64Array;
  numbers: Float64Array;
  /** The kind of each value, null when all are numbers; as in `Column`. */
  types: Uint8Array | null;
  texts: readonly string[];
}

const writer = createWriter();

const fewestShared = 500;

/** A batch as bytes. */
export function encodeCells({ count, series, keys, numbers, types, texts }: Cells): Buffer {
  writer.clear();
  writer.varint(count);
  writer.varint(texts.length);
  for (const text of texts) writer.text(text);
  writer.byte(types === null ? 0 : 1);
  writer.raw(bytesOf(series, count));
  writer.raw(bytesOf(keys, count));
  writer.raw(bytesOf(numbers, count));
  if (types !== null) writer.raw(types.subarray(0, count));
  return pack(writer.view());
}

/** The batch that `encodeCells` got. */
export function decodeCells(data: Buffer): Cells {
  const reader = createReader(unpack(data));
  const count = reader.varint();
  const texts = Array.from({ length: reader.varint() }, () => reader.text());
  const hasTypes = reader.byte() === 1;
  // Threads share the memory of big batches instead of copying them.
  const memory = count < fewestShared ? new ArrayBuffer(count * 20) : new SharedArrayBuffer(count * 20);
  const keys = new Float64Array(memory, 0, count);
  const numbers = new Float64Array(memory, count * 8, count);
  const series = new Int32Array(memory, count * 16, count);
  for (const array of [series, keys, numbers]) bytesOf(array, count).set(reader.raw(array.byteLength));
  return { count, series, keys, numbers, types: hasTypes ? Uint8Array.from(reader.raw(count)) : null, texts };
}

function bytesOf(array: Int32Array | Float64Array, count: number): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, count * array.BYTES_PER_ELEMENT);
}

/** Points of one series and day, in the order in which they were written. */
export interface Group {
  series: number;
  day: number;
  column: Column;
}

/**
 * Sorts the values of batches, given in their order, by series and day, or by series alone when `span` is null.
 * `keeps` says which are wanted, by batch and index.
 */
export function regroup(batches: readonly Cells[], span: number | null, keeps?: (cells: Cells, index: number) => boolean): Group[] {
  const groups: { series: number; day: number; count: number }[] = [];
  const slots = new Map<number, Map<number, number>>();
  const total = batches.reduce((sum, { count }) => sum + count, 0);
  const slotOf = new Int32Array(total);
  let at = 0;
  let [lastSeries, lastDay, lastSlot] = [NaN, NaN, -1];
  for (const cells of batches) {
    for (let i = 0; i < cells.count; i++, at++) {
      if (keeps && !keeps(cells, i)) {
        slotOf[at] = -1;
        continue;
      }
      const series = cells.series[i] ?? 0;
      const day = span === null ? 0 : Math.floor((cells.keys[i] ?? 0) / span);
      if (series !== lastSeries || day !== lastDay) {
        let byDay = slots.get(series);
        if (byDay === undefined) slots.set(series, (byDay = new Map<number, number>()));
        let slot = byDay.get(day);
        if (slot === undefined) {
          slot = groups.length;
          byDay.set(day, slot);
          groups.push({ series, day, count: 0 });
        }
        [lastSeries, lastDay, lastSlot] = [series, day, slot];
      }
      slotOf[at] = lastSlot;
      const group = groups[lastSlot];
      if (group) group.count++;
    }
  }
  return fill(batches, slotOf, groups);
}

function fill(batches: readonly Cells[], slotOf: Int32Array, groups: readonly { series: number; day: number; count: number }[]): Group[] {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const next = new Int32Array(groups.length);
  let start = 0;
  for (const [slot, { count }] of groups.entries()) {
    next[slot] = start;
    start += count;
  }
  const keys = new Float64Array(total);
  const numbers = new Float64Array(total);
  const types = batches.some((cells) => cells.types !== null) ? new Uint8Array(total).fill(kinds.number) : null;
  const texts: string[] = [];
  let at = 0;
  for (const cells of batches) {
    const firstText = texts.length;
    for (let i = 0; i < cells.count; i++) {
      const slot = slotOf[at++] ?? -1;
      if (slot < 0) continue;
      const to = next[slot] ?? 0;
      next[slot] = to + 1;
      keys[to] = cells.keys[i] ?? 0;
      numbers[to] = cells.numbers[i] ?? 0;
      if (types !== null && cells.types !== null) {
        const type = cells.types[i] ?? kinds.number;
        types[to] = type;
        if (type === kinds.text) numbers[to] = (cells.numbers[i] ?? 0) + firstText;
      }
    }
    for (const text of cells.texts) texts.push(text);
  }
  return groups.map(({ series, day, count }, slot) => {
    const end = next[slot] ?? 0;
    const own = types?.subarray(end - count, end) ?? null;
    return {
      series,
      day,
      column: { keys: keys.subarray(end - count, end), numbers: numbers.subarray(end - count, end), types: own, texts },
    };
  });
}
