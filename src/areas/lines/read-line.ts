import { valueKinds } from '../../store/store.ts';
import { reserve } from './columns.ts';
import type { LineColumns } from './columns.ts';
import { endOfName, lineLimits, nameFlaw, readSeries, unescapeName } from './series.ts';
import { addName, addSeries, fieldOf, findName, findSeries, hashFactor, hashStart, spread, startsAt } from './table.ts';
import type { FieldEntry, FieldName, SeriesEntry, SeriesTable } from './table.ts';
import { fail, readTime, readValue } from './values.ts';
import type { Cursor } from './values.ts';

// The parts of a line. Each function reads from the cursor on, which then stands behind the part or where something is wrong.

export const newline = 0x0a;
const carriageReturn = 0x0d;
export const space = 0x20;
const comma = 0x2c;
const equals = 0x3d;
const backslash = 0x5c;
/** No name of a field is longer, in bytes and with every character escaped. */
const mostName = 1000;

/** The place after spaces. */
export function skip(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === space) at++;
  return at;
}

/** Whether the line ends here as Windows ends it. */
export const isReturn = (bytes: Buffer, at: number) =>
  bytes[at] === carriageReturn && (bytes[at + 1] === newline || at + 1 === bytes.length);

/** The series at the cursor, which then stands at the fields; null when something is wrong. */
export function readKey(cursor: Cursor, table: SeriesTable): SeriesEntry | null {
  const { bytes, at: from } = cursor;
  const expected = table.last?.next;
  if (expected && startsAt(expected.raw, bytes, from, space)) {
    cursor.at = skip(bytes, from + expected.raw.length);
    table.last = expected;
    return expected;
  }
  let state = hashStart;
  let at = from;
  for (let byte = bytes[at]; byte !== undefined && byte > space; byte = bytes[++at]) {
    state = Math.imul(state ^ byte, hashFactor);
    if (byte === backslash && bytes[at + 1] === space) state = Math.imul(state ^ (bytes[++at] ?? 0), hashFactor);
  }
  const entry = (bytes[at] === space ? findSeries(table, bytes, from, at, spread(state)) : undefined) ?? newSeries(cursor, table, at);
  if (entry === null) return null;
  if (table.last) table.last.next = entry;
  table.last = entry;
  cursor.at = skip(bytes, at);
  return entry;
}

function newSeries(cursor: Cursor, table: SeriesTable, to: number): SeriesEntry | null {
  const { bytes, at: from } = cursor;
  const read = readSeries(bytes, from, to);
  if ('message' in read) fail(cursor, read.at, read.message);
  else if (bytes[to] === space) return addSeries(table, Buffer.from(bytes.subarray(from, to)), read);
  else if ((bytes[to] ?? newline) === newline || isReturn(bytes, to))
    fail(cursor, to, 'the line has no fields; write a space and field=value');
  else fail(cursor, to, 'the measurement or a tag has a control character; leave it out');
  return null;
}

/** Reads `field=value,…` into the columns behind their end, and answers how many there are; -1 when something is wrong. */
export function readFields(cursor: Cursor, table: SeriesTable, entry: SeriesEntry, columns: LineColumns, fields: FieldEntry[]): number {
  const { bytes } = cursor;
  for (let count = 0; ;) {
    const field = readField(cursor, table, entry, count);
    if (field === null) return -1;
    fields[count] = field;
    readValue(cursor);
    if (cursor.kind < 0) return -1;
    const at = columns.count + count;
    if (at >= columns.keys.length) reserve(columns, at + 1);
    columns.kinds[at] = cursor.kind;
    if (cursor.kind !== valueKinds.number) columns.isPlain = false;
    columns.numbers[at] = cursor.kind === valueKinds.text ? columns.texts.push(cursor.text) - 1 : cursor.number;
    count++;
    if (bytes[cursor.at] !== comma) return count;
    if (count >= lineLimits.fields)
      return fail(cursor, cursor.at + 1, `is one of more than ${lineLimits.fields} fields; send them in several lines`);
    cursor.at++;
  }
}

/** The field whose name stands at the cursor, which then stands at its value. */
function readField(cursor: Cursor, table: SeriesTable, entry: SeriesEntry, place: number): FieldEntry | null {
  const { bytes, at: from } = cursor;
  const expected = entry.places[place];
  if (expected !== undefined && startsAt(expected.field.raw, bytes, from, equals)) {
    cursor.at = from + expected.field.raw.length + 1;
    return expected;
  }
  const end = endOfName(bytes, from, Math.min(bytes.length, from + mostName), equals, newline);
  const name = bytes[end] === equals ? (findName(table, bytes, from, end) ?? newName(cursor, table, end)) : newName(cursor, table, end);
  if (name === null) return null;
  const field = fieldOf(entry, name);
  entry.places[place] = field;
  cursor.at = end + 1;
  return field;
}

/** A name that was not met before, up to `end`; null when something is wrong with it. */
function newName(cursor: Cursor, table: SeriesTable, end: number): FieldName | null {
  const { bytes, at: from } = cursor;
  const gap = endOfName(bytes, from, end, space, comma);
  if (gap < end && gap > from) fail(cursor, gap, gapMessage(bytes[gap]));
  else {
    const name = unescapeName(bytes.toString('utf8', from, end));
    const flaw =
      gap < end || name === '' ? 'the field has no name; write field=value' : nameFlaw(name, 'the field name', lineLimits.nameCharacters);
    if (flaw !== null) fail(cursor, from, flaw);
    else if (bytes[end] !== equals) fail(cursor, end, 'the field has no value; write field=value');
    else return addName(table, Buffer.from(bytes.subarray(from, end)), name);
  }
  return null;
}

const gapMessage = (byte: number | undefined) =>
  byte === comma
    ? 'the field has no value, or its name has a comma; write field=value, and \\, for a comma'
    : 'the field has no value; write field=value';

/** Reads what follows the fields, a time or nothing, up to the end of the line; the time is then in `cursor.number`. */
export function readEnd(cursor: Cursor, scale: { cut: number; factor: number }, now: number): boolean {
  const { bytes } = cursor;
  cursor.at = skip(bytes, cursor.at);
  cursor.number = now;
  const byte = bytes[cursor.at];
  if (byte !== newline && byte !== undefined && !isReturn(bytes, cursor.at)) {
    if (!readTime(cursor, scale)) return false;
    cursor.at = skip(bytes, cursor.at);
  }
  const last = bytes[cursor.at];
  if (last === newline || last === undefined) return true;
  if (isReturn(bytes, cursor.at)) {
    cursor.at++;
    return true;
  }
  return fail(cursor, cursor.at, 'the line must end after the timestamp') >= 0;
}
