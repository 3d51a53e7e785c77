import { valueAt } from './fill.ts';
import type { Cells, Filling } from './fill.ts';
import { histogramError, histogramPercentile } from './log-histogram.ts';
import { fractionOf, isNumeric, reducers } from './reduce.ts';
import { createRowBuilder, unpackRows } from './row-columns.ts';
import type { RowColumns } from './row-columns.ts';
import type { Aggregation, AggregateRows, Order, Value } from './store.ts';

/** The values of one field of one source, keys (epoch ms) ascending. Plain or typed arrays serve alike. */
export interface Series {
  sourceId: string | null;
  field: string;
  keys: ArrayLike<number>;
  values: ArrayLike<Value>;
}

/** The values of one field of one source that were aggregated elsewhere. */
export interface Aggregated {
  sourceId: string | null;
  field: string;
  cells: Cells;
}

/** The last value of a series before the range. */
export interface Before {
  sourceId: string | null;
  field: string;
  key: number;
  value: Value;
}

/** A page of groups. `starts` are the groups' starts (epoch ms, ascending); the first is at or before every key. */
export interface GroupQuery extends Filling {
  aggregation: Aggregation;
  /** Percentiles of more values than this come from a histogram; of any number they are exact when absent. */
  exactPercentiles?: number;
  /** Only for `fill: 'previous'`. */
  before?: readonly Before[];
  order: Order;
  limit: number;
  offset: number;
}

/** A page of rows as columns, and whether more follow it. */
interface PageColumns {
  columns: RowColumns;
  hasMore: boolean;
}

/** Rows of an aggregate as columns. */
export interface AggregateColumns extends PageColumns {
  /** As in `AggregateRows`. */
  percentileError?: number;
}

/** A source's cells by field. */
interface SourceCells {
  sourceId: string | null;
  fields: Map<string, Cells>;
}

/**
 * Aggregates each series by groups of time, fills gaps, and answers one page of rows, ordered by group and then by source
 * (both descending for `desc`; the numbered series, whose source is null, come before all named sources).
 *
 * Numbers and booleans (as 0 and 1) are numeric; strings serve `count`, `first` and `last` only; null is ignored.
 * A group without values for a field lacks the field, and a group without fields is no row. A result beyond the
 * range of float64 is null. Only series that have a value somewhere in the query, or before it, are filled.
 */
export function aggregateColumns(all: Iterable<Series | Aggregated>, query: GroupQuery): AggregateColumns {
  const accuracy: Accuracy = {};
  const sources = sourcesOf(all, query, accuracy);
  return { ...(query.fill === 'none' ? ownRows(sources, query) : filledRows(sources, query)), ...accuracy };
}

/** `aggregateColumns` with an object for each row. */
export const aggregateSeries = (all: Iterable<Series | Aggregated>, query: GroupQuery): AggregateRows =>
  rowsOfAggregate(aggregateColumns(all, query));

/** An aggregate with an object for each row. */
export function rowsOfAggregate({ columns, ...rest }: AggregateColumns): AggregateRows {
  return { rows: unpackRows(columns), ...rest };
}

/** A page of the rows that have a value of their own. */
function ownRows(sources: readonly SourceCells[], { starts, order, limit, offset }: GroupQuery): PageColumns {
  const { groupOf, sourceOf } = ownPositions(sources, starts.length);
  const count = sourceOf.length;
  const step = order === 'asc' ? 1 : -1;
  const to = createRowBuilder(Math.max(0, Math.min(limit, count - offset)));
  const cursors = sources.map(({ sourceId, fields }) => ({
    source: to.sourceNumber(sourceId),
    fields: [...fields].map(([field, { groups, values }]) => ({
      field: to.fieldNumber(field),
      groups,
      values,
      at: order === 'asc' ? 0 : groups.length - 1,
    })),
  }));
  for (let i = offset; i < Math.min(offset + limit, count); i++) {
    const place = order === 'asc' ? i : count - 1 - i;
    const group = groupOf[place] ?? 0;
    const source = cursors[sourceOf[place] ?? 0];
    if (source === undefined) continue;
    for (const cursor of source.fields) {
      while (((cursor.groups[cursor.at] ?? NaN) - group) * step < 0) cursor.at += step;
      if (cursor.groups[cursor.at] === group) to.value(cursor.field, cursor.values[cursor.at] ?? null);
    }
    to.row(source.source, starts[group] ?? NaN);
  }
  return { columns: to.finish(), hasMore: count > offset + limit };
}

/** A page of the rows that have a value once gaps are filled. */
function filledRows(sources: readonly SourceCells[], query: GroupQuery): PageColumns {
  const to = createRowBuilder(0);
  const count = query.starts.length * sources.length;
  let [skipped, taken] = [0, 0];
  for (let i = 0; i < count; i++) {
    const position = query.order === 'asc' ? i : count - 1 - i;
    const group = Math.floor(position / sources.length);
    const source = sources[position % sources.length];
    if (source === undefined || !hasRow(source, group, query)) continue;
    if (skipped < query.offset) {
      skipped++;
      continue;
    }
    if (taken++ === query.limit) return { columns: to.finish(), hasMore: true };
    for (const [field, cells] of source.fields) {
      const value = valueAt(cells, group, query);
      if (value !== undefined) to.value(to.fieldNumber(field), value);
    }
    to.row(to.sourceNumber(source.sourceId), query.starts[group] ?? NaN);
  }
  return { columns: to.finish(), hasMore: false };
}

