import type { KeyType, Point, Value } from '../../store/store.ts';
import { keyColumnOf, reservedColumns } from './csv-columns.ts';
import { numberText } from '../../domain/number-text.ts';
import { createTimeText } from './time-text.ts';

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Numbers, booleans and null are bare words, strings always quoted, so that 42 and "42" stay what they are. */
function csvValue(value: Value | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? quote(value) : String(value);
}

/** Makes the lines of an export as CSV (RFC 4180): time or key, source, a column for each field, metadata as JSON. */
export function createCsvWriter(keyType: KeyType, fields: readonly string[], nameOf: ((id: string) => string) | null) {
  // A field that has the name of another column is told from it by its quotes.
  const title = (field: string): string => (reservedColumns.has(field) || /[",;\t\r\n]|^\s|\s$/.test(field) ? quote(field) : field);
  const sourceOf = (id: string): string => (nameOf ? quote(nameOf(id)) : id);
  const timeText = createTimeText();
  const keyOf = (key: Point['key']): string =>
    typeof key === 'string' ? quote(key) : keyType === 'timestamp' ? timeText(key) : String(key);
  return {
    header: `${[keyColumnOf(keyType), nameOf ? 'source' : 'sourceId', ...fields.map(title), 'metadata'].join(',')}\r\n`,
    point({ sourceId, key, values, metadata }: Point): string {
      const own = new Map(Object.entries(values));
      const cells = fields.map((field) => csvValue(own.get(field)));
      const source = sourceId === null ? '' : sourceOf(sourceId);
      return `${[keyOf(key), source, ...cells, metadata ? quote(JSON.stringify(metadata)) : ''].join(',')}\r\n`;
    },
  };
}
