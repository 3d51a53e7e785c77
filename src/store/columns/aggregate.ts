import { aggregateColumns } from '../aggregate.ts';
import type { AggregateColumns, Before, GroupQuery, Series } from '../aggregate.ts';
import { noRows } from '../row-columns.ts';
import { TooManyPoints } from '../store.ts';
import type { AggregateQuery, Page } from '../store.ts';
import { groupStarts } from '../time-groups.ts';
import { valuesOf } from './column.ts';
import { scanSources } from './scan.ts';
import type { SourceRows, Stored } from './scan.ts';
import { applySelection } from './select.ts';
import type { ColumnSelection } from './select.ts';

/** An aggregate of what was read. */
export interface AggregateJob {
  selection: ColumnSelection;
  query: AggregateQuery;
  page: Page;
  maxPoints: number;
  /** Percentiles of more values are not sorted. */
  exactPercentiles: number;
  /** Values before the range, for `fill: 'previous'`. */
  before: readonly Before[];
}

/** So many values are kept for the second look at them; of more, each source is decoded twice. */
const mostKept = 2_000_000;

/** Aggregates points, one source after the other. @throws TooManyPoints, TooManyGroups */
export function aggregatePoints(stored: Stored, job: AggregateJob): AggregateColumns {
  const { selection, maxPoints } = job;
  const kept: SourceRows[] = [];
  let [points, values, first, last] = [0, 0, Infinity, -Infinity];
  for (const source of selectedSources(stored, selection)) {
    points += source.keys.length;
    first = Math.min(first, source.keys[0] ?? Infinity);
    last = Math.max(last, source.keys.at(-1) ?? -Infinity);
    for (const { keys } of source.fields.values()) values += keys.length;
    if (values <= mostKept) kept.push(source);
    else kept.length = 0;
  }
  if (points > maxPoints) throw new TooManyPoints(maxPoints, points);
  const groups = groupsOf(job, first, last);
  if (groups === null) return { columns: noRows(), hasMore: false };
  return aggregateColumns(seriesOf(values <= mostKept ? kept : selectedSources(stored, selection)), groups);
}

/** The selected points of one source after the other. */
export function* selectedSources(stored: Stored, selection: ColumnSelection): Generator<SourceRows> {
  for (const source of scanSources(stored, selection)) yield* applySelection([source], selection);
}

export function requireFewPoints(sources: readonly SourceRows[], maxPoints: number): void {
  const points = sources.reduce((sum, { keys }) => sum + keys.length, 0);
  if (points > maxPoints) throw new TooManyPoints(maxPoints, points);
}

/** The groups of points between two keys; null when there are none. */
export function groupsOf({ query, page, before, exactPercentiles }: AggregateJob, first: number, last: number): GroupQuery | null {
  const { from, to, aggregation, fill, fillLimit } = query;
  // Values before the range fill all of it, also when nothing is in it.
  const isEmpty = first > last && (before.length === 0 || from === undefined || to === undefined);
  return isEmpty ? null : { ...page, aggregation, fill, fillLimit, before, exactPercentiles, starts: startsOf(query, first, last) };
}

/** Gaps are filled up to the bounds of the range; otherwise no group is needed outside of the points. */
function startsOf({ from, to, grouping, fill }: AggregateQuery, firstKey: number, lastKey: number): number[] {
  if (grouping === undefined) return [from === undefined ? firstKey : Number(from)];
  if (fill === 'none') return groupStarts(grouping, firstKey, lastKey);
  return groupStarts(grouping, from === undefined ? firstKey : Number(from), to === undefined ? lastKey : Number(to) - 1);
}

function* seriesOf(sources: Iterable<SourceRows>): Generator<Series> {
  for (const { sourceId, fields } of sources) {
    for (const [field, column] of fields)
      yield { sourceId: sourceId === '' ? null : sourceId, field, keys: column.keys, values: valuesOf(column) };
  }
}
