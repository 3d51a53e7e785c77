import type { GroupQuery } from '../../../src/store/aggregate.ts';
import type { AggregateRow, Aggregation, Point, Rows, Value } from '../../../src/store/store.ts';

interface Reading {
  key: number;
  value: Value;
  /** The reading before it in the whole range. */
  before?: Reading;
}

/** The same answer as the store's, computed in the plainest way: each cell by a search through all points. */
export function naiveAggregate(points: readonly Point[], query: GroupQuery): Rows<AggregateRow> {
  const { starts, order, limit, offset } = query;
  const sources = [...new Set(points.map((point) => point.sourceId))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  const fields = [...new Set(points.flatMap((point) => Object.keys(point.values)))];
  const rows: AggregateRow[] = [];
  for (const sourceId of sources) {
    const columns = fields.map((field) =>
      fillGaps(
        starts.map((_, group) => cell(points, sourceId, field, group, query)),
        query,
      ),
    );
    for (const [group, key] of starts.entries()) {
      const values: [string, Value][] = [];
      for (const [index, field] of fields.entries()) {
        const value = columns[index]?.[group];
        if (value !== undefined) values.push([field, value]);
      }
      if (values.length > 0) rows.push({ sourceId, key, values: Object.fromEntries(values) });
    }
  }
  rows.sort((a, b) => a.key - b.key || sources.indexOf(a.sourceId) - sources.indexOf(b.sourceId));
  if (order === 'desc') rows.reverse();
  return { rows: rows.slice(offset, offset + limit), hasMore: rows.length > offset + limit };
}

function cell(points: readonly Point[], sourceId: string | null, field: string, group: number, query: GroupQuery): Value | undefined {
  const { starts, aggregation } = query;
  const readings: Reading[] = points
    .filter((point) => point.sourceId === sourceId && Object.hasOwn(point.values, field))
    .map((point) => ({ key: Number(point.key), value: point.values[field] ?? null }))
    .filter(({ value }) => value !== null && (['count', 'first', 'last'].includes(aggregation) || typeof value !== 'string'))
    .sort((a, b) => a.key - b.key);
  for (const [index, reading] of readings.entries()) reading.before = readings[index - 1];
  const inGroup = readings.filter(({ key }) => key >= (starts[group] ?? 0) && key < (starts[group + 1] ?? Infinity));
  return inGroup.length === 0 ? undefined : reduce(inGroup, aggregation);
}

function reduce(readings: readonly Reading[], aggregation: Aggregation): Value | undefined {
  const numbers = readings.map(({ value }) => Number(value));
  const total = numbers.reduce((sum, value) => sum + value, 0);
  const percentile = (fraction: number): number => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const position = fraction * (sorted.length - 1);
    const [low = 0, high = 0] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
    return low + (high - low) * (position - Math.floor(position));
  };
  switch (aggregation) {
    case 'avg':
      return total / numbers.length;
    case 'min':
      return Math.min(...numbers);
    case 'max':
      return Math.max(...numbers);
    case 'sum':
      return total;
    case 'count':
      return readings.length;
    case 'first':
      return readings[0]?.value;
    case 'last':
      return readings.at(-1)?.value;
    case 'p50':
      return percentile(0.5);
    case 'p90':
      return percentile(0.9);
    case 'p95':
      return percentile(0.95);
    case 'p99':
      return percentile(0.99);
    case 'rate':
      return naiveRate(readings);
  }
}

function naiveRate(readings: readonly Reading[]): number | undefined {
  let increase = 0;
  let milliseconds = 0;
  for (const { key, value, before } of readings) {
    if (before === undefined) continue;
    const step = Number(value) - Number(before.value);
    increase += step < 0 ? Number(value) : step;
    milliseconds += key - before.key;
  }
  return milliseconds === 0 ? undefined : increase / (milliseconds / 1000);
}

function fillGaps(cells: (Value | undefined)[], { fill, starts }: GroupQuery): (Value | undefined)[] {
  if (fill === 'none' || cells.every((value) => value === undefined)) return cells;
  return cells.map((value, group) => {
    if (value !== undefined) return value;
    if (fill === 'null') return null;
    if (fill === 'zero') return 0;
    const before = cells.findLastIndex((other, index) => index < group && other !== undefined);
    const after = cells.findIndex((other, index) => index > group && other !== undefined);
    const [low, high] = [cells[before], cells[after]];
    if (fill === 'previous') return low;
    if (typeof low !== 'number' || typeof high !== 'number') return undefined;
    const [from = 0, at = 0, to = 0] = [starts[before], starts[group], starts[after]];
    return low + (high - low) * ((at - from) / (to - from));
  });
}
