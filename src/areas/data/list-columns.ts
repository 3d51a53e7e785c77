import { createColumnBuilder, valueKinds } from '../../store/store.ts';
import type { ColumnBuilder } from '../../store/store.ts';
import { createByteTable } from './byte-table.ts';
import { afterId, idLength } from './json-bytes.ts';
import type { DecodedList } from './list.ts';

/** Gathers the values of a list; sources and fields are known by their bytes, so that their text is made once. */
export interface ListColumns {
  builder: ColumnBuilder;
  sourceIds: string[];
  /** The number of the source whose id begins at a place, after its quote; -1 when it is none. */
  source(start: number): number;
  /** The number of the field whose name stands between two places. */
  field(start: number, end: number): number;
  /** The series of a field of a source. */
  series(source: number, field: number): number;
  /** Adds a number. */
  number(item: number, source: number, field: number, key: number, number: number): void;
  finish(): DecodedList;
}

/** Columns for a list of probably so many values in these bytes. */
export function createListColumns(bytes: Buffer, view: DataView, expected: number): ListColumns {
  const builder = createColumnBuilder(expected);
  const [sources, fields] = [createByteTable(view), createByteTable(view)];
  const [sourceIds, fieldNames]: [string[], string[]] = [[], []];
  const all: { sourceId: string; field: string }[] = [];
  /** Of each field, the series of each source, plus 1. */
  const seriesOf: number[][] = [];

  const series = (source: number, field: number): number => {
    const own = (seriesOf[field] ??= []);
    while (own.length <= source) own.push(0);
    let number = own[source] ?? 0;
    if (number === 0) own[source] = number = all.push({ sourceId: sourceIds[source] ?? '', field: fieldNames[field] ?? '' });
    return number - 1;
  };

  return {
    builder,
    sourceIds,
    series,
    source(start) {
      const number = sources.numberOf(start, idLength);
      if (number < sourceIds.length) return number;
      if (afterId(bytes, start - 1) < 0) return -1;
      sourceIds.push(bytes.toString('latin1', start, start + idLength));
      return number;
    },
    field(start, end) {
      const number = fields.numberOf(start, end - start);
      if (number === fieldNames.length) fieldNames.push(bytes.toString('latin1', start, end));
      return number;
    },
    number: (item, source, field, key, number) => builder.addPlain(item, series(source, field), key, number, valueKinds.number),
    finish() {
      const { marks, ...batch } = builder.finish();
      return { batch: { ...batch, series: all }, itemOf: marks };
    },
  };
}
