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

/** Columns with room for the values that a body of so many bytes usually has. */
export function createColumns(bytes: number): LineColumns {
  const room = Math.max(16, bytes >> 5);
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
  const copied = { columnOf: new Int32Array(room), lineOf: new Int32Array(room), keys: new Float64Array(room) };
  const values = { numbers: new Float64Array(room), kinds: new Uint8Array(room) };
  copied.columnOf.set(columns.columnOf);
  copied.lineOf.set(columns.lineOf);
  copied.keys.set(columns.keys);
  values.numbers.set(columns.numbers);
  values.kinds.set(columns.kinds);
  Object.assign(columns, copied, values);
}
