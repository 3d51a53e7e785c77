import { aggregateColumns } from '../aggregate.ts';
import type { AggregateColumns, Aggregated, Series } from '../aggregate.ts';
import type { Cells } from '../fill.ts';
import { extremes, meanOf, sum } from '../reduce.ts';
import { noRows } from '../row-columns.ts';
import type { AggregateQuery, Aggregation } from '../store.ts';
import { groupsOf, requireFewPoints } from './aggregate.ts';
import type { AggregateJob } from './aggregate.ts';
import { kinds, lowerBound, slice, valuesOf } from './column.ts';
import type { Column } from './column.ts';
import { hourMs, readRoll } from './roll.ts';
import { scan } from './scan.ts';
import type { Stored } from './scan.ts';
import { applySelection, isConditional } from './select.ts';
import type { ColumnSelection } from './select.ts';
import type { Piece } from './snapshot.ts';

const summarized: readonly Aggregation[] = ['avg', 'sum', 'min', 'max', 'count'];

/** Whether hourly summaries may serve a query, by all that is known before it is read. */
export function canSummarize({ aggregation, grouping }: AggregateQuery, selection: ColumnSelection): boolean {
  if (!summarized.includes(aggregation) || grouping === undefined || isConditional(selection)) return false;
  if ('milliseconds' in grouping) return grouping.milliseconds % hourMs === 0;
  return grouping.unit !== 'minute' || grouping.count % 60 === 0;
}

/** The numbers of one series by groups, as far as they have been added. */
interface Sums {
  counts: Float64Array;
  /** The sum of a group; of several parts the first one, and the others, to be added without loss. */
  totals: Float64Array;
  others: Map<number, number[]>;
  least: Float64Array;
  greatest: Float64Array;
}

/** Aggregates from hourly summaries where there are any, and from points elsewhere. Null when groups do not lie on hours or sums are beyond float64. */
export function summarizePieces(reading: Stored, job: AggregateJob): AggregateColumns | null {
  const { selection, query, maxPoints } = job;
  const { snapshot, catalog, span } = reading;
  const rolled = snapshot.pieces.filter(({ data, series }) => data === null && isShown(reading, selection, series));
  const rest = { ...snapshot, pieces: snapshot.pieces.filter(({ data }) => data !== null) };
  const sources = applySelection(scan({ snapshot: rest, catalog, span }, selection), selection);
  requireFewPoints(sources, maxPoints);
  let [first, last] = [Infinity, -Infinity];
  for (const piece of rolled) [first, last] = [Math.min(first, piece.first), Math.max(last, piece.last)];
  for (const { keys } of sources) [first, last] = [Math.min(first, keys[0] ?? Infinity), Math.max(last, keys.at(-1) ?? -Infinity)];
  const groups = groupsOf(job, first, last);
  if (groups === null) return { columns: noRows(), hasMore: false };
  const { starts } = groups;
  if (starts.some((start) => start % hourMs !== 0)) return null;

  const bySeries = new Map<number, Piece[]>();
  for (const piece of rolled) {
    const own = bySeries.get(piece.series);
    if (own) own.push(piece);
    else bySeries.set(piece.series, [piece]);
  }
  const all: (Series | Aggregated)[] = [];
  const byId = new Map(sources.map((source) => [source.sourceId, source]));
  for (const [series, pieces] of bySeries) {
    const name = catalog.names.get(series);
    const source = byId.get(name?.sourceId ?? '');
    const column = name && source?.fields.get(name.field);
    const cells = cellsOf(pieces, column, starts, query.aggregation, span);
    if (cells === null) return null;
    all.push({ sourceId: name?.sourceId === '' ? null : (name?.sourceId ?? null), field: name?.field ?? '', cells });
    if (name) source?.fields.delete(name.field);
  }
  for (const { sourceId, fields } of sources) {
    for (const [field, column] of fields)
      all.push({ sourceId: sourceId === '' ? null : sourceId, field, keys: column.keys, values: valuesOf(column) });
  }
  return aggregateColumns(all, groups);
}

function isShown({ catalog }: Stored, { shown }: ColumnSelection, series: number): boolean {
  const name = catalog.names.get(series);
  return name !== undefined && !name.isMetadata && (shown === undefined || shown.has(name.field));
}

