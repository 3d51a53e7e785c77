import { TooManyPoints } from '../store.ts';
import type { Cells } from './batch.ts';
import { addName, emptyCatalog } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import type { DayCount, Snapshot, SnapshotQuery } from './snapshot.ts';

/** What was read of one slot; null when nothing was wanted of it. */
export interface SlotReading {
  slot: number;
  madeAt: number;
  lastAt: number;
  catalog: Catalog;
  snapshot: Snapshot | null;
}

/** The number of a series in the whole of a bucket: the slots count in turn. With one slot it is the shard's own. */
const numberInAll = (number: number, slot: number, slots: number): number => number * slots + slot;

interface Merged {
  of: readonly Catalog[];
  whole: Catalog;
}

/** By the first catalog: of all slots, and of one alone. */
const [merged, alone] = [new WeakMap<Catalog, Merged>(), new WeakMap<Catalog, Merged>()];

/** The series of slots with their numbers in the bucket, which has so many. The same again while the slots' catalogs are the same. */
export function mergeCatalogs(catalogs: readonly { slot: number; catalog: Catalog }[], slots: number): Catalog {
  const of = catalogs.map(({ catalog }) => catalog);
  const [first = emptyCatalog()] = of;
  const kept = of.length === 1 ? alone : merged;
  const known = kept.get(first);
  if (known?.of.length === of.length && known.of.every((catalog, index) => catalog === of[index])) return known.whole;
  const whole = emptyCatalog();
  for (const { slot, catalog } of catalogs) {
    for (const [number, name] of catalog.names) addName(whole, numberInAll(number, slot, slots), name, catalog.types[number] ?? null);
  }
  kept.set(first, { of, whole });
  return whole;
}

/** In the place of a slot's last write when the slot was not read, as nothing of it was wanted. */
const notRead = -1;

/** Whether slots are as they were when something was read of a bucket. */
export function isUnchanged(
  states: readonly { madeAt: number; lastAt: number }[],
  { madeAt, lastAts }: Pick<Snapshot, 'madeAt'> & { lastAts: readonly number[] },
): boolean {
  if (states[0]?.madeAt !== madeAt || states.length !== lastAts.length) return false;
  return states.every(({ lastAt }, slot) => lastAts[slot] === lastAt || lastAts[slot] === notRead);
}

/** What was read of some slots of a bucket, or of all, as one, with the numbers of `mergeCatalogs`. */
export function mergeSnapshots(readings: readonly SlotReading[], slots: number, { enough }: SnapshotQuery): Snapshot {
  const whole: Snapshot = {
    madeAt: readings[0]?.madeAt ?? 0,
    lastAts: Array.from({ length: slots }, (_, slot) => readings.find((one) => one.slot === slot)?.lastAt ?? notRead),
    greatest: 0,
    slots,
    pieces: [],
    batches: [],
    deletions: [],
    counts: [],
    newest: [],
    upToDay: null,
  };
  const days = new Map<number, DayCount>();
  for (const { slot, snapshot } of readings) {
    if (snapshot === null) continue;
    const inAll = <Row extends { series: number }>(row: Row): Row => ({ ...row, series: numberInAll(row.series, slot, slots) });
    for (const piece of snapshot.pieces) whole.pieces.push(inAll(piece));
    for (const newest of snapshot.newest) whole.newest.push(inAll(newest));
    for (const batch of snapshot.batches) whole.batches.push({ ...batch, cells: cellsInAll(batch.cells, slot, slots) });
    for (const deletion of snapshot.deletions) whole.deletions.push({ ...deletion, slot, slots });
    for (const count of snapshot.counts) addCount(days, count);
    whole.upToDay = nearest(whole.upToDay, snapshot.upToDay, enough?.order === 'desc');
  }
  whole.counts = [...days.values()];
  whole.pieces.sort((a, b) => a.day - b.day || a.at - b.at || a.first - b.first);
  whole.batches.sort((a, b) => a.at - b.at);
  return whole;
}

function addCount(days: Map<number, DayCount>, { day, points, first, last }: DayCount): void {
  const known = days.get(day) ?? { day, points: 0, first: Infinity, last: -Infinity };
  days.set(day, { day, points: known.points + points, first: Math.min(known.first, first), last: Math.max(known.last, last) });
}

/** The day up to which every slot was read. */
function nearest(a: number | null, b: number | null, isDescending: boolean): number | null {
  if (a === null || b === null) return a ?? b;
  return isDescending ? Math.max(a, b) : Math.min(a, b);
}

/** Batches that are kept for the next reader are numbered once. */
const renumbered = new WeakMap<Cells, Cells>();

function cellsInAll(cells: Cells, slot: number, slots: number): Cells {
  let whole = renumbered.get(cells);
  if (whole === undefined) {
    whole = { ...cells, series: cells.series.map((number) => numberInAll(number, slot, slots)) };
    renumbered.set(cells, whole);
  }
  return whole;
}

/** The values and bytes of several slots. */
export interface Held {
  values: number;
  bytes: number;
}

/** Adds what was read of a slot: slots are bounded each by itself, and all together as one is. @throws TooManyPoints */
export function addHeld(held: Held, snapshot: Snapshot | null, { most }: SnapshotQuery): void {
  for (const { data, count } of snapshot?.pieces ?? []) {
    if (data === null) continue;
    held.values += count;
    held.bytes += data.length;
  }
  if (most !== undefined && (held.values > most.values || held.bytes > most.bytes)) throw new TooManyPoints(most.points, held.values);
}
