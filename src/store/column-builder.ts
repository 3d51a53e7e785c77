import type { ColumnBatch, FieldType, Value } from './store.ts';
import { atOnce, enlarged } from '../domain/turns.ts';
import type { Steps } from '../domain/turns.ts';
import { valueKinds } from './value-kinds.ts';

/** So many different texts are known again; a larger map stops everything while it grows. */
const mostKnown = 100_000;
const largeCount = 100_000;

/** Gathers values of series in their order. Each has a mark: where it stood, as whoever gathers counts. */
export interface ColumnBuilder {
  add(mark: number, series: number, key: number, value: Value): void;
  /** `kind` is no text. */
  addPlain(mark: number, series: number, key: number, number: number, kind: number): void;
  addText(mark: number, series: number, key: number, text: string): void;
  /** Where copying takes some milliseconds, makes room for so many more values step by step. */
  reserve(more: number): Steps<void>;
  count(): number;
  /** Whether a value from the one numbered `from` on belongs to a series. */
  hasSeries(from: number, series: number): boolean;
  /** The values without the names of their series; the arrays may be longer. */
  finish(): Omit<ColumnBatch, 'series'> & { marks: Int32Array };
}

/** A builder with room for so many values; it grows. */
export function createColumnBuilder(expected: number): ColumnBuilder {
  const texts: string[] = [];
  const known = new Map<string, number>();
  let room = Math.max(16, expected);
  let marks = new Int32Array(room);
  let seriesOf = new Int32Array(room);
  let keys = new Float64Array(room);
  let numbers = new Float64Array(room);
  let kinds = new Uint8Array(room);
  let [count, isPlain] = [0, true];

  function* enlarge(to: number): Steps<void> {
    marks = yield* enlarged(marks, new Int32Array(to));
    seriesOf = yield* enlarged(seriesOf, new Int32Array(to));
    keys = yield* enlarged(keys, new Float64Array(to));
    numbers = yield* enlarged(numbers, new Float64Array(to));
    kinds = yield* enlarged(kinds, new Uint8Array(to));
    room = to;
  }
  const addPlain = (mark: number, series: number, key: number, number: number, kind: number): void => {
    if (count === room) atOnce(enlarge(room * 2));
    marks[count] = mark;
    seriesOf[count] = series;
    keys[count] = key;
    numbers[count] = number;
    kinds[count] = kind;
    if (kind !== valueKinds.number) isPlain = false;
    count++;
  };
  const addText = (mark: number, series: number, key: number, text: string): void => {
    let number = known.get(text);
    if (number === undefined) {
      number = texts.push(text) - 1;
      if (number < mostKnown) known.set(text, number);
    }
    addPlain(mark, series, key, number, valueKinds.text);
  };

  return {
    addPlain,
    addText,
    add(mark, series, key, value) {
      if (typeof value === 'number') addPlain(mark, series, key, value, valueKinds.number);
      else if (typeof value === 'string') addText(mark, series, key, value);
      else addPlain(mark, series, key, 0, value === null ? valueKinds.null : value ? valueKinds.true : valueKinds.false);
    },
    *reserve(more) {
      if (count >= largeCount && room < count + more) yield* enlarge(Math.max(count + more, room * 2));
    },
    count: () => count,
    hasSeries(from, series) {
      for (let i = from; i < count; i++) if (seriesOf[i] === series) return true;
      return false;
    },
    finish: () => ({ count, seriesOf, keys, numbers, kinds: isPlain ? null : kinds, texts, marks }),
  };
}

/** The type of a field that has a value of this kind; null for a missing reading. */
export function typeOfKind(kind: number | undefined): FieldType | null {
  if (kind === valueKinds.null) return null;
  if (kind === valueKinds.text) return 'string';
  return kind === valueKinds.number ? 'number' : 'boolean';
}
