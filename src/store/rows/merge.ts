import type { Key, Point, Values } from '../store.ts';

/** A point as it is written: `sourceId` is '' for the numbered series. */
export interface WritePoint {
  sourceId: string;
  key: Key;
  values: Values;
  metadata?: Record<string, unknown> | null;
}

/**
 * One point for each source and key, merged in the order of the batch (the later one wins, by value and by metadata), sorted by
 * key and source: writers that lock the same rows in the same order can't deadlock.
 */
export function mergePoints(points: readonly Point[]): WritePoint[] {
  const bySource = new Map<string, Map<Key, WritePoint>>();
  const merged: WritePoint[] = [];
  for (const { sourceId: source, key, values, metadata } of points) {
    const sourceId = source ?? '';
    const byKey = bySource.get(sourceId) ?? new Map<Key, WritePoint>();
    if (byKey.size === 0) bySource.set(sourceId, byKey);
    const known = byKey.get(key);
    if (known === undefined) {
      const point = { sourceId, key, values, metadata };
      byKey.set(key, point);
      merged.push(point);
    } else {
      // Not by assignment or spread, for which __proto__ is no ordinary name.
      known.values = Object.fromEntries([...Object.entries(known.values), ...Object.entries(values)]);
      if (metadata !== undefined) known.metadata = metadata;
    }
  }
  return merged.sort(byKeyAndSource);
}

function byKeyAndSource(a: WritePoint, b: WritePoint): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.sourceId < b.sourceId ? -1 : 1;
}
