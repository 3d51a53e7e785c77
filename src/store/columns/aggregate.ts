import { aggregateSeries } from '../aggregate.ts';
import type { Series } from '../aggregate.ts';
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
}

/** Aggregates points. @throws TooManyPoints, TooManyGroups */
export function aggregatePoints(stored: Stored, { selection, query, page, maxPoints }: AggregateJob): Rows<AggregateRow> {
  const sources = applySelection(scan(stored, selection), selection);
  requireFewPoints(sources, maxPoints);
  let [first, last] = [Infinity, -Infinity];
  for (const { keys } of sources) {
    first = Math.min(first, keys[0] ?? Infinity);
    last = Math.max(last, keys.at(-1) ?? -Infinity);
  }
  if (first > last) return { rows: [], hasMore: false };
  const starts = startsOf(query, first, last);
  return aggregateSeries(sources.flatMap(seriesOf), { ...page, aggregation: query.aggregation, fill: query.fill, starts });
}

export function requireFewPoints(sources: readonly SourceRows[], maxPoints: number): void {
  const points = sources.reduce((sum, { keys }) => sum + keys.length, 0);
  if (points > maxPoints) throw new TooManyPoints(maxPoints, points);
}

/** Gaps are filled up to the bounds of the range; otherwise no group is needed outside of the points. */
export function startsOf({ from, to, grouping, fill }: AggregateQuery, firstKey: number, lastKey: number): number[] {
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
