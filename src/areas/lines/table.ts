import type { Series } from './series.ts';

/** The name of a field, and how lines write it. */
export interface FieldName {
  raw: Buffer;
  name: string;
}

/** A field of a series. `column` is its number in the request `stamp`. */
export interface FieldEntry {
  field: FieldName;
  stamp: number;
  column: number;
}

/** A series as lines write it: the same one in another order of tags is another entry. */
export interface SeriesEntry {
  raw: Buffer;
  series: Series;
  /** The fields, in no order; those of most series are few. */
  fields: FieldEntry[];
  /** The fields by their place in the last line. */
  places: FieldEntry[];
  /** The entry that came after this one last time. */
  next: SeriesEntry | null;
  /** In which request it was given the number `index`. */
  stamp: number;
  index: number;
}

/**
 * Series by the bytes in which lines write them, so that a line of a known series costs no text. It is kept between requests and
 * may be forgotten at any time.
 */
export interface SeriesTable {
  slots: (SeriesEntry | undefined)[];
  mask: number;
  /** Those whose place was taken too often: a map has no bad cases that a client could bring about. */
  crowded: Map<string, SeriesEntry>;
  /** All names of fields, by their bytes. */
  names: Map<string, FieldName>;
  count: number;
  stamp: number;
  last: SeriesEntry | null;
}

/** The most entries of one table; then it begins anew. */
const mostEntries = 200_000;
const mostProbes = 16;
/** More fields of a series are forgotten, which costs a second look-up and no more. */
const mostFields = 200;
const mostNames = 100_000;

export function createSeriesTable(): SeriesTable {
  return { slots: new Array<SeriesEntry | undefined>(64), mask: 63, crowded: new Map(), names: new Map(), count: 0, stamp: 0, last: null };
}

/** The entry of the bytes from `from` to `to`, whose hash is `hash`. */
export function findSeries(table: SeriesTable, bytes: Buffer, from: number, to: number, hash: number): SeriesEntry | undefined {
  for (let probe = 0; probe < mostProbes; probe++) {
    const entry = table.slots[(hash + probe) & table.mask];
    if (entry === undefined) return undefined;
    if (isAt(entry.raw, bytes, from, to)) return entry;
  }
  return table.crowded.size === 0 ? undefined : table.crowded.get(bytes.toString('latin1', from, to));
}

/** Whether `raw` is what stands from `from` to `to`. */
function isAt(raw: Buffer, bytes: Buffer, from: number, to: number): boolean {
  const { length } = raw;
  if (length !== to - from) return false;
  for (let index = length - 1; index >= 0; index--) if (raw[index] !== bytes[from + index]) return false;
  return true;
}

/** Whether `raw` stands at `from` and `end` after it. */
export function startsAt(raw: Buffer, bytes: Buffer, from: number, end: number): boolean {
  const { length } = raw;
  if (bytes[from + length] !== end) return false;
  for (let index = length - 1; index >= 0; index--) if (raw[index] !== bytes[from + index]) return false;
  return true;
}

export function addSeries(table: SeriesTable, raw: Buffer, series: Series): SeriesEntry {
  if (table.count >= mostEntries) forget(table);
  if (table.count * 2 > table.mask) grow(table);
  const entry: SeriesEntry = { raw, series, fields: [], places: [], next: null, stamp: 0, index: 0 };
  table.count++;
  place(table, entry);
  return entry;
}

/** FNV-1a of bytes; the parser computes the same while it looks for the end of the series. */
export function hashOf(raw: Buffer): number {
  let hash = hashStart;
  for (const byte of raw) hash = Math.imul(hash ^ byte, hashFactor);
  return spread(hash);
}

export const hashStart = 0x811c9dc5 | 0;
export const hashFactor = 0x01000193;
/** Brings the higher bits down to where the table looks. */
export const spread = (hash: number) => (hash ^ (hash >>> 15)) >>> 0;

function place(table: SeriesTable, entry: SeriesEntry): void {
  const hash = hashOf(entry.raw);
  for (let probe = 0; probe < mostProbes; probe++) {
    const slot = (hash + probe) & table.mask;
    if (table.slots[slot] !== undefined) continue;
    table.slots[slot] = entry;
    return;
  }
  table.crowded.set(entry.raw.toString('latin1'), entry);
}

function grow(table: SeriesTable): void {
  const entries = [...table.slots.filter((entry) => entry !== undefined), ...table.crowded.values()];
  table.mask = table.mask * 4 + 3;
  table.slots = new Array<SeriesEntry | undefined>(table.mask + 1);
  table.crowded = new Map();
  for (const entry of entries) place(table, entry);
}

function forget(table: SeriesTable): void {
  const { stamp } = table;
  Object.assign(table, createSeriesTable(), { stamp });
}

/** The name that stands at these bytes, if it is known. */
export function findName(table: SeriesTable, bytes: Buffer, from: number, to: number): FieldName | undefined {
  return table.names.get(bytes.toString('latin1', from, to));
}

export function addName(table: SeriesTable, raw: Buffer, name: string): FieldName {
  if (table.names.size >= mostNames) table.names.clear();
  const made = { raw, name };
  table.names.set(raw.toString('latin1'), made);
  return made;
}

/** The field of a series, made at its first use. */
export function fieldOf(entry: SeriesEntry, field: FieldName): FieldEntry {
  for (const known of entry.fields) if (known.field === field) return known;
  if (entry.fields.length >= mostFields) entry.fields = [];
  const made: FieldEntry = { field, stamp: 0, column: 0 };
  entry.fields.push(made);
  return made;
}
