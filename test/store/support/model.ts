import { FieldTypeChange } from '../../../src/store/store.ts';
import type {
  BucketRef,
  Condition,
  FieldType,
  Key,
  KeyType,
  LatestRow,
  LatestSelection,
  Page,
  Point,
  Range,
  Rows,
  Selection,
  Value,
  WriteResult,
} from '../../../src/store/store.ts';

/** The store as a plain list: what the real one must answer. It keeps one bucket and knows no retention. */
export interface Model {
  /** @throws FieldTypeChange as the store does, but in buckets keyed by strings */
  write(batch: readonly Point[]): WriteResult;
  /** Adds a point that is not there yet, without looking for it. */
  append(point: Point): void;
  /** Forgets the types of fields: of one source, or of all. */
  forgetTypes(sourceId?: string): void;
  /** What brings the model back to what it holds now. */
  save(): () => void;
  points(selection: Selection, page: Page): Rows<Point>;
  records(range: Range, page: Page): Rows<{ key: Key; points: Point[] }>;
  extent(selection: Selection): { points: number; first?: Key; last?: Key };
  latest(selection: LatestSelection, page: { limit: number; offset: number }): Rows<LatestRow>;
  deleteWhere(goes: (point: Point) => boolean): number;
}

export function createModel(keyType: KeyType = 'timestamp'): Model {
  let stored: Point[] = [];
  let types = new Map<string, FieldType>();

  /** Fixes the types of fields, all or none. */
  function fixTypes(batch: readonly Point[]): void {
    const fixed = new Map(types);
    const conflicts = new Map<string, FieldTypeChange['changes'][number]>();
    for (const { sourceId, values } of batch) {
      for (const [field, value] of Object.entries(values)) {
        const given = typeOf(value);
        if (sourceId === null || given === undefined) continue;
        const id = JSON.stringify([sourceId, field]);
        const first = fixed.get(id) ?? given;
        fixed.set(id, first);
        if (first !== given) conflicts.set(id, { sourceId, field, stored: first, given });
      }
    }
    if (conflicts.size > 0) throw new FieldTypeChange([...conflicts.values()]);
    types = fixed;
  }

  function writeOne({ sourceId, key, values, metadata }: Point): void {
    const old = stored.find((point) => point.sourceId === sourceId && point.key === key);
    if (old === undefined) {
      stored.push({ sourceId, key, values, metadata: metadata ?? null });
    } else {
      old.values = Object.fromEntries([...Object.entries(old.values), ...Object.entries(values)]);
      if (metadata !== undefined) old.metadata = metadata;
    }
  }

  function selected(selection: Selection): Point[] {
    return stored.filter((point) => isSelected(point, selection)).map((point) => onlyFields(point, selection.fields));
  }

  return {
    write(batch) {
      if (keyType !== 'string') fixTypes(batch);
      const identity = ({ sourceId, key }: Point): string => JSON.stringify([sourceId, key]);
      const before = new Set(stored.map(identity));
      const written = [...new Set(batch.map(identity))];
      batch.forEach(writeOne);
      const updated = written.filter((point) => before.has(point)).length;
      return { inserted: written.length - updated, updated };
    },
    append: ({ sourceId, key, values, metadata }) => void stored.push({ sourceId, key, values, metadata: metadata ?? null }),
    forgetTypes(sourceId) {
      types = new Map([...types].filter(([id]) => sourceId !== undefined && JSON.parse(id)[0] !== sourceId));
    },
    save() {
      const before = { stored: structuredClone(stored), types };
      return () => void ({ stored, types } = before);
    },
    points: (selection, page) =>
      pageOf(
        selected(selection).sort((a, b) => compareKeys(a.key, b.key) || compareSources(a, b)),
        page,
      ),
    records(range, page) {
      const inRange = stored.filter((point) => isInRange(point, range));
      const keys = [...new Set(inRange.map((point) => point.key))].sort(compareKeys);
      return pageOf(
        keys.map((key) => ({ key, points: inRange.filter((point) => point.key === key).sort(compareSources) })),
        page,
      );
    },
    extent(selection) {
      const keys = selected(selection)
        .map((point) => point.key)
        .sort(compareKeys);
      return keys.length === 0 ? { points: 0 } : { points: keys.length, first: keys[0], last: keys.at(-1) };
    },
    latest(selection, { limit, offset }) {
      const bySource = new Map<string | null, Map<string, { key: number; value: Value }>>();
      for (const { sourceId, key, values } of selected(selection).sort((a, b) => compareKeys(a.key, b.key))) {
        const fields = bySource.get(sourceId) ?? new Map<string, { key: number; value: Value }>();
        for (const [field, value] of Object.entries(values)) if (value !== null) fields.set(field, { key: Number(key), value });
        if (fields.size > 0) bySource.set(sourceId, fields);
      }
      const rows = [...bySource].map(([sourceId, fields]) => ({
        sourceId,
        fields: [...fields].map(([field, last]) => ({ field, ...last })).sort((a, b) => (a.field < b.field ? -1 : 1)),
      }));
      rows.sort((a, b) => ((a.sourceId ?? '') < (b.sourceId ?? '') ? -1 : 1));
      return { rows: rows.slice(offset, offset + limit), hasMore: rows.length > offset + limit };
    },
    deleteWhere(goes) {
      const before = stored.length;
      stored = stored.filter((point) => !goes(point));
      return before - stored.length;
    },
  };
}

