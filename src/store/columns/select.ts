import type { Condition, Point, Selection, Value, Values } from '../store.ts';
import { filter, indexOf, unionOfKeys, valueAt } from './column.ts';
import type { Column } from './column.ts';
import type { SourceRows } from './scan.ts';
import { expiry, spanOfRange } from './shard.ts';
import type { Span } from './shard.ts';
import type { BucketRef } from '../store.ts';

/** A selection as the columns need it. */
export interface ColumnSelection extends Span {
  sourceIds?: readonly string[];
  /** All fields that must be read. */
  fields?: readonly string[];
  /** The fields that come back. */
  shown?: ReadonlySet<string>;
  conditions: readonly Condition[];
  metadata: readonly [string, string | number | boolean][];
  /** Nothing can be selected. */
  isEmpty: boolean;
}

export function selectColumns(bucket: BucketRef, now: number, selection: Selection): ColumnSelection {
  const { sourceIds, fields, conditions = [], metadata = {} } = selection;
  const span = spanOfRange(selection);
  const from = Math.max(span.from, Math.ceil(expiry(bucket, now)));
  return {
    from,
    to: span.to,
    sourceIds: sourceIds?.map((id) => id ?? ''),
    fields: fields && [...new Set([...fields, ...conditions.map(({ field }) => field)])],
    shown: fields && new Set(fields),
    conditions,
    metadata: Object.entries(metadata),
    isEmpty: from >= span.to || sourceIds?.length === 0 || fields?.length === 0,
  };
}

/** Whether points have to be looked at before it is known that they are selected. */
export function isConditional({ conditions, metadata }: ColumnSelection): boolean {
  return conditions.length > 0 || metadata.length > 0;
}

/** The points of sources that fulfil the conditions, with the fields that come back; sources without any are left out. */
export function applySelection(sources: readonly SourceRows[], selection: ColumnSelection): SourceRows[] {
  return sources.map((source) => applyToSource(source, selection)).filter(({ keys }) => keys.length > 0);
}

function applyToSource(source: SourceRows, selection: ColumnSelection): SourceRows {
  const { shown } = selection;
  const fields = shown === undefined ? source.fields : new Map([...source.fields].filter(([field]) => shown.has(field)));
  const keys = shown === undefined ? source.keys : unionOfKeys([...fields.values()].map((column) => column.keys));
  if (!isConditional(selection)) return { ...source, fields, keys };
  const kept = keys.filter((key) => fulfils(source, key, selection));
  if (kept.length === keys.length) return { ...source, fields, keys };
  const own = new Set(kept);
  const columns = [...fields].map(([field, column]) => [field, filter(column, (index) => own.has(column.keys[index] ?? 0))] as const);
  return { ...source, fields: new Map(columns.filter(([, column]) => column.keys.length > 0)), keys: kept };
}

function fulfils(source: SourceRows, key: number, { conditions, metadata }: ColumnSelection): boolean {
  if (!conditions.every((condition) => holds(source.fields.get(condition.field), key, condition))) return false;
  if (metadata.length === 0) return true;
  const own = new Map(Object.entries(metadataAt(source, key) ?? {}));
  return metadata.every(([name, value]) => own.get(name) === value);
}

function holds(column: Column | undefined, key: number, { operator, value }: Condition): boolean {
  const index = column === undefined ? -1 : indexOf(column.keys, key);
  if (column === undefined || index < 0) return false;
  const own = valueAt(column, index);
  if (own === null || typeof own !== typeof value) return false;
  const order = compare(own, value);
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
  }
}

/** Strings by code point, which is the order of their UTF-8. */
function compare(a: Value, b: Value): number {
  return typeof a === 'string' && typeof b === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : Number(a) - Number(b);
}

/** The metadata of a point. */
export function metadataAt({ metadata }: SourceRows, key: number): Record<string, unknown> | null {
  const index = metadata === undefined ? -1 : indexOf(metadata.keys, key);
  if (metadata === undefined || index < 0) return null;
  const text = valueAt(metadata, index);
  return typeof text === 'string' ? JSON.parse(text) : null;
}

/** Makes the point of a source at a key. `names` is `fieldOrder(source)`. */
export function pointAt(source: SourceRows, names: readonly string[], key: number): Point {
  return {
    sourceId: source.sourceId === '' ? null : source.sourceId,
    key,
    values: valuesAt(source, names, key),
    metadata: metadataAt(source, key),
  };
}

function valuesAt({ fields }: SourceRows, names: readonly string[], key: number): Values {
  const entries: [string, Value][] = [];
  for (const name of names) {
    const column = fields.get(name);
    const index = column === undefined ? -1 : indexOf(column.keys, key);
    if (column !== undefined && index >= 0) entries.push([name, valueAt(column, index)]);
  }
  // Not by assignment, which would lose a field of the name __proto__.
  return Object.fromEntries(entries);
}

/** The order in which a point shows its fields: short names first, so that numbers ascend. */
export function fieldOrder({ fields }: SourceRows): string[] {
  const bytes = new Map([...fields.keys()].map((name) => [name, Buffer.from(name)]));
  const of = (name: string): Buffer => bytes.get(name) ?? Buffer.alloc(0);
  return [...fields.keys()].sort((a, b) => of(a).length - of(b).length || Buffer.compare(of(a), of(b)));
}