/** What is told of an answer that is not exact. */
type Accuracy = Pick<AggregateRows, 'percentileError'>;

function sourcesOf(all: Iterable<Series | Aggregated>, query: GroupQuery, accuracy: Accuracy): SourceCells[] {
  const bySource = new Map<string | null, SourceCells>();
  for (const series of all) {
    const cells = 'cells' in series ? series.cells : cellsOf(series, query, accuracy);
    if (cells.groups.length === 0) continue;
    const source = bySource.get(series.sourceId) ?? { sourceId: series.sourceId, fields: new Map<string, Cells>() };
    source.fields.set(series.field, cells);
    bySource.set(series.sourceId, source);
  }
  for (const { sourceId, field, key, value } of query.before ?? []) {
    const source = bySource.get(sourceId) ?? { sourceId, fields: new Map<string, Cells>() };
    const cells = source.fields.get(field) ?? { groups: [], values: [] };
    source.fields.set(field, { ...cells, before: { key, value: isNumeric(query.aggregation) ? Number(value) : value } });
    bySource.set(sourceId, source);
  }
  const name = ({ sourceId }: SourceCells): string => sourceId ?? '';
  return [...bySource.values()].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

/** One series reduced to its groups that have a result. */
function cellsOf(series: Series, query: GroupQuery, accuracy: Accuracy): Cells {
  const { starts } = query;
  const cells: Cells = { groups: [], values: [] };
  const { keys, values, reduce } = prepare(series, query, accuracy);
  let group = 0;
  for (let start = 0; start < values.length;) {
    const key = keys[start] ?? NaN;
    while ((starts[group + 1] ?? Infinity) <= key) group++;
    const stop = starts[group + 1] ?? Infinity;
    let end = start + 1;
    while ((keys[end] ?? Infinity) < stop) end++;
    const value = reduce(start, end);
    if (value !== undefined) {
      cells.groups.push(group);
      cells.values.push(typeof value === 'number' && !Number.isFinite(value) ? null : value);
    }
    start = end;
  }
  return cells;
}

interface Prepared {
  keys: ArrayLike<number>;
  values: ArrayLike<Value>;
  reduce(start: number, end: number): Value | undefined;
}

/** Leaves out the values that the aggregation does not count, and binds its function to the rest. */
function prepare(series: Series, { aggregation, exactPercentiles = Infinity }: GroupQuery, accuracy: Accuracy): Prepared {
  if (isNumeric(aggregation)) {
    const { keys, values } = numbersOf(series);
    const reducer = reducers[aggregation];
    const fraction = fractionOf(aggregation);
    if (fraction !== undefined && values.length > exactPercentiles) {
      const reduce = (start: number, end: number): number | undefined => {
        if (end - start <= exactPercentiles) return reducer(values, start, end, keys);
        accuracy.percentileError = histogramError;
        return histogramPercentile(values, start, end, fraction);
      };
      return { keys, values, reduce };
    }
    return { keys, values, reduce: (start, end) => reducer(values, start, end, keys) };
  }
  const { keys, values } = pick(series, (value) => value ?? undefined);
  if (aggregation === 'count') return { keys, values, reduce: (start, end) => end - start };
  return { keys, values, reduce: (start, end) => values[aggregation === 'first' ? start : end - 1] };
}

function numbersOf({ keys, values }: Series): { keys: ArrayLike<number>; values: ArrayLike<number> } {
  if (values instanceof Float64Array) return { keys, values };
  return pick({ keys, values }, (value) => (typeof value === 'number' || typeof value === 'boolean' ? Number(value) : undefined));
}

function pick<V>(
  { keys, values }: Pick<Series, 'keys' | 'values'>,
  choose: (value: Value) => V | undefined,
): { keys: number[]; values: V[] } {
  const picked: { keys: number[]; values: V[] } = { keys: [], values: [] };
  for (let i = 0; i < values.length; i++) {
    const value = choose(values[i] ?? null);
    if (value === undefined) continue;
    picked.keys.push(keys[i] ?? NaN);
    picked.values.push(value);
  }
  return picked;
}

/** The group and the source of each row that has a value of its own, in their order: sorted by counting. */
function ownPositions(sources: readonly SourceCells[], groupCount: number): { groupOf: Int32Array; sourceOf: Int32Array } {
  const own = sources.map(({ fields }) => {
    const lists = [...fields.values()].map(({ groups }) => groups);
    return lists.length === 1 ? (lists[0] ?? []) : [...new Set(lists.flat())];
  });
  const next = new Int32Array(groupCount + 1);
  for (const groups of own) for (const group of groups) next[group + 1] = (next[group + 1] ?? 0) + 1;
  for (let group = 0; group < groupCount; group++) next[group + 1] = (next[group + 1] ?? 0) + (next[group] ?? 0);
  const count = next[groupCount] ?? 0;
  const [groupOf, sourceOf] = [new Int32Array(count), new Int32Array(count)];
  for (const [index, groups] of own.entries()) {
    for (const group of groups) {
      const place = next[group] ?? 0;
      next[group] = place + 1;
      groupOf[place] = group;
      sourceOf[place] = index;
    }
  }
  return { groupOf, sourceOf };
}

function hasRow({ fields }: SourceCells, group: number, query: GroupQuery): boolean {
  const { fill } = query;
  if (fill === 'null' || fill === 'zero') return true;
  for (const cells of fields.values()) {
    if (valueAt(cells, group, query) !== undefined) return true;
  }
  return false;
}
