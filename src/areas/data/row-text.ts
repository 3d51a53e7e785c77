import { numberText } from '../../domain/number-text.ts';
import { formatTimestamp } from '../../domain/time.ts';
import { unpackRows, valueKinds } from '../../store/store.ts';
import type { Point, RowColumns } from '../../store/store.ts';

/** The rows of a query as objects, from columns too. */
export const rowObjects = (rows: Point[] | RowColumns) => (Array.isArray(rows) ? rows : unpackRows(rows));

/**
 * The rows of a query, as `rowResource` shows each, as the text of a JSON array. It is put together from pieces that are made once: what
 * differs from row to row is little, and an object for each row costs several times as much.
 */
export function rowsText(columns: RowColumns): string {
  const { count, sources, fields, sourceOf, keys, ends, fieldOf, numbers, types, texts } = columns;
  const ofSource = sources.map((id) => `Z","sourceId":${JSON.stringify(id)},"values":{`);
  const ofField = fields.map((name) => `${JSON.stringify(name)}:`);
  const ofText = texts.map((text) => JSON.stringify(text));
  let [text, time, last] = ['[', '', NaN];
  for (let row = 0, at = 0; row < count; row++) {
    const key = keys[row] ?? 0;
    if (key !== last) [last, time] = [key, formatTimestamp(key).slice(0, -1)];
    text += `${row === 0 ? '' : ','}{"timestamp":"${time}${ofSource[sourceOf[row] ?? 0]}`;
    const end = ends[row] ?? at;
    for (let first = true; at < end; at++, first = false) {
      if (!first) text += ',';
      text += ofField[fieldOf[at] ?? 0];
      const number = numbers[at] ?? 0;
      const kind = types[at];
      if (kind === valueKinds.number) text += Number.isSafeInteger(number) && number !== 0 ? number : numberText(number);
      else if (kind === valueKinds.text) text += ofText[number];
      else text += kind === valueKinds.null ? 'null' : kind === valueKinds.true ? 'true' : 'false';
    }
    text += '}}';
  }
  return `${text}]`;
}