function typeOf(value: Value): FieldType | undefined {
  if (value === null) return undefined;
  return typeof value === 'number' ? 'number' : typeof value === 'string' ? 'string' : 'boolean';
}

/** What a call answers, or which changes of types it refuses. Several changes may be named in any order, and of several types any. */
export async function attempt(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof FieldTypeChange)) throw error;
    return { refused: error.changes.map(({ sourceId, field, stored }) => JSON.stringify([sourceId, field, stored])).sort() };
  }
}

/** Numbers by size, strings by code point (the order of their UTF-8 bytes). */
export function compareKeys(a: Value, b: Value): number {
  return typeof a === 'string' && typeof b === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : Number(a) - Number(b);
}

function compareSources(a: Point, b: Point): number {
  return compareKeys(a.sourceId ?? '', b.sourceId ?? '');
}

export function isInRange({ key }: Point, { from, to }: Range): boolean {
  return (from === undefined || compareKeys(key, from) >= 0) && (to === undefined || compareKeys(key, to) < 0);
}

export function isSelected(point: Point, selection: Selection): boolean {
  const { sourceIds, fields, conditions = [], metadata = {} } = selection;
  return (
    isInRange(point, selection) &&
    (sourceIds === undefined || sourceIds.includes(point.sourceId)) &&
    (fields === undefined || fields.some((field) => Object.hasOwn(point.values, field))) &&
    conditions.every((condition) => fulfils(point, condition)) &&
    Object.entries(metadata).every(([name, value]) => new Map(Object.entries(point.metadata ?? {})).get(name) === value)
  );
}

function fulfils({ values }: Point, { field, operator, value }: Condition): boolean {
  const own = new Map(Object.entries(values)).get(field);
  if (own === undefined || typeof own !== typeof value) return false;
  const order = compareKeys(own, value);
  return { eq: order === 0, ne: order !== 0, gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[operator];
}

export function onlyFields(point: Point, fields: readonly string[] | undefined): Point {
  if (fields === undefined) return point;
  return { ...point, values: Object.fromEntries(Object.entries(point.values).filter(([field]) => fields.includes(field))) };
}

function pageOf<Row>(ascending: Row[], { order, limit, offset }: Page): Rows<Row> {
  const rows = order === 'asc' ? ascending : ascending.toReversed();
  return { rows: rows.slice(offset, offset + limit), hasMore: rows.length > offset + limit };
}

let buckets = 0;

/** A bucket that no other test uses. */
export function freshBucket(settings: Partial<BucketRef> = {}): BucketRef {
  const bucketId = (++buckets).toString(16).padStart(24, '0');
  return { organizationId: 'a'.repeat(24), bucketId, keyType: 'timestamp', retentionDays: null, retentionRecords: null, ...settings };
}
