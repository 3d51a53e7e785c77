import type { Value } from '../store.ts';
import { selectedSources } from './aggregate.ts';
import { kinds, valueAt } from './column.ts';
import type { Column } from './column.ts';
import { survivors, wantedSeries } from './scan.ts';
import type { Stored } from './scan.ts';
import type { ColumnSelection } from './select.ts';

/** The last value of each series within a range. Null does not count as one, nor do texts when numbers are wanted. */
export interface NewestJob {
  selection: ColumnSelection;
  numbersOnly: boolean;
}

export interface LastValue {
  series: number;
  key: number;
  value: Value;
}

/** Last values, and the series of which the newest piece tells none though an older one may. */
export interface NewestValues {
  found: LastValue[];
  open: number[];
}

/** The last values by the newest pieces and the unfolded batches, which are all newer than any piece. */
export function newestValues(stored: Stored, { selection, numbersOnly }: NewestJob): NewestValues {
  const { snapshot, catalog } = stored;
  const isWanted = wantedSeries(catalog, selection);
  const tail = lastOfTail(stored, selection, isWanted);
  const values: NewestValues = { found: [], open: [] };
  const settleBy = (last: LastValue): void => {
    if (counts(last.value, numbersOnly)) values.found.push(last);
    else values.open.push(last.series);
  };
  const settled = new Set(snapshot.pieces.map(({ series }) => series));
  if (settled.size > 0) {
    const { found, open } = lastOfPieces(stored, { selection, numbersOnly });
    for (const last of found) values.found.push(last);
    values.open.push(...open);
  }
  for (const { series, key, kind, number } of snapshot.newest) {
    const newer = tail.get(series);
    settled.add(series);
    settleBy(
      newer !== undefined && newer.key >= key ? newer : { series, key, value: kind === kinds.number ? number : kind === kinds.true },
    );
  }
  for (const [series, last] of tail) if (!settled.has(series)) settleBy(last);
  return values;
}

function counts(value: Value, numbersOnly: boolean): boolean {
  return value !== null && (!numbersOnly || typeof value !== 'string');
}

/** The unfolded value with the greatest key of each series, of equal keys the one that was written last. */
function lastOfTail({ snapshot, catalog }: Stored, { from, to }: ColumnSelection, isWanted: Uint8Array): Map<number, LastValue> {
  const greatest = new Float64Array(catalog.greatest + 1).fill(-Infinity);
  const places = new Int32Array(catalog.greatest + 1);
  const batches = new Int32Array(catalog.greatest + 1);
  for (const [number, { at, first, last, cells }] of snapshot.batches.entries()) {
    if (last < from || first >= to) continue;
    const survives = survivors(at, snapshot.deletions, catalog);
    const { series: numbers, keys, count } = cells;
    for (let i = 0; i < count; i++) {
      const series = numbers[i] ?? 0;
      const key = keys[i] ?? 0;
      if (key < (greatest[series] ?? Infinity) || key < from || key >= to || isWanted[series] !== 1) continue;
      if (survives && !survives(series, key)) continue;
      greatest[series] = key;
      places[series] = i;
      batches[series] = number;
    }
  }
  const found = new Map<number, LastValue>();
  for (const [series, key] of greatest.entries()) {
    const cells = snapshot.batches[batches[series] ?? 0]?.cells;
    if (key === -Infinity || cells === undefined || catalog.names.get(series)?.isMetadata) continue;
    found.set(series, { series, key, value: valueAt(cells, places[series] ?? 0) });
  }
  return found;
}

/** The last values of series whose newest pieces were read. What lies before the last of them begins is not known to be the last. */
function lastOfPieces(stored: Stored, { selection, numbersOnly }: NewestJob): NewestValues {
  const { snapshot, catalog, span } = stored;
  const knownFrom = new Map<number, number>();
  for (const { series, first } of snapshot.pieces) knownFrom.set(series, Math.max(knownFrom.get(series) ?? -Infinity, first));
  const names = new Map([...catalog.names].filter(([series]) => knownFrom.has(series)));
  const values = lastOfColumns({ snapshot, catalog: { names, greatest: catalog.greatest }, span }, { selection, numbersOnly });
  const found = values.filter(({ series, key }) => key >= (knownFrom.get(series) ?? Infinity));
  for (const { series } of found) knownFrom.delete(series);
  return { found, open: [...knownFrom.keys()] };
}

/** The last values in all that was read. */
export function lastOfColumns(stored: Stored, { selection, numbersOnly }: NewestJob): LastValue[] {
  const numbers = new Map<string, Map<string, number>>();
  for (const [series, { sourceId, isMetadata, field }] of stored.catalog.names) {
    if (isMetadata) continue;
    const fields = numbers.get(sourceId);
    if (fields) fields.set(field, series);
    else numbers.set(sourceId, new Map([[field, series]]));
  }
  const found: LastValue[] = [];
  for (const { sourceId, fields } of selectedSources(stored, selection)) {
    for (const [field, column] of fields) {
      const series = numbers.get(sourceId)?.get(field);
      const index = lastCounting(column, numbersOnly);
      if (series !== undefined && index >= 0) found.push({ series, key: column.keys[index] ?? 0, value: valueAt(column, index) });
    }
  }
  return found;
}

function lastCounting(column: Column, numbersOnly: boolean): number {
  let index = column.keys.length - 1;
  while (index >= 0 && !counts(valueAt(column, index), numbersOnly)) index--;
  return index;
}
