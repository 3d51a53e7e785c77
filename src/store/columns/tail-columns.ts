import type { Cells } from './batch.ts';
import { kinds } from './column.ts';
import type { Column } from './column.ts';

/** A batch that is not folded yet, and which of its values are there; all when `keeps` is absent. */
export interface TailBatch {
  cells: Cells;
  keeps?: (series: number, key: number) => boolean;
}

/** Where the values of each series are in a batch: those of `series[i]` at the places `order[ends[i - 1]]` to `order[ends[i] - 1]`. */
interface Places {
  series: Int32Array;
  ends: Int32Array;
  order: Int32Array;
}

/** Batches never change, and those of a tail are read by many queries of which each wants few series. */
const known = new WeakMap<Cells, Places>();

/** A part of `order` in a batch's places, with the values of one series. */
interface Share {
  batch: TailBatch;
  order: Int32Array;
  start: number;
  end: number;
  /** How many texts come before those of the batch. */
  textsBefore: number;
}

/** The values of series in batches, by number in ascending order, in the order in which they were written. `isWanted` is 1 for each number that is wanted. */
export function tailColumns(batches: readonly TailBatch[], isWanted: Uint8Array): Map<number, Column> {
  const shares = new Map<number, Share[]>();
  const texts: string[] = [];
  for (const batch of batches) {
    const { series, ends, order } = placesOf(batch.cells);
    for (let i = 0, start = 0; i < series.length; i++) {
      const number = series[i] ?? 0;
      const end = ends[i] ?? 0;
      if (isWanted[number] === 1) {
        const share = { batch, order, start, end, textsBefore: texts.length };
        const own = shares.get(number);
        if (own) own.push(share);
        else shares.set(number, [share]);
      }
      start = end;
    }
    for (const text of batch.cells.texts) texts.push(text);
  }
  const columns = new Map<number, Column>();
  for (const number of Int32Array.from(shares.keys()).sort()) {
    const column = columnOf(number, shares.get(number) ?? [], texts);
    if (column.keys.length > 0) columns.set(number, column);
  }
  return columns;
}

function columnOf(series: number, shares: readonly Share[], texts: string[]): Column {
  const most = shares.reduce((sum, { start, end }) => sum + end - start, 0);
  const keys = new Float64Array(most);
  const numbers = new Float64Array(most);
  const types = shares.some(({ batch }) => batch.cells.types !== null) ? new Uint8Array(most).fill(kinds.number) : null;
  let count = 0;
  for (const { batch, order, start, end, textsBefore } of shares) {
    const { cells, keeps } = batch;
    for (let i = start; i < end; i++) {
      const place = order[i] ?? 0;
      const key = cells.keys[place] ?? 0;
      if (keeps !== undefined && !keeps(series, key)) continue;
      const type = cells.types?.[place];
      keys[count] = key;
      const number = cells.numbers[place] ?? 0;
      numbers[count] = type === kinds.text ? number + textsBefore : number;
      if (types !== null && type !== undefined) types[count] = type;
      count++;
    }
  }
  if (count === most) return { keys, numbers, types, texts };
  return { keys: keys.slice(0, count), numbers: numbers.slice(0, count), types: types && types.slice(0, count), texts };
}

function placesOf(cells: Cells): Places {
  const found = known.get(cells);
  if (found !== undefined) return found;
  const { count, series } = cells;
  const indices = new Map<number, number>();
  const indexOf = new Int32Array(count);
  const counts: number[] = [];
  for (let i = 0, last = -1, index = -1; i < count; i++) {
    const number = series[i] ?? 0;
    if (number !== last) {
      last = number;
      index = indices.get(number) ?? -1;
      if (index < 0) {
        index = counts.push(0) - 1;
        indices.set(number, index);
      }
    }
    counts[index] = (counts[index] ?? 0) + 1;
    indexOf[i] = index;
  }
  const ends = new Int32Array(counts.length);
  for (let i = 1; i < ends.length; i++) ends[i] = (ends[i - 1] ?? 0) + (counts[i - 1] ?? 0);
  const order = new Int32Array(count);
  // Each end is where its series begins until all of its values have been placed.
  for (let i = 0; i < count; i++) {
    const index = indexOf[i] ?? 0;
    const place = ends[index] ?? 0;
    order[place] = i;
    ends[index] = place + 1;
  }
  const places = { series: Int32Array.from(indices.keys()), ends, order };
  known.set(cells, places);
  return places;
}
