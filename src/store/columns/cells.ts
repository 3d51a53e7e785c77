import type { Point, Value } from '../store.ts';
import { presence } from './catalog.ts';
import type { Catalog, SeriesName, SourceNumbers } from './catalog.ts';
import { kinds } from './column.ts';
import type { Cells } from './batch.ts';

/** The values of points as columns, or the series that have no number yet. */
export type Columned = { cells: Cells } | { missing: SeriesName[] };

/** Turns points into columns, in their order: a later value of the same series and key wins. */
export function cellsOf(groups: readonly (readonly Point[])[], catalog: Catalog): Columned {
  let most = 0;
  for (const points of groups) for (const { values } of points) most += 2 + Object.keys(values).length;
  const to = createCells(most);
  const missing = new Map<string, SeriesName>();
  const need = (sourceId: string, isMetadata: boolean, field: string): void => {
    missing.set(JSON.stringify([sourceId, isMetadata, field]), { sourceId, isMetadata, field });
  };
  let lastId: string | undefined;
  let source: SourceNumbers | undefined;
  for (const points of groups) {
    for (const point of points) {
      const sourceId = point.sourceId ?? '';
      if (sourceId !== lastId) {
        lastId = sourceId;
        source = catalog.sources.get(sourceId);
      }
      const key = Number(point.key) + 0;
      let isEmpty = true;
      const { values, metadata } = point;
      for (const field of Object.keys(values)) {
        isEmpty = false;
        const series = source?.fields.get(field);
        if (series === undefined) need(sourceId, false, field);
        else to.add(series, key, values[field] ?? null);
      }
      if (metadata !== undefined) {
        if (source?.metadata === undefined) need(sourceId, true, '');
        else to.add(source.metadata, key, metadata === null ? null : JSON.stringify(metadata));
      }
      if (isEmpty) {
        if (source?.presence === undefined) need(sourceId, true, presence);
        else to.add(source.presence, key, null);
      }
    }
  }
  return missing.size > 0 ? { missing: [...missing.values()] } : { cells: to.finish() };
}

/** Refuses keys that the store can not hold. @throws RangeError */
export function requireKeys(points: readonly Point[]): void {
  for (const { key } of points) {
    if (!Number.isSafeInteger(key))
      throw new RangeError(`the key ${JSON.stringify(key)} is out of range: a whole number between -(2^53-1) and 2^53-1 is wanted`);
  }
}

function createCells(most: number) {
  const series = new Int32Array(most);
  const keys = new Float64Array(most);
  const numbers = new Float64Array(most);
  const types = new Uint8Array(most);
  const texts = new Map<string, number>();
  let count = 0;
  let isPlain = true;
  return {
    add(number: number, key: number, value: Value): void {
      series[count] = number;
      keys[count] = key;
      if (typeof value === 'number') {
        numbers[count] = value;
        types[count] = kinds.number;
      } else {
        isPlain = false;
        if (typeof value === 'string') {
          const index = texts.get(value) ?? texts.size;
          texts.set(value, index);
          numbers[count] = index;
          types[count] = kinds.text;
        } else {
          types[count] = value === null ? kinds.null : value ? kinds.true : kinds.false;
        }
      }
      count++;
    },
    finish: (): Cells => ({ count, series, keys, numbers, types: isPlain ? null : types, texts: [...texts.keys()] }),
  };
}
