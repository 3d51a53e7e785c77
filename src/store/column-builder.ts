import type { ColumnBatch, FieldType, Value } from './store.ts';
import { valueKinds } from './value-kinds.ts';

/** Gathers values of series in their order. Each has a mark: where it stood, as whoever gathers counts. */
export interface ColumnBuilder {
  add(mark: number, series: number, key: number, value: Value): void;
  /** `kind` is no text. */
  addPlain(mark: number, series: number, key: number, number: number, kind: number): void;
  addText(mark: number, series: number, key: number, text: string): void;
  count(): number;
  /** Whether a value from the one numbered `from` on belongs to a series. */
  hasSeries(from: number, series: number): boolean;
  /** The values without the names of their series; the arrays may be longer. */
  finish(): Omit<ColumnBatch, 'series'> & { marks: Int32Array };
}

/** A builder with room for so many values; it grows. */
export function createColumnBuilder(expected: number): ColumnBuilder {
  const texts = new Map<string, number>();
  let room = Math.max(16, expected);
  let marks = new Int32Array(room);
  let seriesOf = new Int32Array(room);
  let keys = new Float64Array(room);
  let numbers = new Float64Array(room);
  let kinds = new Uint8Array(room);
  let [count, isPlain] = [0, true];

  const grow = (): void => {
    room *= 2;
    marks = enlarged(marks, new Int32Array(room));
    seriesOf = enlarged(seriesOf, new Int32Array(room));
    keys = enlarged(keys, new Float64Array(room));
    numbers = enlarged(numbers, new Float64Array(room));
    kinds = enlarged(kinds, new Uint8Array(room));
  };
  const addPlain = (mark: number, series: number, key: number, number: number, kind: number): void => {
    if (count === room) grow();
    marks[count] = mark;
    seriesOf[count] = series;
    keys[count] = key;
    numbers[count] = number;
    kinds[count] = kind;
    if (kind !== valueKinds.number) isPlain = false;
    count++;
  };
  const addText = (mark: number, series: number, key: number, text: string): void => {
    let number = texts.get(text);
    if (number === undefined) texts.set(text, (number = texts.size));
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
    count: () => count,
    hasSeries(from, series) {
      for (let i = from; i < count; i++) if (seriesOf[i] === series) return true;
      return false;
    },
    finish: () => ({ count, seriesOf, keys, numbers, kinds: isPlain ? null : kinds, texts: [...texts.keys()], marks }),
  };
}

function enlarged<Numbers extends Int32Array | Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** The type of a field that has a value of this kind; null for a missing reading. */
export function typeOfKind(kind: number | undefined): FieldType | null {
  if (kind === valueKinds.null) return null;
  if (kind === valueKinds.text) return 'string';
  return kind === valueKinds.number ? 'number' : 'boolean';
}
