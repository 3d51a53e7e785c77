import type { Value, Values } from './store.ts';
import { valueKinds as kinds } from './value-kinds.ts';

/** A point or a row of an aggregate, which has no metadata. */
export interface AnyRow {
  sourceId: string | null;
  key: number | string;
  values: Values;
  metadata?: Record<string, unknown> | null;
}

/**
 * Rows as columns: they are made, sent between threads and written as text without an object for each. Row `i` is of
 * `sources[sourceOf[i]]`, and its values end before `ends[i]`; those of the first row begin at 0.
 */
export interface RowColumns {
  count: number;
  sources: (string | null)[];
  fields: string[];
  sourceOf: Int32Array;
  keys: Float64Array;
  ends: Int32Array;
  fieldOf: Int32Array;
  /** A number, or the index of a text. */
  numbers: Float64Array;
  /** Of `valueKinds`. */
  types: Uint8Array;
  texts: string[];
  /** Null when rows are without. */
  metadata: (Record<string, unknown> | null)[] | null;
}

/** Gathers rows: first the values of a row, then its source and key. */
export interface RowBuilder {
  /** `field` is a number of `fieldNumber`. */
  value(field: number, value: Value): void;
  /** `source` is a number of `sourceNumber`. */
  row(source: number, key: number, metadata?: Record<string, unknown> | null): void;
  fieldNumber(name: string): number;
  sourceNumber(id: string | null): number;
  finish(): RowColumns;
}

/** Numbers names in the order in which they come. */
function numbering<Name>(): { names: Name[]; of(name: Name): number } {
  const names: Name[] = [];
  const numbers = new Map<Name, number>();
  return {
    names,
    of(name) {
      let number = numbers.get(name);
      if (number === undefined) {
        numbers.set(name, (number = names.length));
        names.push(name);
      }
      return number;
    },
  };
}

/** A builder with room for so many rows of one value each; it grows. */
export function createRowBuilder(expected: number, hasMetadata = false): RowBuilder {
  const [sources, fields, texts] = [numbering<string | null>(), numbering<string>(), numbering<string>()];
  const metadata: (Record<string, unknown> | null)[] | null = hasMetadata ? [] : null;
  const room = Math.max(16, expected);
  let [sourceOf, keys, ends] = [new Int32Array(room), new Float64Array(room), new Int32Array(room)];
  let [fieldOf, numbers, types] = [new Int32Array(room), new Float64Array(room), new Uint8Array(room)];
  let [count, values] = [0, 0];

  const growRows = (): void => {
    const more = count * 2;
    sourceOf = copied(sourceOf, new Int32Array(more));
    keys = copied(keys, new Float64Array(more));
    ends = copied(ends, new Int32Array(more));
  };
  const growValues = (): void => {
    const more = values * 2;
    fieldOf = copied(fieldOf, new Int32Array(more));
    numbers = copied(numbers, new Float64Array(more));
    types = copied(types, new Uint8Array(more));
  };

  return {
    fieldNumber: (name) => fields.of(name),
    sourceNumber: (id) => sources.of(id),
    value(field, value) {
      if (values === fieldOf.length) growValues();
      fieldOf[values] = field;
      types[values] = kindOf(value);
      numbers[values] = typeof value === 'number' ? value : typeof value === 'string' ? texts.of(value) : 0;
      values++;
    },
    row(source, key, data = null) {
      if (count === sourceOf.length) growRows();
      sourceOf[count] = source;
      keys[count] = key;
      ends[count] = values;
      metadata?.push(data);
      count++;
    },
    finish: () => ({
      count,
      sources: sources.names,
      fields: fields.names,
      sourceOf: sourceOf.subarray(0, count),
      keys: keys.subarray(0, count),
      ends: ends.subarray(0, count),
      fieldOf: fieldOf.subarray(0, values),
      numbers: numbers.subarray(0, values),
      types: types.subarray(0, values),
      texts: texts.names,
      metadata,
    }),
  };
}

function copied<Numbers extends Int32Array | Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** No rows. */
export const noRows = (): RowColumns => createRowBuilder(0).finish();

/** Some rows of columns, from one index to another, exclusive. */
export function sliceRows(columns: RowColumns, from: number, to: number): RowColumns {
  const { sourceOf, keys, ends, fieldOf, numbers, types, metadata } = columns;
  const [start, end] = [from === 0 ? 0 : (ends[from - 1] ?? 0), to === 0 ? 0 : (ends[to - 1] ?? fieldOf.length)];
  return {
    ...columns,
    count: keys.subarray(from, to).length,
    sourceOf: sourceOf.subarray(from, to),
    keys: keys.subarray(from, to),
    ends: ends.subarray(from, to).map((each) => each - start),
    fieldOf: fieldOf.subarray(start, end),
    numbers: numbers.subarray(start, end),
    types: types.subarray(start, end),
    metadata: metadata && metadata.slice(from, to),
  };
}

/** Packs rows whose keys are numbers. */
export function packRows(rows: readonly AnyRow[]): RowColumns {
  const to = createRowBuilder(rows.length, rows[0]?.metadata !== undefined);
  for (const { sourceId, key, values, metadata } of rows) {
    for (const field of Object.keys(values)) to.value(to.fieldNumber(field), values[field] ?? null);
    to.row(to.sourceNumber(sourceId), Number(key), metadata);
  }
  return to.finish();
}

function kindOf(value: Value): number {
  if (typeof value === 'number') return kinds.number;
  if (typeof value === 'string') return kinds.text;
  return value === null ? kinds.null : value ? kinds.true : kinds.false;
}

/** A value of rows as columns, by its place. */
export function valueOfRows({ types, numbers, texts }: RowColumns, at: number): Value {
  const number = numbers[at] ?? 0;
  switch (types[at]) {
    case kinds.number:
      return number;
    case kinds.text:
      return texts[number] ?? '';
    case kinds.null:
      return null;
    default:
      return types[at] === kinds.true;
  }
}

/** The rows that columns hold, each as an object. */
export function unpackRows(columns: RowColumns): (AnyRow & { key: number })[] {
  const { sources, fields, sourceOf, keys, ends, fieldOf, metadata } = columns;
  const rows: (AnyRow & { key: number })[] = [];
  let start = 0;
  for (const [index, key] of keys.entries()) {
    const end = ends[index] ?? start;
    const field = fields[fieldOf[start] ?? 0] ?? '';
    // A computed name is an own property, also when it is __proto__.
    const values: Values =
      end - start === 1 ? { [field]: valueOfRows(columns, start) } : Object.fromEntries(entriesOf(columns, start, end));
    const row = { sourceId: sources[sourceOf[index] ?? 0] ?? null, key, values };
    rows.push(metadata === null ? row : { ...row, metadata: metadata[index] ?? null });
    start = end;
  }
  return rows;
}

function entriesOf(columns: RowColumns, start: number, end: number): [string, Value][] {
  const entries: [string, Value][] = [];
  for (let at = start; at < end; at++) entries.push([columns.fields[columns.fieldOf[at] ?? 0] ?? '', valueOfRows(columns, at)]);
  return entries;
}
