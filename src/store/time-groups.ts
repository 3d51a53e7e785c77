import type { Grouping } from './store.ts';
import { clockAt, firstInstants, offsetSpans } from './zone-clock.ts';
import type { OffsetSpan } from './zone-clock.ts';

/** The most groups that one query may have. */
export const maxGroups = 50_000;

/** A query would have more groups than one query may. `limit` is that bound. */
export class TooManyGroups extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`the query would have more than ${limit} groups`);
    this.limit = limit;
  }
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
/** 1970-01-05, the first Monday after the epoch, as clock time. */
const firstMonday = 4 * day;

/** Clock times (ms, as in `clockAt`) at which groups begin: the last one at or before a time, and the one after it. */
interface Marks {
  floor(clock: number): number;
  next(mark: number): number;
}

/**
 * The starts (epoch ms, ascending) of the groups that cover `first` to `last`, both inclusive: the first start is at or
 * before `first`, each group ends where the next one starts. How groups lie:
 *
 * - a fixed length counts from the Unix epoch;
 * - days, weeks (from Monday) and months follow the calendar of the zone, whatever its clock does. A day begins at the first
 *   instant of its date. Several days count from 1970-01-01, weeks from Monday 1970-01-05, months from January 1970;
 * - minutes and hours up to a day count from local midnight on the clock, longer ones from 1970-01-01T00:00 on the clock.
 *   The last group of a day is cut off at midnight when the length does not divide the day;
 * - when the clock changes by a multiple of the length, groups run on in their length (so a day has 23 or 25 single hours).
 *   A change shorter than the length makes the group around it longer or shorter (so a day always has four times 6 hours).
 *   Otherwise a group starts at the change.
 *
 * Throws `TooManyGroups` when there would be more than `limit`, a RangeError for an unknown zone or a bad count.
 */
export function groupStarts(grouping: Grouping, first: number, last: number, limit: number = maxGroups): number[] {
  if ('milliseconds' in grouping) {
    requireCount(grouping.milliseconds);
    return fixedStarts(grouping.milliseconds, first, last, limit);
  }
  const { unit, count, timezone } = grouping;
  requireCount(count);
  const longest = count * (unit === 'month' ? 31 * day : lengths[unit]);
  // A change of date line can make a group a day longer.
  if ((last - first) / (longest + day) > limit) throw new TooManyGroups(limit);
  const spans = offsetSpans(timezone, first - longest - 2 * day, last + 2 * day);
  const starts = collectStarts(first, last, limit);
  if (unit === 'minute' || unit === 'hour') {
    if (longest < day) addTimesOfDay(longest, spans, first, starts);
    else addMarks(evenMarks(longest, 0), spans, first, starts);
  } else {
    addMarks(unit === 'month' ? monthMarks(count) : evenMarks(longest, unit === 'week' ? firstMonday : 0), spans, first, starts);
  }
  return starts.list;
}

const lengths = { minute, hour, day, week };

function requireCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`a group's length must be a whole number from 1, not ${count}`);
}

function fixedStarts(length: number, first: number, last: number, limit: number): number[] {
  if ((last - first) / length > limit) throw new TooManyGroups(limit);
  const starts = collectStarts(first, last, limit);
  const marks = evenMarks(length, 0);
  for (let mark = marks.floor(first); starts.add(mark); mark = marks.next(mark));
  return starts.list;
}

interface Starts {
  list: number[];
  /** Takes the next start (ascending, repeated ones count once); false when it lies behind the wanted range. */
  add(start: number): boolean;
}

function collectStarts(first: number, last: number, limit: number): Starts {
  const list: number[] = [];
  const add = (start: number): boolean => {
    if (start > last) return false;
    if (start <= first) list.length = 0;
    if (start === list.at(-1)) return true;
    if (list.length === limit) throw new TooManyGroups(limit);
    list.push(start);
    return true;
  };
  return { list, add };
}

function evenMarks(length: number, origin: number): Marks {
  return { floor: (clock) => floorTo(length, origin, clock), next: (mark) => mark + length };
}

/** The greatest `origin + k * length` up to `time`; exact for all safe integers. */
function floorTo(length: number, origin: number, time: number): number {
  const rest = (time - origin) % length;
  return time - (rest < 0 ? rest + length : rest);
}

function monthMarks(count: number): Marks {
  const start = (month: number): number => Date.UTC(1970, month);
  const monthOf = (clock: number): number => {
    const date = new Date(clock);
    return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  };
  return {
    floor: (clock) => start(floorTo(count, 0, monthOf(clock))),
    next: (mark) => start(monthOf(mark) + count),
  };
}

function addMarks(marks: Marks, spans: readonly OffsetSpan[], first: number, starts: Starts): void {
  const instantOf = firstInstants(spans);
  for (let mark = marks.floor(clockAt(spans, first)); starts.add(instantOf(mark)); mark = marks.next(mark));
}

function addTimesOfDay(length: number, spans: readonly OffsetSpan[], first: number, starts: Starts): void {
  const instantOf = firstInstants(spans);
  let midnight = floorTo(day, 0, clockAt(spans, first));
  let start = instantOf(midnight);
  while (starts.add(start)) {
    const end = instantOf(midnight + day);
    addDay({ length, midnight, start, end }, spans, starts);
    midnight += day;
    start = end;
  }
}

/** One local day, from `start` to `end` (instants), whose midnight is `midnight` on the clock. */
interface LocalDay {
  length: number;
  midnight: number;
  start: number;
  end: number;
}

function addDay({ length, midnight, start, end }: LocalDay, spans: readonly OffsetSpan[], starts: Starts): void {
  let mark = midnight;
  let before: OffsetSpan | undefined;
  for (const span of spans) {
    if (span.end <= start || span.start >= end) continue;
    const from = Math.max(span.start, start);
    const clock = from + span.offset;
    const floor = floorTo(length, midnight, clock);
    const change = before === undefined ? 0 : span.offset - before.offset;
    if (change !== 0 && Math.abs(change) < length) {
      if (floor > mark) starts.add(from);
      mark = Math.max(mark, floor);
    } else {
      // A grid that runs on has a start here only when the clock shows a mark; a broken one always.
      if (change % length !== 0 || clock === floor) starts.add(from);
      mark = floor;
    }
    const stop = Math.min(span.end, end);
    for (mark += length; mark - span.offset < stop; mark += length) {
      if (!starts.add(mark - span.offset)) return;
    }
    mark -= length;
    before = span;
  }
}
