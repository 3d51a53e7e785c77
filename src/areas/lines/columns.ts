import { atOnce, enlarged } from '../../domain/turns.ts';
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
  atOnce(enlarge(columns, Math.max(count, columns.keys.length * 2)));
}

/** Where copying takes some milliseconds, makes room for so many more values step by step. */
export function* reserveStepwise(columns: LineColumns, more: number): Steps<void> {
  if (columns.count < largeCount || columns.keys.length >= columns.count + more) return;
  yield* enlarge(columns, Math.max(columns.count + more, columns.keys.length * 2));
}

const largeCount = 100_000;

function* enlarge(columns: LineColumns, room: number): Steps<void> {
  columns.columnOf = yield* enlarged(columns.columnOf, new Int32Array(room));
  columns.lineOf = yield* enlarged(columns.lineOf, new Int32Array(room));
  columns.numbers = yield* enlarged(columns.numbers, new Float64Array(room));
  columns.kinds = yield* enlarged(columns.kinds, new Uint8Array(room));
  // Its length is what tells how much room there is.
  columns.keys = yield* enlarged(columns.keys, new Float64Array(room));
}
