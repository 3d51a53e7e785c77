import { finished } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Context } from '../../domain/context.ts';
import { parseEpoch } from '../../domain/epoch.ts';
import type { EpochUnit } from '../../domain/epoch.ts';
import { parseExactJson } from '../../domain/parse-json.ts';
import { isRepresentable } from '../../domain/time.ts';
import type { Steps } from '../../domain/turns.ts';
import type { KeyType, Value } from '../../store/store.ts';
import { parseBodyKey, parseQueryKey } from '../records/keys.ts';
import type { ParsedKey } from '../records/keys.ts';
import { layOut } from './csv-layout.ts';
import type { CsvLayout, CsvMapping } from './csv-layout.ts';
import { cellValue } from './csv-values.ts';
import type { Decimal } from './csv-values.ts';
import type { ImportBatch } from './import-batch.ts';
import type { PointTaker } from './import-points.ts';
import type { Found, ImportSources } from './import-sources.ts';
import type { LineIndex, Problems } from './problems.ts';

/** Bytes of which reading takes about two milliseconds, and of blank lines less than one. */
const [sliceBytes, bytesOfPause] = [16 * 1024, 256 * 1024];

export interface CsvReading {
  keyType: KeyType;
  mapping: CsvMapping;
  delimiter: ',' | ';' | '\t';
  decimal: Decimal;
  timestampFormat: 'rfc3339' | EpochUnit;
  sources: ImportSources;
  /** The source of all rows, when no column names it. */
  usual: Found | null;
  taker: PointTaker;
  batch: Pick<ImportBatch, 'reserve'>;
  lines: LineIndex;
  problems: Problems;
  judge: Context['judge'];
}

/** One row: its cells, which of them were quoted, and the byte where it begins, or blank lines before it. */
interface Row {
  cells: readonly string[];
  isQuoted: readonly boolean[];
  start: number;
}

/** Reads a table whose first row has the titles (RFC 4180). Answers in which column a field stands. @throws Stopped */
export function* readCsv(bytes: Buffer, reading: CsvReading): Steps<(field: string) => string> {
  const { problems, lines } = reading;
  let layout: CsvLayout | undefined;
  let isQuoted: boolean[] = [];
  let next = 0;
  let rows: Row[] = [];
  const parser = parse({
    bom: true,
    delimiter: reading.delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    cast(value, { index, quoting }) {
      if (index === 0) isQuoted = [];
      isQuoted[index] = quoting;
      return value;
    },
    on_record(cells: string[], { bytes: end }) {
      rows.push({ cells, isQuoted, start: next });
      next = end;
      return null;
    },
  });
  function* take({ cells, isQuoted: quotes, start }: Row): Steps<void> {
    const begin = yield* behindBlankLines(bytes, start);
    if (layout) readRow({ cells, isQuoted: quotes, start: begin }, layout, reading, () => lines.lineAt(begin));
    else {
      const titles = cells.map((text, index) => ({ text, isQuoted: quotes[index] ?? false }));
      layout = layOut(titles, reading.mapping, reading.keyType, problems);
    }
  }
  // What is wrong is told to who writes.
  parser.on('error', () => undefined).resume();
  const parsed = (last: boolean, slice: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      if (!last) return void parser.write(slice, done);
      finished(parser, done);
      parser.end(slice);
    });
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    const end = Math.min(bytes.length, at + sliceBytes);
    yield* reading.batch.reserve(end - at);
    lines.extendTo(end);
    try {
      yield parsed(end === bytes.length, bytes.subarray(at, end));
    } catch (error) {
      // The rows before it come first.
      for (const row of rows) yield* take(row);
      throwBroken(error, lines, problems);
    }
    for (const row of rows) yield* take(row);
    rows = [];
  }
  return layout?.place ?? problems.stop(1, '', 'is missing; the first line has the names of the columns');
}