/** One series from summaries of some days and the points of others. */
function cellsOf(
  pieces: readonly Piece[],
  column: Column | undefined,
  starts: readonly number[],
  aggregation: Aggregation,
  span: number,
): Cells | null {
  const sums: Sums = {
    counts: new Float64Array(starts.length),
    totals: new Float64Array(starts.length),
    others: new Map(),
    least: new Float64Array(starts.length).fill(Infinity),
    greatest: new Float64Array(starts.length).fill(-Infinity),
  };
  for (const { roll, day } of pieces) {
    if (roll === null) continue;
    const { counts, sums: ofHours, least, greatest } = readRoll(roll);
    let group = lowerBoundOf(starts, day * span + 1) - 1;
    for (let hour = 0; hour < counts.length; hour++) {
      const time = day * span + hour * hourMs;
      while ((starts[group + 1] ?? Infinity) <= time) group++;
      if (counts[hour]) addTo(sums, group, counts[hour] ?? 0, ofHours[hour] ?? 0, least[hour] ?? 0, greatest[hour] ?? 0);
    }
  }
  if (column !== undefined && !addPoints(sums, column, starts, aggregation)) return null;
  return resultOf(sums, aggregation);
}

/** False when the sum of a group is beyond float64. */
function addPoints(sums: Sums, column: Column, starts: readonly number[], aggregation: Aggregation): boolean {
  const { keys } = column;
  for (let start = 0, end = 0; start < keys.length; start = end) {
    const group = Math.max(0, lowerBoundOf(starts, (keys[start] ?? 0) + 1) - 1);
    end = lowerBound(keys, starts[group + 1] ?? Infinity);
    const part = slice(column, start, end);
    const numbers = part.types === null ? part.numbers : numbersOf(part);
    const { total, least, greatest } = extremes(numbers, 0, numbers.length);
    if (!Number.isFinite(total)) return false;
    const count = aggregation === 'count' ? countOf(part) : numbers.length;
    if (count > 0) addTo(sums, group, count, total, least, greatest);
  }
  return true;
}

/** Numbers and booleans, as the aggregations take them. */
function numbersOf({ numbers, types }: Column): Float64Array {
  const truths = numbers.map((number, index) => (types?.[index] === kinds.number ? number : Number(types?.[index] === kinds.true)));
  return truths.filter((_, index) => types?.[index] !== kinds.null && types?.[index] !== kinds.text);
}

function countOf({ types, keys }: Column): number {
  return types === null ? keys.length : types.filter((type) => type !== kinds.null).length;
}

function addTo(sums: Sums, group: number, count: number, total: number, least: number, greatest: number): void {
  if (sums.counts[group] === 0) {
    sums.totals[group] = total;
  } else {
    const others = sums.others.get(group);
    if (others) others.push(total);
    else sums.others.set(group, [total]);
  }
  sums.counts[group] = (sums.counts[group] ?? 0) + count;
  sums.least[group] = Math.min(sums.least[group] ?? Infinity, least);
  sums.greatest[group] = Math.max(sums.greatest[group] ?? -Infinity, greatest);
}

function resultOf(sums: Sums, aggregation: Aggregation): Cells | null {
  const cells: Cells = { groups: [], values: [] };
  for (let group = 0; group < sums.counts.length; group++) {
    const count = sums.counts[group] ?? 0;
    if (count === 0) continue;
    const total = totalOf(sums, group);
    if (!Number.isFinite(total)) return null;
    cells.groups.push(group);
    cells.values.push(valueOf(aggregation, total, count, sums.least[group] ?? 0, sums.greatest[group] ?? 0));
  }
  return cells;
}

function totalOf({ totals, others }: Sums, group: number): number {
  const first = totals[group] ?? 0;
  const more = others.get(group);
  // Adding 0 makes of -0 a 0, as a sum is.
  return more === undefined ? first + 0 : sum([first, ...more], 0, more.length + 1);
}

function valueOf(aggregation: Aggregation, total: number, count: number, least: number, greatest: number): number | null {
  switch (aggregation) {
    case 'avg':
      return meanOf(total, count, least, greatest);
    case 'sum':
      return total;
    case 'min':
      return least;
    case 'max':
      return greatest;
    case 'count':
      return count;
    default:
      return null;
  }
}

/** The first index whose start is at least `time`. */
function lowerBoundOf(starts: readonly number[], time: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
