import { valueKinds } from '../../../src/store/store.ts';
import type { ColumnBatch, Point, Value } from '../../../src/store/store.ts';

/** In which order values stand in a batch: point after point, or series after series. */
export type ColumnOrder = 'points' | 'series';

/** Points, each with values or metadata, as a batch of columns. */
export function columnsOf(points: readonly Point[], order: ColumnOrder): ColumnBatch {
  const series: ColumnBatch['series'][number][] = [];
  const indices = new Map<string, number>();
  const texts: string[] = [];
  const cells: { series: number; key: number; kind: number; number: number }[] = [];
  const add = (sourceId: string | null, field: string | null, key: number, value: Value): void => {
    const id = JSON.stringify([sourceId, field]);
    const index = indices.get(id) ?? series.push({ sourceId, field }) - 1;
    indices.set(id, index);
    cells.push({ series: index, key, ...cellOf(value, texts) });
  };
  for (const { sourceId, key, values, metadata } of points) {
    for (const [field, value] of Object.entries(values)) add(sourceId, field, Number(key), value);
    if (metadata !== undefined) add(sourceId, null, Number(key), metadata === null ? null : JSON.stringify(metadata));
  }
  if (order === 'series') cells.sort((a, b) => a.series - b.series);
  return {
    series,
    count: cells.length,
    seriesOf: Int32Array.from(cells, (cell) => cell.series),
    keys: Float64Array.from(cells, (cell) => cell.key),
    numbers: Float64Array.from(cells, (cell) => cell.number),
    kinds: cells.every(({ kind }) => kind === valueKinds.number) ? null : Uint8Array.from(cells, (cell) => cell.kind),
    texts,
  };
}

function cellOf(value: Value, texts: string[]): { kind: number; number: number } {
  if (value === null) return { kind: valueKinds.null, number: 0 };
  if (typeof value === 'number') return { kind: valueKinds.number, number: value };
  if (typeof value === 'string') return { kind: valueKinds.text, number: texts.push(value) - 1 };
  return { kind: value ? valueKinds.true : valueKinds.false, number: 0 };
}

/** The points of a batch, in the order of their first values. */
export function pointsOfColumns(batch: ColumnBatch): Point[] {
  const points = new Map<string, Point>();
  for (let i = 0; i < batch.count; i++) {
    const series = batch.series[batch.seriesOf[i] ?? -1];
    if (series === undefined) throw new RangeError(`value ${i} belongs to no series of the batch`);
    const key = batch.keys[i] ?? NaN;
    const id = `${series.sourceId} ${key}`;
    const point = points.get(id) ?? { sourceId: series.sourceId, key, values: {} };
    points.set(id, point);
    const value = valueOf(batch, i);
    if (series.field !== null) point.values = withValue(point.values, series.field, value);
    else point.metadata = typeof value === 'string' ? JSON.parse(value) : null;
  }
  return [...points.values()];
}

/** Not by assignment, which would lose a field of the name __proto__. */
function withValue(values: Record<string, Value>, field: string, value: Value): Record<string, Value> {
  return Object.fromEntries([...Object.entries(values), [field, value]]);
}

function valueOf({ kinds, numbers, texts }: ColumnBatch, index: number): Value {
  const number = numbers[index] ?? 0;
  switch (kinds === null ? valueKinds.number : kinds[index]) {
    case valueKinds.number:
      return number;
    case valueKinds.text:
      return texts[number] ?? '';
    case valueKinds.null:
      return null;
    default:
      return kinds?.[index] === valueKinds.true;
  }
}
