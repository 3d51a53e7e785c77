import { createColumnBuilder, valueKinds } from '../../store/store.ts';
import type { ColumnBatch, ColumnBuilder } from '../../store/store.ts';
import { createByteTable, doubled } from './byte-table.ts';
import { afterId, idLength } from './json-bytes.ts';
import { createKnownIds } from './known-ids.ts';
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

/** The most ids that are kept from one list to the next. */
const mostIds = 100_000;

/** The ids of lists, and of each the last list that it came in (they are counted from 1 on), as which source. */
let ids = createKnownIds();
let lists = new Float64Array(1024);
let sources = new Int32Array(1024);
let list = 0;

type SeriesOfList = ColumnBatch['series'];

/** The series of lists, by the id of the first source. Programs write the same series again and again, so that lists share them. */
const known = new Map<string, SeriesOfList>();
const mostKnown = 200_000;
let knownSeries = 0;

function makeRoom(): void {
  sources = doubled(sources);
  const before = lists;
  lists = new Float64Array(sources.length);
  lists.set(before);
}

/** Columns for a list of probably so many values in these bytes. No other list may be read meanwhile. */
export function createListColumns(bytes: Buffer, view: DataView, expected: number): ListColumns {
  if (ids.texts.length > mostIds) ids = createKnownIds();
  list++;
  const builder = createColumnBuilder(expected);
  const fields = createByteTable(view);
  const [sourceIds, fieldNames]: [string[], string[]] = [[], []];
  const series = createSeries(sourceIds, fieldNames);

  return {
    builder,
    sourceIds,
    series: series.numberOf,
    source(start) {
      let id = ids.find(view, start);
      if (id < 0) {
        if (afterId(bytes, start - 1) < 0) return -1;
        id = ids.add(view, start, bytes.toString('latin1', start, start + idLength));
        if (id === sources.length) makeRoom();
      }
      if (lists[id] === list) return sources[id] ?? 0;
      lists[id] = list;
      sources[id] = sourceIds.length;
      return sourceIds.push(ids.texts[id] ?? '') - 1;
    },
    field(start, end) {
      const number = fields.numberOf(start, end - start);
      if (number === fieldNames.length) fieldNames.push(bytes.toString('latin1', start, end));
      return number;
    },
    number: (item, source, field, key, number) => builder.addPlain(item, series.numberOf(source, field), key, number, valueKinds.number),
    finish() {
      const { marks, ...batch } = builder.finish();
      return { batch: { ...batch, series: series.finish() }, itemOf: marks };
    },
  };
}

/** Numbers the series of a list. While they are as those of a list before, its array is taken instead of a new one. */
function createSeries(sourceIds: readonly string[], fieldNames: readonly string[]) {
  let earlier: SeriesOfList = [];
  let own: { sourceId: string | null; field: string | null }[] | undefined;
  let count = 0;
  /** Of each field, the series of each source, plus 1. */
  const numbers: Int32Array<ArrayBuffer>[] = [];

  const add = (source: number, field: number): number => {
    const [sourceId, name] = [sourceIds[source] ?? '', fieldNames[field] ?? ''];
    if (count === 0) earlier = known.get(sourceId) ?? [];
    const same = earlier[count];
    if (own === undefined && (same?.sourceId !== sourceId || same.field !== name)) own = earlier.slice(0, count);
    own?.push({ sourceId, field: name });
    return ++count;
  };

  return {
    numberOf(source: number, field: number): number {
      let ofField = (numbers[field] ??= new Int32Array(1024));
      while (source >= ofField.length) numbers[field] = ofField = doubled(ofField);
      let number = ofField[source] ?? 0;
      if (number === 0) ofField[source] = number = add(source, field);
      return number - 1;
    },
    finish(): SeriesOfList {
      if (own === undefined && count === earlier.length) return earlier;
      const series = own ?? earlier.slice(0, count);
      knownSeries += series.length - earlier.length;
      if (knownSeries > mostKnown) {
        known.clear();
        knownSeries = series.length;
      }
      known.set(series[0]?.sourceId ?? '', Object.freeze(series));
      return series;
    },
  };
}
