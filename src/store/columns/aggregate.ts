import { aggregateSeries } from '../aggregate.ts';
import type { Before, GroupQuery, Series } from '../aggregate.ts';
import { TooManyPoints } from '../store.ts';
import type { AggregateQuery, AggregateRow, Page, Rows } from '../store.ts';
import { groupStarts } from '../time-groups.ts';
import { valuesOf } from './column.ts';
import { scan } from './scan.ts';
import type { SourceRows, Stored } from './scan.ts';
import { applySelection } from './select.ts';
import type { ColumnSelection } from './select.ts';

/** An aggregate of what was read. */
export interface AggregateJob {
  selection: ColumnSelection;
  query: AggregateQuery;
  page: Page;
  maxPoints: number;
  /** Values before the range, for `fill: 'previous'`. */
  before: readonly Before[];
}

/** Aggregates points. @throws TooManyPoints, TooManyGroups */
export function aggregatePoints(stored: Stored, job: AggregateJob): Rows<AggregateRow> {
  const { selection, maxPoints } = job;
  const sources = applySelection(scan(stored, selection), selection);
  requireFewPoints(sources, maxPoints);
  let [first, last] = [Infinity, -Infinity];
  for (const { keys } of sources) {
    first = Math.min(first, keys[0] ?? Infinity);
    last = Math.max(last, keys.at(-1) ?? -Infinity);
  }
  const groups = groupsOf(job, first, last);
  return groups === null ? { rows: [], hasMore: false } : aggregateSeries(sources.flatMap(seriesOf), groups);
}

export function requireFewPoints(sources: readonly SourceRows[], maxPoints: number): void {
  const points = sources.reduce((sum, { keys }) => sum + keys.length, 0);
  if (points > maxPoints) throw new TooManyPoints(maxPoints, points);
}

/** The groups of points between two keys; null when there are none. */
export function groupsOf({ query, page, before }: AggregateJob, first: number, last: number): GroupQuery | null {
  const { from, to, aggregation, fill, fillLimit } = query;
  // Values before the range fill all of it, also when nothing is in it.
  const isEmpty = first > last && (before.length === 0 || from === undefined || to === undefined);
  return isEmpty ? null : { ...page, aggregation, fill, fillLimit, before, starts: startsOf(query, first, last) };
}

/** Gaps are filled up to the bounds of the range; otherwise no group is needed outside of the points. */
function startsOf({ from, to, grouping, fill }: AggregateQuery, firstKey: number, lastKey: number): number[] {
  if (grouping === undefined) return [from === undefined ? firstKey : Number(from)];
  if (fill === 'none') return groupStarts(grouping, firstKey, lastKey);
  return groupStarts(grouping, from === undefined ? firstKey : Number(from), to === undefined ? lastKey : Number(to) - 1);
}

function seriesOf({ sourceId, fields }: SourceRows): Series[] {
  return [...fields].map(([field, column]) => ({
    sourceId: sourceId === '' ? null : sourceId,
    field,
    keys: column.keys,
    values: valuesOf(column),
  }));
}
