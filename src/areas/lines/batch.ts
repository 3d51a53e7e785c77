import { stretches } from '../../domain/turns.ts';
import type { Steps } from '../../domain/turns.ts';
import { valueKinds } from '../../store/store.ts';
import type { ColumnBatch, FieldType } from '../../store/store.ts';
import type { SourceRules } from '../sources/queries.ts';
import { createColumns } from './columns.ts';
import type { LineColumns } from './columns.ts';
import { endOfName, unescapeName } from './series.ts';
import { readValue } from './values.ts';
import type { Cursor } from './values.ts';

/** Sources by the name of the series. */
export type Sources = ReadonlyMap<string, SourceRules>;

/** The series of a column, as the source that it belongs to. @throws Error when it has none */
export function sourceOf({ series, columns }: LineColumns, sources: Sources, column: number): SourceRules & { field: string } {
  const { series: index, field } = columns[column] ?? { series: -1, field: '' };
  const source = sources.get(series[index]?.name ?? '');
  if (source === undefined) throw new Error('a series of a line has no source');
  return { ...source, field };
}

/** Which columns have values. */
export function* usedColumns({ columns, columnOf, count }: LineColumns): Steps<Uint8Array> {
  const used = new Uint8Array(columns.length);
  yield* stretches(count, (from, to) => {
    for (let index = from; index < to; index++) used[columnOf[index] ?? 0] = 1;
  });
  return used;
}

/** Parsed values as the store takes them: each field of a source once, whatever the order of tags in which lines named it. */
export function* batchOf(lines: LineColumns, used: Uint8Array, sources: Sources): Steps<ColumnBatch> {
  const series: ColumnBatch['series'][number][] = [];
  const numberOf = new Map<string, number>();
  const places = new Int32Array(used.length);
  let isSame = true;
  for (let column = 0; column < used.length; column++) {
    if (used[column] === 1) {
      const { id, field } = sourceOf(lines, sources, column);
      const name = `${id} ${field}`;
      const known = numberOf.get(name) ?? series.push({ sourceId: id, field }) - 1;
      numberOf.set(name, known);
      places[column] = known;
    }
    isSame &&= places[column] === column;
    if (column % columnsOfStep === columnsOfStep - 1) yield;
  }
  const { count, columnOf, keys, numbers, texts } = lines;
  const seriesOf = isSame ? columnOf : new Int32Array(count);
  if (!isSame)
    yield* stretches(count, (from, to) => {
      for (let index = from; index < to; index++) seriesOf[index] = places[columnOf[index] ?? 0] ?? 0;
    });
  return { series, count, seriesOf, keys, numbers, kinds: lines.isPlain ? null : lines.kinds, texts };
}

const columnsOfStep = 4096;

/** The same values without those of some lines. */
export function* keepLines(lines: LineColumns, isKept: (line: number) => boolean): Steps<LineColumns> {
  const { columnOf, lineOf, keys, numbers, kinds } = lines;
  const kept = { ...lines, ...createColumns(lines.count), series: lines.series, columns: lines.columns, texts: lines.texts };
  let count = 0;
  yield* stretches(lines.count, (from, to) => {
    for (let index = from; index < to; index++) {
      if (!isKept(lineOf[index] ?? 0)) continue;
      kept.columnOf[count] = columnOf[index] ?? 0;
      kept.lineOf[count] = lineOf[index] ?? 0;
      kept.keys[count] = keys[index] ?? 0;
      kept.numbers[count] = numbers[index] ?? 0;
      kept.kinds[count] = kinds[index] ?? 0;
      count++;
    }
  });
  return { ...kept, isPlain: lines.isPlain, count };
}

/** The type of a value by its kind. */
export const typeOfKind = (kind: number | undefined): FieldType =>
  kind === valueKinds.text ? 'string' : kind === valueKinds.number ? 'number' : 'boolean';

/** The column, in characters from 1, at which a field's value stands in a good line; the last one when it is there twice. */
export function* columnOfValue(body: Buffer, line: number, field: string): Steps<number> {
  let from = 0;
  yield* stretches(line - 1, (first, last) => {
    for (let number = first; number < last; number++) from = body.indexOf(0x0a, from) + 1;
  });
  const cursor: Cursor = {
    bytes: body,
    at: endOfName(body, spaces(body, from), body.length, 0x20, 0x20),
    kind: 0,
    number: 0,
    text: '',
    message: '',
    resume: 0,
  };
  let found = from;
  for (let at = spaces(body, cursor.at); at > 0; at = body[cursor.at] === 0x2c ? cursor.at + 1 : 0) {
    const end = endOfName(body, at, body.length, 0x3d, 0x0a);
    cursor.at = end + 1;
    if (unescapeName(body.toString('utf8', at, end)) === field) found = cursor.at;
    readValue(cursor);
    if (cursor.kind < 0) break;
  }
  return body.toString('utf8', from, found).replaceAll(/[\ud800-\udbff]/g, '').length + 1;
}

function spaces(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20) at++;
  return at;
}
