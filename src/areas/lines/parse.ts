import { isUtf8 } from 'node:buffer';
import type { Steps } from '../../domain/turns.ts';
import { createColumns, reserveStepwise } from './columns.ts';
import type { LineColumns } from './columns.ts';
import { isReturn, newline, readEnd, readFields, readKey, skip, space } from './read-line.ts';
import { lineLimits } from './series.ts';
import type { FieldEntry, SeriesEntry, SeriesTable } from './table.ts';
import { fail, precisions } from './values.ts';
import type { Cursor, Precision } from './values.ts';

/** A bad line: where, and what is wrong with it. Lines and characters are counted from 1. */
export interface Problem {
  line: number;
  column: number;
  message: string;
}

/** What a body in line protocol holds. */
export interface ParsedLines extends LineColumns {
  /** Lines with a point, good ones and bad ones. */
  good: number;
  bad: number;
  /** The first bad lines. */
  problems: Problem[];
}

const hash = 0x23;
const mostProblems = 20;

/** The binary logarithm of the bytes that a value usually takes. */
const usualValue = 5;
/** Takes less than a millisecond, but for the first ones of a process. */
const usualStretch = 16 * 1024;
/** So many bad lines, or lines of new series, take about as long. */
const slowLines = 500;
/** What lies so far behind a stretch belongs to lines that are too long, whatever it is. */
const beyond = 4 * lineLimits.lineBytes;

/** A body that is being parsed. */
interface Reading {
  body: Buffer;
  table: SeriesTable;
  /** The number of this body in the table. Others may be parsed in between: they are told apart by it. */
  stamp: number;
  scale: { cut: number; factor: number };
  now: number;
  isText: boolean;
  columns: LineColumns;
  cursor: Cursor;
  line: number;
  good: number;
  bad: number;
  problems: Problem[];
}

/**
 * Parses a body in line protocol straight into columns. Bad lines are left out and told. `now` is the time of lines without one, in
 * Unix milliseconds. `table` remembers series from one body to the next. Each step takes about `stretch` bytes.
 */
export function* parseLines(
  body: Buffer,
  table: SeriesTable,
  precision: Precision,
  now: number,
  stretch = usualStretch,
): Steps<ParsedLines> {
  const reading: Reading = {
    body,
    table,
    stamp: ++table.stamp,
    scale: precisions[precision],
    now,
    isText: isUtf8(body),
    columns: createColumns(body.length >> usualValue),
    cursor: { bytes: body, at: 0, kind: 0, number: 0, text: '', message: '', resume: 0 },
    line: 1,
    good: 0,
    bad: 0,
    problems: [],
  };
  const { cursor, columns, problems } = reading;
  while (cursor.at < body.length) {
    if (cursor.at > 0) yield;
    const until = Math.min(body.length, cursor.at + stretch);
    yield* reserveStepwise(columns, mostValues(until - cursor.at));
    parseStretch(reading, until);
  }
  return { ...columns, good: reading.good, bad: reading.bad, problems };
}

/** The most values of the lines that begin in so many bytes. */
const mostValues = (bytes: number) => Math.ceil(bytes / shortestValue.length) + lineLimits.fields;
const shortestValue = 'f=1,';

/** Parses lines that begin before `until`: all, unless there are many that take longer than others. */
function parseStretch(reading: Reading, until: number): void {
  const { body, table, stamp, scale, now, isText, columns, cursor, problems } = reading;
  let bytes = (cursor.bytes = upTo(body, until + beyond));
  const fields: FieldEntry[] = [];
  let { good, bad, line } = reading;
  const [mostBad, mostEntries] = [bad + slowLines, table.count + slowLines];

  while (cursor.at < until && bad < mostBad && table.count < mostEntries) {
    const begun = cursor.at;
    let start = skip(bytes, begun);
    if (start === bytes.length && start < body.length) {
      start = skipFar(body, start);
      bytes = cursor.bytes = upTo(body, start + beyond);
    }
    const first = body[start];
    if (first === newline || first === undefined || first === hash || isReturn(body, start)) {
      const end = first === newline ? start : body.indexOf(newline, start);
      cursor.at = end === -1 ? body.length : end + 1;
      line++;
      continue;
    }
    cursor.at = start;
    const [values, texts] = [columns.count, columns.texts.length];
    const entry = readKey(cursor, table);
    const count = entry === null ? -1 : readFields(cursor, table, entry, columns, fields);
    let isGood = entry !== null && count > 0 && readEnd(cursor, scale, now);
    const end = cursor.at;
    if (isGood && end - begun > lineLimits.lineBytes)
      isGood = fail(cursor, start, `the line has more than ${lineLimits.lineBytes} bytes`, end) >= 0;
    if (isGood && !isText && !isUtf8(body.subarray(begun, end))) isGood = failUtf8(cursor, begun, end);
    if (isGood && entry !== null) {
      commit(columns, entry, fields, count, stamp, cursor.number, line);
      good++;
      cursor.at = Math.min(end + 1, body.length);
      if (columns.texts.length > texts) line += newlinesIn(body, begun, end);
      line++;
    } else {
      columns.count = values;
      columns.texts.length = texts;
      bad++;
      if (problems.length < mostProblems) problems.push(problemAt(cursor, begun, line));
      const next = body.indexOf(newline, cursor.resume);
      cursor.at = next === -1 ? body.length : next + 1;
      line += newlinesIn(body, begun, cursor.at);
    }
  }
  Object.assign(reading, { good, bad, line });
}

const upTo = (body: Buffer, end: number) => (end < body.length ? body.subarray(0, end) : body);

const blank = Buffer.alloc(4096, space);

/** The place after spaces, of which there are very many. */
function skipFar(bytes: Buffer, from: number): number {
  let at = from;
  while (at + blank.length <= bytes.length && bytes.compare(blank, 0, blank.length, at, at + blank.length) === 0) at += blank.length;
  return skip(bytes, at);
}

/** Takes the values of a good line over. */
function commit(
  columns: LineColumns,
  entry: SeriesEntry,
  fields: FieldEntry[],
  count: number,
  stamp: number,
  time: number,
  line: number,
): void {
  if (entry.stamp !== stamp) {
    entry.stamp = stamp;
    entry.index = columns.series.push(entry.series) - 1;
  }
  const begin = columns.count;
  for (let index = 0; index < count; index++) {
    const field = fields[index];
    if (field === undefined) continue;
    if (field.stamp !== stamp) {
      field.stamp = stamp;
      field.column = columns.columns.push({ series: entry.index, field: field.field.name }) - 1;
    }
    columns.columnOf[begin + index] = field.column;
    columns.keys[begin + index] = time;
    columns.lineOf[begin + index] = line;
  }
  columns.count = begin + count;
}

function failUtf8(cursor: Cursor, from: number, to: number): false {
  const [sound = ''] = cursor.bytes.toString('utf8', from, to).split('\ufffd', 1);
  fail(cursor, from + Buffer.byteLength(sound), 'is not UTF-8', to);
  return false;
}

function newlinesIn(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(newline, from); at !== -1 && at < to; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}

/** Where the cursor stands, in lines and characters. `begun` is where the line `line` begins. */
function problemAt({ bytes, at, message }: Cursor, begun: number, line: number): Problem {
  const within = newlinesIn(bytes, begun, at);
  const from = within === 0 ? begun : bytes.lastIndexOf(newline, at - 1) + 1;
  let column = 1;
  // Bytes that go on with a character begin with the bits 10.
  for (let before = from; before < at; before++) if (((bytes[before] ?? 0) & 0xc0) !== 0x80) column++;
  return { line: line + within, column, message };
}
