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

/** The batch that `encodeCells` got; in memory that threads can share, unless none of them will. */
export function decodeCells(data: Buffer, forThreads = true): Cells {
  const reader = createReader(unpack(data));
  const count = reader.varint();
  const texts = Array.from({ length: reader.varint() }, () => reader.text());
  const hasTypes = reader.byte() === 1;
  // Threads share the memory of big batches instead of copying them.
  const memory = count < fewestShared || !forThreads ? new ArrayBuffer(count * 20) : new SharedArrayBuffer(count * 20);
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
  const groups: Place[] = [];
  const bySeries = new Map<number, Map<number, number>>();
  const total = batches.reduce((sum, { count }) => sum + count, 0);
  const slotOf = new Int32Array(total);
  // Most values have the day of the value of their series before, so that they need no look into the maps. For few it would not pay.
  const greatest = greatestSeries(batches);
  const lastSlots = new Int32Array(greatest < 8 * total ? greatest + 1 : 0).fill(-1);
  const days: number[] = [];
  const counts: number[] = [];
  let at = 0;

  const slotFor = (series: number, day: number): number => {
    let byDay = bySeries.get(series);
    if (byDay === undefined) bySeries.set(series, (byDay = new Map<number, number>()));
    let slot = byDay.get(day);
    if (slot === undefined) {
      byDay.set(day, (slot = groups.push({ series, day }) - 1));
      days.push(day);
      counts.push(0);
    }
    return slot;
  };

  for (const cells of batches) {
    for (let i = 0; i < cells.count; i++, at++) {
      if (keeps && !keeps(cells, i)) {
        slotOf[at] = -1;
        continue;
      }
      const series = cells.series[i] ?? 0;
      const day = span === null ? 0 : Math.floor((cells.keys[i] ?? 0) / span);
      let slot = lastSlots[series] ?? -1;
      if (slot < 0 || days[slot] !== day) lastSlots[series] = slot = slotFor(series, day);
      slotOf[at] = slot;
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }
  return fill(batches, slotOf, groups, counts);
}

/** What a group is of. */
type Place = Pick<Group, 'series' | 'day'>;

function greatestSeries(batches: readonly Cells[]): number {
  let greatest = 0;
  for (const { count, series } of batches) for (let i = 0; i < count; i++) if ((series[i] ?? 0) > greatest) greatest = series[i] ?? 0;
  return greatest;
}

function fill(batches: readonly Cells[], slotOf: Int32Array, groups: readonly Place[], counts: readonly number[]): Group[] {
  const next = new Int32Array(groups.length);
  let total = 0;
  for (let slot = 0; slot < groups.length; slot++) {
    next[slot] = total;
    total += counts[slot] ?? 0;
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
  return groups.map(({ series, day }, slot) => {
    const [end, count] = [next[slot] ?? 0, counts[slot] ?? 0];
    const own = types?.subarray(end - count, end) ?? null;
    return {
      series,
      day,
      column: { keys: keys.subarray(end - count, end), numbers: numbers.subarray(end - count, end), types: own, texts },
    };
  });
}
