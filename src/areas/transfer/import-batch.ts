import type { Steps } from '../../domain/turns.ts';
import { createColumnBuilder, typeOfKind, valueKinds } from '../../store/store.ts';
import type { ColumnBatch, ColumnBuilder, FieldType, Key, KeyType, Point, Value } from '../../store/store.ts';

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
  /** Makes room for so many more values where that takes some milliseconds. */
  reserve(values: number): Steps<void>;
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
    reserve: cells.reserve,
    columns: cells.finish,
    points: () => rows,
  };
}

/** The mark of the first value of each series and type. */
function firstMarks({ count, seriesOf, kinds, marks }: ReturnType<ColumnBuilder['finish']>): Map<string, Mark> {
  const found = new Map<string, Mark>();
  const seen: number[] = [];
  for (let i = 0; i < count; i++) {
    const [series, kind] = [seriesOf[i] ?? 0, kinds === null ? valueKinds.number : (kinds[i] ?? 0)];
    const bits = seen[series] ?? 0;
    if ((bits & (1 << kind)) !== 0) continue;
    seen[series] = bits | (1 << kind);
    const name = `${series} ${typeOfKind(kind)}`;
    if (!found.has(name)) found.set(name, marks[i] ?? 0);
  }
  return found;
}

/** Growing columns. */
function createCells() {
  const series: { sourceId: string | null; field: string | null }[] = [];
  const numberOf = new Map<string | null, Map<string | null, number>>();
  const to = createColumnBuilder(4096);
  let first: Map<string, Mark> | undefined;
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
      first ??= firstMarks(to.finish());
      return first.get(`${numberOf.get(sourceId)?.get(field)} ${type}`);
    },
    reserve: to.reserve,
    finish: (): ColumnBatch => ({ series, ...to.finish() }),
  };
}
