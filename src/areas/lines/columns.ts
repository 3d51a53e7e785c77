import type { Steps } from '../../domain/turns.ts';
import type { Series } from './series.ts';

/** The values of lines as columns: value `i` belongs to `columns[columnOf[i]]` and came from the line `lineOf[i]`. */
export interface LineColumns {
  /** Each series once, by its entry in the table: two entries may be one series. */
  series: Series[];
  columns: { series: number; field: string }[];
  count: number;
  columnOf: Int32Array;
  lineOf: Int32Array;
  keys: Float64Array;
  numbers: Float64Array;
  kinds: Uint8Array;
  /** All values are numbers. */
  isPlain: boolean;
  texts: string[];
}

/** Columns with room for so many values. */
export function createColumns(values: number): LineColumns {
  const room = Math.max(16, values);
  return {
    series: [],
    columns: [],
    count: 0,
    columnOf: new Int32Array(room),
    lineOf: new Int32Array(room),
    keys: new Float64Array(room),
    numbers: new Float64Array(room),
    kinds: new Uint8Array(room),
    isPlain: true,
    texts: [],
  };
}

/** Makes room for at least `count` values. */
export function reserve(columns: LineColumns, count: number): void {
  const room = Math.max(count, columns.keys.length * 2);
  for (const enlarge of enlargements) enlarge(columns, room);
}

/** One array after the other: each may be tens of megabytes. */
const enlargements: readonly ((columns: LineColumns, room: number) => void)[] = [
  (columns, room) => (columns.columnOf = enlarged(columns.columnOf, new Int32Array(room))),
  (columns, room) => (columns.lineOf = enlarged(columns.lineOf, new Int32Array(room))),
  (columns, room) => (columns.numbers = enlarged(columns.numbers, new Float64Array(room))),
  (columns, room) => (columns.kinds = enlarged(columns.kinds, new Uint8Array(room))),
  // Its length is what tells how much room there is.
  (columns, room) => (columns.keys = enlarged(columns.keys, new Float64Array(room))),
];

function enlarged<Numbers extends Int32Array | Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** Where copying takes some milliseconds, makes room for so many more values array by array. */
export function* reserveStepwise(columns: LineColumns, more: number): Steps<void> {
  if (columns.count < largeCount || columns.keys.length >= columns.count + more) return;
  const room = Math.max(columns.count + more, columns.keys.length * 2);
  for (const enlarge of enlargements) {
    enlarge(columns, room);
    yield;
  }
}

const largeCount = 100_000;
