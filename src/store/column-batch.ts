import { valueKinds } from './store.ts';
import type { ColumnBatch, Point, Value } from './store.ts';

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
