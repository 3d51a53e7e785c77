import { valueAt } from './fill.ts';
import type { Cells, Filling } from './fill.ts';
import { histogramError, histogramPercentile } from './log-histogram.ts';
import { fractionOf, isNumeric, reducers } from './reduce.ts';
import type { Aggregation, AggregateRows, Order, Value, AggregateRow } from './store.ts';

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
export function aggregateSeries(all: Iterable<Series | Aggregated>, query: GroupQuery): AggregateRows {
  const accuracy: Accuracy = {};
  const sources = sourcesOf(all, query, accuracy);
  const rows: AggregateRow[] = [];
  let skipped = 0;
  for (const [group, source] of positions(sources, query)) {
    const key = query.starts[group];
    if (key === undefined) continue;
    if (skipped < query.offset) {
      skipped++;
    } else if (rows.length === query.limit) {
      return { rows, hasMore: true, ...accuracy };
    } else {
      rows.push({ sourceId: source.sourceId, key, values: valuesOf(source, group, query) });
    }
  }
  return { rows, hasMore: false, ...accuracy };
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

/** The groups and sources that have a row, in the order of the answer; computed as far as they are asked for. */
function* positions(sources: readonly SourceCells[], query: GroupQuery): Generator<[number, SourceCells]> {
  const candidates = query.fill === 'none' ? filledPositions(sources) : null;
  const count = candidates?.length ?? query.starts.length * sources.length;
  for (let i = 0; i < count; i++) {
    const index = query.order === 'asc' ? i : count - 1 - i;
    const position = candidates === null ? index : (candidates[index] ?? 0);
    const group = Math.floor(position / sources.length);
    const source = sources[position % sources.length];
    if (source === undefined) continue;
    if (candidates !== null || hasRow(source, group, query)) yield [group, source];
  }
}

/** `group * sources + source` of each row that has a value of its own. */
function filledPositions(sources: readonly SourceCells[]): Float64Array {
  const found: number[] = [];
  for (const [index, { fields }] of sources.entries()) {
    const groups = new Set<number>();
    for (const cells of fields.values()) {
      for (const group of cells.groups) groups.add(group);
    }
    for (const group of groups) found.push(group * sources.length + index);
  }
  return Float64Array.from(found).sort();
}

function hasRow({ fields }: SourceCells, group: number, query: GroupQuery): boolean {
  const { fill } = query;
  if (fill === 'null' || fill === 'zero') return true;
  for (const cells of fields.values()) {
    if (valueAt(cells, group, query) !== undefined) return true;
  }
  return false;
}

function valuesOf(source: SourceCells, group: number, query: GroupQuery): Record<string, Value> {
  const entries: [string, Value][] = [];
  for (const [field, cells] of source.fields) {
    const value = valueAt(cells, group, query);
    if (value !== undefined) entries.push([field, value]);
  }
  // Not by assignment, which would lose a field of the name __proto__.
  return Object.fromEntries(entries);
}
