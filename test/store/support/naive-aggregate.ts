import type { GroupQuery } from '../../../src/store/aggregate.ts';
import type { AggregateRow, Aggregation, Point, Rows, Value } from '../../../src/store/store.ts';

interface Reading {
  key: number;
  value: Value;
  /** The reading before it in the whole range. */
  before?: Reading;
}

/**
 * The same answer as the store's, computed in the plainest way: each cell by a search through all points. `earlier` are the points
 * before the range that `previous` may reach.
 */
export function naiveAggregate(points: readonly Point[], query: GroupQuery, earlier: readonly Point[] = []): Rows<AggregateRow> {
  const { starts, order, limit, offset } = query;
  const all = [...points, ...earlier];
  const sources = [...new Set(all.map((point) => point.sourceId))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  const fields = [...new Set(all.flatMap((point) => Object.keys(point.values)))];
  const rows: AggregateRow[] = [];
  for (const sourceId of sources) {
    const columns = fields.map((field) =>
      fillGaps(
        starts.map((_, group) => cell(points, sourceId, field, group, query)),
        query,
        readingsOf(earlier, sourceId, field, query.aggregation).at(-1),
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
  const readings = readingsOf(points, sourceId, field, aggregation);
  for (const [index, reading] of readings.entries()) reading.before = readings[index - 1];
  const inGroup = readings.filter(({ key }) => key >= (starts[group] ?? 0) && key < (starts[group + 1] ?? Infinity));
  return inGroup.length === 0 ? undefined : reduce(inGroup, aggregation);
}

/** The values of a series that count for an aggregation. */
function readingsOf(points: readonly Point[], sourceId: string | null, field: string, aggregation: Aggregation): Reading[] {
  return points
    .filter((point) => point.sourceId === sourceId && Object.hasOwn(point.values, field))
    .map((point) => ({ key: Number(point.key), value: point.values[field] ?? null }))
    .filter(({ value }) => value !== null && (['count', 'first', 'last'].includes(aggregation) || typeof value !== 'string'))
    .sort((a, b) => a.key - b.key);
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

function fillGaps(cells: (Value | undefined)[], query: GroupQuery, earlier: Reading | undefined): (Value | undefined)[] {
  const { fill, starts, aggregation, fillLimit = Infinity } = query;
  if (fill === 'none' || (earlier === undefined && cells.every((value) => value === undefined))) return cells;
  return cells.map((value, group) => {
    if (value !== undefined) return value;
    if (fill === 'null') return null;
    if (fill === 'zero') return 0;
    const before = cells.findLastIndex((other, index) => index < group && other !== undefined);
    const after = cells.findIndex((other, index) => index > group && other !== undefined);
    const [low, high] = [cells[before], cells[after]];
    const [from = 0, at = 0, to = 0] = [starts[before], starts[group], starts[after]];
    if (fill === 'previous') {
      if (before >= 0) return at - from <= fillLimit ? low : undefined;
      if (earlier === undefined || at - earlier.key > fillLimit) return undefined;
      return ['first', 'last'].includes(aggregation) ? earlier.value : Number(earlier.value);
    }
    if (typeof low !== 'number' || typeof high !== 'number' || to - from > fillLimit) return undefined;
    return low + (high - low) * ((at - from) / (to - from));
  });
}
