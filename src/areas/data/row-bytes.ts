import { numberText } from '../../domain/number-text.ts';
import { formatTimestamp } from '../../domain/time.ts';
import { unpackRows, valueKinds } from '../../store/store.ts';
import type { Point, RowColumns } from '../../store/store.ts';

/** The rows of a query as objects, from columns too. */
export const rowObjects = (rows: Point[] | RowColumns) => (Array.isArray(rows) ? rows : unpackRows(rows));

const utf8 = (text: string): Buffer => Buffer.from(text);
const [comma, closing] = [0x2c, 0x7d];
const words: ReadonlyMap<number | undefined, Buffer> = new Map([
  [valueKinds.null, utf8('null')],
  [valueKinds.true, utf8('true')],
  [valueKinds.false, utf8('false')],
]);
const nothing = utf8('');

/** The longest text of a double. */
const mostOfNumber = 25;
const mostOfTime = '{"timestamp":"+275760-09-13T00:00:00.000'.length;
const roomAtFirst = 1 << 16;

/**
 * The rows of a query, as `rowResource` shows each, as a JSON array in UTF-8 between `before` and `after`. The bytes are put together
 * from pieces that are made once: what differs from row to row is little. An object for each row costs many times as much, and a long
 * string is copied twice more before it is sent.
 */
export function rowsBytes(columns: RowColumns, before: string, after: string): Buffer {
  const { count, sources, fields, sourceOf, keys, ends, fieldOf, numbers, types, texts } = columns;
  const ofSource = sources.map((id) => utf8(`Z","sourceId":${JSON.stringify(id)},"values":{`));
  const ofField = fields.map((name) => utf8(`${JSON.stringify(name)}:`));
  const ofText = texts.map((text) => utf8(JSON.stringify(text)));
  const mostOfRow = mostOfTime + longest(ofSource) + 3;
  const mostOfValue = longest(ofField) + Math.max(mostOfNumber, longest(ofText)) + 1;
  const [start, end] = [utf8(`${before}[`), utf8(`]${after}`)];
  let bytes: Buffer = Buffer.allocUnsafe(start.length + Math.min(roomAtFirst, count * (mostOfRow + mostOfValue)) + end.length);
  let at = start.copy(bytes);
  let [time, last] = [nothing, NaN];
  for (let row = 0, value = 0; row < count; row++) {
    const stop = ends[row] ?? value;
    const room = mostOfRow + (stop - value) * mostOfValue + end.length;
    if (at + room > bytes.length) bytes = grown(bytes, at, room);
    const key = keys[row] ?? 0;
    if (key !== last) [last, time] = [key, utf8(`{"timestamp":"${formatTimestamp(key).slice(0, -1)}`)];
    if (row > 0) bytes[at++] = comma;
    bytes.set(time, at);
    at += time.length;
    const source = ofSource[sourceOf[row] ?? 0] ?? nothing;
    bytes.set(source, at);
    at += source.length;
    for (const first = value; value < stop; value++) {
      if (value > first) bytes[at++] = comma;
      const field = ofField[fieldOf[value] ?? 0] ?? nothing;
      bytes.set(field, at);
      at += field.length;
      const number = numbers[value] ?? 0;
      const kind = types[value];
      if (kind === valueKinds.number) {
        const text = numberText(number);
        for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
        at += text.length;
      } else {
        const text = (kind === valueKinds.text ? ofText[number] : words.get(kind)) ?? nothing;
        bytes.set(text, at);
        at += text.length;
      }
    }
    bytes[at++] = closing;
    bytes[at++] = closing;
  }
  return bytes.subarray(0, at + end.copy(bytes, at));
}

const longest = (all: readonly Buffer[]): number => all.reduce((most, { length }) => Math.max(most, length), 0);

/** The first bytes, with room for at least so many more. */
function grown(bytes: Buffer, used: number, room: number): Buffer {
  const larger = Buffer.allocUnsafe(bytes.length * 2 + room);
  bytes.copy(larger, 0, 0, used);
  return larger;
}
