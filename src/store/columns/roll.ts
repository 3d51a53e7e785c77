import { createReader, createWriter } from './bytes.ts';
import { kinds } from './column.ts';
import type { Column } from './column.ts';
import { readNumbers, writeNumbers } from './numbers.ts';
import { sum } from '../reduce.ts';

export const hourMs = 3_600_000;
const hoursOfDay = 24;

/** Shorter columns are read as fast as their summary. */
const fewest = 96;

/** The numbers of one series in the hours of a day. An hour without numbers counts 0. */
export interface Roll {
  counts: Float64Array;
  sums: Float64Array;
  least: Float64Array;
  greatest: Float64Array;
}

const writer = createWriter();
const hours = (): Float64Array => new Float64Array(hoursOfDay);
/** Written and then forgotten by each `rollOf`. */
const roll: Roll = { counts: hours(), sums: hours(), least: hours(), greatest: hours() };

/** Summarizes a settled column of a day that begins at `origin`; null when values are no numbers, or there is nothing to win. */
export function rollOf({ keys, numbers, types }: Column, origin: number, span: number): Buffer | null {
  if (span !== hourMs * hoursOfDay || keys.length < fewest) return null;
  if (types?.some((type) => type !== kinds.number) ?? false) return null;
  for (const each of [roll.counts, roll.sums, roll.least, roll.greatest]) each.fill(0);
  for (let start = 0; start < keys.length;) {
    const hour = Math.floor(((keys[start] ?? 0) - origin) / hourMs);
    const stop = origin + (hour + 1) * hourMs;
    let end = start;
    let [least, greatest] = [Infinity, -Infinity];
    for (; end < keys.length && (keys[end] ?? 0) < stop; end++) {
      const number = numbers[end] ?? 0;
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
    const total = sum(numbers, start, end);
    if (!Number.isFinite(total)) return null;
    roll.counts[hour] = end - start;
    roll.sums[hour] = total;
    roll.least[hour] = least;
    roll.greatest[hour] = greatest;
    start = end;
  }
  writer.clear();
  for (const each of [roll.counts, roll.sums, roll.least, roll.greatest]) writeNumbers(writer, each);
  return Buffer.from(writer.view());
}

/** The summary that `rollOf` made. */
export function readRoll(data: Buffer): Roll {
  const reader = createReader(data);
  const read = (): Float64Array => readNumbers(reader, hoursOfDay);
  return { counts: read(), sums: read(), least: read(), greatest: read() };
}
