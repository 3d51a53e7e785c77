import type { Cells } from '../columns/batch.ts';
import { valueAt } from '../columns/column.ts';
import type { SeriesNames } from '../columns/scan.ts';
import type { Point } from '../store.ts';

/** What was written to one key, and how many values of the batch lie before the end of it. */
export interface LoggedPoints {
  key: number;
  points: Point[];
  end: number;
}

/**
 * The records of a batch from its value `from` on: neighbours of one key belong together, but a series
 * comes once in each, so that every value that was written is told. Where a record ends depends on the batch alone.
 */
export function* recordsOf(
  cells: Cells,
  from: number,
  catalog: SeriesNames,
  isThere: (series: number, key: number) => boolean,
): Generator<LoggedPoints> {
  const { count, series, keys, numbers, types, texts } = cells;
  const column = { keys, numbers, types, texts };
  for (let start = from; start < count;) {
    const key = keys[start] ?? 0;
    const seen = new Set<number>();
    let end = start;
    for (; end < count && keys[end] === key && !seen.has(series[end] ?? 0); end++) seen.add(series[end] ?? 0);
    const points = new Map<string, [string, Point['values'][string]][]>();
    for (let i = start; i < end; i++) {
      const number = series[i] ?? 0;
      const name = catalog.names.get(number);
      if (name === undefined || !isThere(number, key)) continue;
      const values = points.get(name.sourceId) ?? [];
      points.set(name.sourceId, values);
      if (!name.isMetadata) values.push([name.field, valueAt(column, i)]);
    }
    yield {
      key,
      points: [...points].map(([sourceId, values]) => ({
        sourceId: sourceId === '' ? null : sourceId,
        key,
        values: Object.fromEntries(values),
      })),
      end,
    };
    start = end;
  }
}
