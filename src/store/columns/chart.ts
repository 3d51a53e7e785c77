import { largestTriangles } from '../lttb.ts';
import { TooManyPoints } from '../store.ts';
import type { Page, Point, Rows } from '../store.ts';
import { selectedSources } from './aggregate.ts';
import { kinds, pickColumn, unionOfKeys } from './column.ts';
import type { Column } from './column.ts';
import { pointsOf } from './page.ts';
import type { SourceRows, Stored } from './scan.ts';
import type { ColumnSelection } from './select.ts';

/** A chart of what was read: at most `count` points of each source and field. */
export interface ChartJob {
  selection: ColumnSelection;
  count: number;
  page: Page;
  maxPoints: number;
}

/** The points of a chart; only those that are chosen are kept in memory. @throws TooManyPoints */
export function chartPoints(stored: Stored, { selection, count, page, maxPoints }: ChartJob): Rows<Point> {
  const sources: SourceRows[] = [];
  let points = 0;
  for (const source of selectedSources(stored, selection)) {
    points += source.keys.length;
    const fields = new Map([...source.fields].map(([field, column]) => [field, chosenOf(column, count)] as const));
    for (const [field, { keys }] of fields) if (keys.length === 0) fields.delete(field);
    const keys = unionOfKeys([...fields.values()].map((column) => column.keys));
    if (keys.length > 0) sources.push({ sourceId: source.sourceId, keys, fields, metadata: undefined, presence: undefined });
  }
  if (points > maxPoints) throw new TooManyPoints(maxPoints, points);
  const { order, limit, offset } = page;
  const { rows } = pointsOf(sources, { order, skip: offset, count: limit + 1 });
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** Truth values stand at 0 and 1; texts and nulls are no points of a chart. */
function chosenOf(column: Column, count: number): Column {
  const numeric = column.types === null ? column : pickColumn(column, numericIndices(column.types));
  const { types, numbers } = numeric;
  const heights =
    types === null
      ? numbers
      : numbers.map((number, index) => (types[index] === kinds.number ? number : Number(types[index] === kinds.true)));
  return pickColumn(numeric, largestTriangles(numeric.keys, heights, count));
}

function numericIndices(types: Uint8Array): number[] {
  const indices: number[] = [];
  for (const [index, type] of types.entries()) if (type !== kinds.null && type !== kinds.text) indices.push(index);
  return indices;
}
