import { createColumnBuilder, typeOfKind, valueKinds } from '../../store/store.ts';
import type { ColumnBatch, FieldType, Key, KeyType, Point, Value } from '../../store/store.ts';

/** A point as an import reads it. `metadata` is absent where what is stored stays. */
export interface ReadPoint {
  sourceId: string | null;
  key: Key;
  values: readonly (readonly [field: string, value: Value])[];
  metadata?: Record<string, unknown> | null;
}

/** Where a body has a line, as its reader counts: see `lineOf`. */
export type Mark = number;

/** The points of an import in the form in which the store takes them. */
export interface ImportBatch {
  add(point: ReadPoint, mark: Mark): void;
  /** Where the first value of such a type stands, of a field of a source. */
  find(sourceId: string, field: string, type: FieldType): Mark | undefined;
  count(): number;
  /** For buckets whose keys are numbers. */
  columns(): ColumnBatch;
  /** For the others. */
  points(): Point[];
}

export function createImportBatch(keyType: KeyType): ImportBatch {
  const rows: Point[] = [];
  const cells = createCells();
  let count = 0;
  return {
    find: cells.find,
    add({ sourceId, key, values, metadata }, mark) {
      count++;
      if (keyType === 'string') {
        rows.push({ sourceId, key, values: Object.fromEntries(values), ...(metadata === undefined ? {} : { metadata }) });
        return;
      }
      // Adding zero takes the sign from -0.
      const number = Number(key) + 0;
      for (const [field, value] of values) cells.add(sourceId, field, number, value, mark);
      if (metadata !== undefined) cells.add(sourceId, null, number, metadata && JSON.stringify(metadata), mark);
    },
    count: () => count,
    columns: cells.finish,
    points: () => rows,
  };
}

/** Growing columns. */
function createCells() {
  const series: { sourceId: string | null; field: string | null }[] = [];
  const numberOf = new Map<string | null, Map<string | null, number>>();
  const to = createColumnBuilder(4096);
  const find = (sourceId: string | null, field: string | null): number => {
    let own = numberOf.get(sourceId);
    if (own === undefined) numberOf.set(sourceId, (own = new Map()));
    let number = own.get(field);
    if (number === undefined) own.set(field, (number = series.push({ sourceId, field }) - 1));
    return number;
  };

  return {
    add(sourceId: string | null, field: string | null, key: number, value: Value, mark: Mark): void {
      to.add(mark, find(sourceId, field), key, value);
    },
    find(sourceId: string, field: string, type: FieldType): Mark | undefined {
      const number = numberOf.get(sourceId)?.get(field);
      const { count, seriesOf, kinds, marks } = to.finish();
      for (let i = 0; i < count; i++)
        if (seriesOf[i] === number && typeOfKind(kinds === null ? valueKinds.number : kinds[i]) === type) return marks[i];
      return undefined;
    },
    finish: (): ColumnBatch => ({ series, ...to.finish() }),
  };
}
