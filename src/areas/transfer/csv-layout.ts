import type { KeyType } from '../../store/store.ts';
import { keyColumnOf } from './csv-columns.ts';
import type { Problems } from './problems.ts';

/** Which columns of a table are what, as a request says it. */
export interface CsvMapping {
  timestampColumn?: string;
  sourceColumn?: string;
  /** All rows are of one source, so that no column names it. */
  hasOneSource: boolean;
  metadataColumn?: string;
  /** `column` or `column:field`; all columns that are nothing else when absent. */
  fields?: readonly string[];
}

/** The columns of a table by their numbers, from 0. */
export interface CsvLayout {
  width: number;
  titles: readonly string[];
  key: number;
  source: number | null;
  metadata: number | null;
  fields: readonly { column: number; field: string }[];
  /** Where a field stands, in words. */
  place(field: string): string;
}

/** A title as it stands in the first row. Quotes tell a field from the column of the same name that is none. */
export interface Title {
  text: string;
  isQuoted: boolean;
}

/** @throws Stopped when the table lacks a column that is named or needed */
export function layOut(titles: readonly Title[], mapping: CsvMapping, keyType: KeyType, problems: Problems): CsvLayout {
  const find = (...names: string[]): number => {
    const bare = titles.findIndex(({ text, isQuoted }) => names.includes(text) && !isQuoted);
    return bare >= 0 ? bare : titles.findIndex(({ text }) => names.includes(text));
  };
  const need = (name: string, place: string): number => {
    const column = find(name);
    return column >= 0 ? column : problems.stop(1, '', `has no column ${JSON.stringify(name)}, ${place}`);
  };
  const key = need(mapping.timestampColumn ?? keyColumnOf(keyType), 'which holds the times or keys; timestampColumn names another one');
  const source = sourceColumn(mapping, find, need);
  const metadata =
    mapping.metadataColumn === undefined
      ? mapping.fields
        ? -1
        : find('metadata')
      : need(mapping.metadataColumn, 'which metadataColumn names');
  const taken = new Set([key, source, metadata]);
  const others = titles.flatMap(({ text }, column) => (taken.has(column) ? [] : [{ column, field: text }]));
  const fields = mapping.fields ? mapping.fields.map((entry) => fieldOf(entry, others, problems)) : others;
  requireNames(fields, titles, problems);
  const columns = new Map(fields.map(({ column, field }) => [field, column]));
  return {
    width: titles.length,
    titles: titles.map(({ text }) => text),
    key,
    source: source < 0 ? null : source,
    metadata: metadata < 0 ? null : metadata,
    fields,
    place: (field) => `column ${JSON.stringify(titles[columns.get(field) ?? -1]?.text)}`,
  };
}

function sourceColumn(
  { hasOneSource, sourceColumn: named }: CsvMapping,
  find: (...names: string[]) => number,
  need: (name: string, place: string) => number,
): number {
  if (named !== undefined) return need(named, 'which sourceColumn names');
  if (hasOneSource) return -1;
  return find('sourceId', 'source');
}

function fieldOf(entry: string, others: CsvLayout['fields'], problems: Problems): { column: number; field: string } {
  const whole = others.find(({ field }) => field === entry);
  if (whole) return whole;
  const colon = entry.lastIndexOf(':');
  const column = colon < 0 ? undefined : others.find(({ field }) => field === entry.slice(0, colon));
  return column
    ? { column: column.column, field: entry.slice(colon + 1) }
    : problems.stop(1, '', `has no column for ${JSON.stringify(entry)}, which fields names`);
}

function requireNames(fields: CsvLayout['fields'], titles: readonly Title[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { column, field } of fields) {
    const place = `column ${JSON.stringify(titles[column]?.text.slice(0, 100))}`;
    const length = [...field].length;
    if (length === 0) problems.add(1, `column ${column + 1}`, 'has no name; fields names the columns to take');
    else if (length > 100) problems.add(1, place, 'must have a name of at most 100 characters');
    else if (field.includes('\0')) problems.add(1, place, 'must not contain a NUL character');
    else if (seen.has(field)) problems.add(1, place, 'stands twice');
    seen.add(field);
  }
  if (fields.length > 1000) problems.stop(1, '', 'has more than 1000 columns with values');
  if (problems.count() > 0) problems.stop(1, '', 'can not be used, so no row was read');
}
