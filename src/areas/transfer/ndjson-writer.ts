import type { KeyType, Point } from '../../store/store.ts';
import type { SourceRow } from '../sources/queries.ts';
import { sourceResource } from '../sources/resource.ts';
import { numberText } from '../../domain/number-text.ts';
import { createTimeText } from './time-text.ts';

/** Makes the lines of an export as NDJSON. */
export interface LineWriter {
  source(source: SourceRow): string;
  point(point: Point): string;
}

/** `nameOf` is there when points are to name their source and not its id. */
export function createNdjsonWriter(keyType: KeyType, nameOf: ((id: string) => string) | null): LineWriter {
  const timeText = createTimeText();
  // The names of fields come again and again.
  const quoted = new Map<string, string>();
  const quote = (name: string): string => {
    const known = quoted.get(name) ?? JSON.stringify(name);
    quoted.set(name, known);
    return known;
  };
  const valuesOf = (values: Point['values']): string =>
    Object.entries(values)
      .map(([name, value]) => `${quote(name)}:${typeof value === 'number' ? numberText(value) : JSON.stringify(value)}`)
      .join(',');
  const sourceOf = (id: string): string => (nameOf ? `"source":${quote(nameOf(id))}` : `"sourceId":"${id}"`);
  return {
    source(row) {
      const { id, name, type, labels, description, schema, downsampling } = sourceResource(row);
      return `${JSON.stringify({ source: { id, name, type, labels, description, schema, downsampling } })}\n`;
    },
    point({ sourceId, key, values, metadata }) {
      const source = sourceId === null ? '' : `${sourceOf(sourceId)},`;
      const place = keyType === 'timestamp' ? `"timestamp":"${timeText(key)}"` : `"key":${JSON.stringify(key)}`;
      const rest = metadata ? `,"metadata":${JSON.stringify(metadata)}` : '';
      return `{${source}${place},"values":{${valuesOf(values)}}${rest}}\n`;
    },
  };
}
