import type { Value, Values } from '../store.ts';
import { kinds, valueAt } from './column.ts';

/** A point or a row of an aggregate, which has no metadata. */
export interface AnyRow {
  sourceId: string | null;
  key: number | string;
  values: Values;
  metadata?: Record<string, unknown> | null;
}

/**
 * Rows as columns: between threads arrays are copied at once, but objects one by one, and slowly. Row `i` is of
 * `sources[sourceOf[i]]`, and its values end before `ends[i]`.
 */
export interface PackedRows {
  sources: (string | null)[];
  fields: string[];
  sourceOf: Int32Array;
  keys: Float64Array;
  ends: Int32Array;
  fieldOf: Int32Array;
  numbers: Float64Array;
  types: Uint8Array;
  texts: string[];
  /** Null when rows are without. */
  metadata: (Record<string, unknown> | null)[] | null;
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

/** Packs rows whose keys are numbers. */
export function packRows(rows: readonly AnyRow[]): PackedRows {
  const count = rows.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
  const [sources, fields, texts] = [numbering<string | null>(), numbering<string>(), numbering<string>()];
  const packed: PackedRows = {
    sources: sources.names,
    fields: fields.names,
    sourceOf: new Int32Array(rows.length),
    keys: new Float64Array(rows.length),
    ends: new Int32Array(rows.length),
    fieldOf: new Int32Array(count),
    numbers: new Float64Array(count),
    types: new Uint8Array(count),
    texts: texts.names,
    metadata: rows[0]?.metadata === undefined ? null : rows.map(({ metadata }) => metadata ?? null),
  };
  let at = 0;
  for (const [index, { sourceId, key, values }] of rows.entries()) {
    packed.sourceOf[index] = sources.of(sourceId);
    packed.keys[index] = Number(key);
    for (const field of Object.keys(values)) {
      const value = values[field] ?? null;
      packed.fieldOf[at] = fields.of(field);
      packed.types[at] = kindOf(value);
      packed.numbers[at] = typeof value === 'number' ? value : typeof value === 'string' ? texts.of(value) : 0;
      at++;
    }
    packed.ends[index] = at;
  }
  return packed;
}

function kindOf(value: Value): number {
  if (typeof value === 'number') return kinds.number;
  if (typeof value === 'string') return kinds.text;
  return value === null ? kinds.null : value ? kinds.true : kinds.false;
}

/** The rows that `packRows` got. */
export function unpackRows(packed: PackedRows): AnyRow[] {
  const { sources, fields, sourceOf, keys, ends, fieldOf, metadata } = packed;
  const rows: AnyRow[] = [];
  let start = 0;
  for (const [index, key] of keys.entries()) {
    const end = ends[index] ?? start;
    const field = fields[fieldOf[start] ?? 0] ?? '';
    // A computed name is an own property, also when it is __proto__.
    const values: Values = end - start === 1 ? { [field]: valueAt(packed, start) } : Object.fromEntries(entriesOf(packed, start, end));
    const row = { sourceId: sources[sourceOf[index] ?? 0] ?? null, key, values };
    rows.push(metadata === null ? row : { ...row, metadata: metadata[index] ?? null });
    start = end;
  }
  return rows;
}

function entriesOf(packed: PackedRows, start: number, end: number): [string, Value][] {
  const entries: [string, Value][] = [];
  for (let at = start; at < end; at++) entries.push([packed.fields[packed.fieldOf[at] ?? 0] ?? '', valueAt(packed, at)]);
  return entries;
}