function* behindBlankLines(bytes: Buffer, from: number): Steps<number> {
  let at = from;
  for (; bytes[at] === 0x0a || bytes[at] === 0x0d; at++) if ((at - from) % bytesOfPause === bytesOfPause - 1) yield;
  return at;
}

const broken: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text behind a closing quote; a quote within quotes is written twice',
  INVALID_OPENING_QUOTE: 'has a quote within a cell that is not quoted',
};

function throwBroken(error: unknown, lines: LineIndex, problems: Problems): never {
  if (!(error instanceof CsvError)) throw error;
  const offset: unknown = Reflect.get(error, 'bytes');
  problems.stop(lines.lineAt(typeof offset === 'number' ? offset : 0), '', broken[error.code] ?? `is not CSV: ${error.code}`);
}

function readRow({ cells, isQuoted, start }: Row, layout: CsvLayout, reading: CsvReading, line: () => number): void {
  const { problems, taker, sources, usual, decimal } = reading;
  if (cells.length !== layout.width) return problems.add(line(), '', `has ${cells.length} cells where the first line has ${layout.width}`);
  // The export of an empty bucket has no such column, and no row either.
  if (layout.fields.length === 0) problems.stop(1, '', 'has no column with values');
  const place = (column: number): string => `column ${JSON.stringify(layout.titles[column])}`;
  const before = problems.count();
  const key = keyOf(cells[layout.key] ?? '', reading);
  if ('reason' in key) problems.add(line(), place(layout.key), key.reason);
  const values: [string, Value][] = [];
  for (const { column, field } of layout.fields) {
    const value = cellValue(cells[column] ?? '', isQuoted[column] ?? false, decimal);
    if (value === null) continue;
    if ('problem' in value) problems.add(line(), place(column), value.problem);
    else values.push([field, value.value]);
  }
  const metadata =
    layout.metadata === null
      ? undefined
      : metadataOf(cells[layout.metadata] ?? '', reading, (message) => problems.add(line(), place(layout.metadata ?? 0), message));
  // A row without a value is of no point.
  if ('reason' in key || values.length === 0 || problems.count() > before) return;
  const named = layout.source === null ? '' : (cells[layout.source] ?? '');
  const found = layout.source === null ? usual : named === '' ? null : sources.byText(named);
  taker.take(
    start,
    { found, key: key.key, values, ...(metadata === undefined ? {} : { metadata }) },
    { source: layout.source === null ? 'source' : place(layout.source), field: layout.place },
  );
}

const formats = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const;

function keyOf(text: string, { keyType, timestampFormat }: CsvReading): ParsedKey {
  if (keyType === 'string') {
    if (text.includes('\0')) return { reason: 'must not contain a NUL character' };
    return text === '' || [...text].length > 256 ? { reason: 'must have 1 to 256 characters' } : { key: text };
  }
  if (keyType === 'integer') return parseQueryKey(keyType, text);
  if (timestampFormat === 'rfc3339') {
    const key = parseBodyKey(keyType, text);
    return 'reason' in key ? { reason: 'must be an RFC 3339 timestamp of a time that exists; timestampFormat tells of others' } : key;
  }
  const time = parseEpoch(text, timestampFormat);
  return isRepresentable(time)
    ? { key: time }
    : { reason: `must be ${formats[timestampFormat]} since the epoch, in the years 0000 to 9999` };
}

function metadataOf(text: string, { judge }: CsvReading, refuse: (message: string) => void): Record<string, unknown> | undefined {
  if (text === '') return undefined;
  const parsed = parseExactJson(text, '');
  if ('malformed' in parsed) refuse('is not a JSON object');
  if ('refused' in parsed) for (const { location, message } of parsed.refused) refuse(`${location} ${message}`.trim());
  if (!('value' in parsed)) return undefined;
  const details = judge('Metadata', parsed.value);
  for (const { location, message } of details) refuse(`${location} ${message}`.trim());
  return details.length === 0 && isObject(parsed.value) ? parsed.value : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
