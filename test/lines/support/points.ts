import { parseLines } from '../../../src/areas/lines/parse.ts';
import type { ParsedLines } from '../../../src/areas/lines/parse.ts';
import { atOnce } from '../../../src/domain/turns.ts';
import { createSeriesTable } from '../../../src/areas/lines/table.ts';
import { valueKinds } from '../../../src/store/store.ts';
import type { LinePoint } from './naive.ts';

/** The server's time in these tests. */
export const now = 1_768_473_000_000;

export const parse = (text: string | Buffer, precision: Parameters<typeof parseLines>[2] = 'ns', table = createSeriesTable()) =>
  atOnce(parseLines(Buffer.from(text), table, precision, now));

/** The value at an index. */
function valueAt({ kinds, numbers, texts }: ParsedLines, index: number): number | string | boolean {
  const number = numbers[index] ?? Number.NaN;
  if (kinds[index] === valueKinds.text) return texts[number] ?? '';
  return kinds[index] === valueKinds.number ? number : kinds[index] === valueKinds.true;
}

/** The points of a parsed body, one a line. */
export function pointsOf(parsed: ParsedLines): LinePoint[] {
  const points = new Map<number, LinePoint>();
  for (let index = 0; index < parsed.count; index++) {
    const { series = -1, field = '' } = parsed.columns[parsed.columnOf[index] ?? -1] ?? {};
    const { measurement = '', tags = [] } = parsed.series[series] ?? {};
    const line = parsed.lineOf[index] ?? 0;
    const point = points.get(line) ?? { measurement, tags: Object.fromEntries(tags), fields: {}, time: parsed.keys[index] ?? null };
    point.fields = Object.fromEntries([...Object.entries(point.fields), [field, valueAt(parsed, index)]]);
    points.set(line, point);
  }
  return [...points.values()];
}

/** The problems of a body, as `line:column message`. */
export const problemsOf = (text: string | Buffer, precision: Parameters<typeof parseLines>[2] = 'ns') =>
  parse(text, precision).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
