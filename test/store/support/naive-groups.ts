import { Temporal } from 'temporal-polyfill';

type DateUnit = 'day' | 'week' | 'month';

const minute = 60_000;
const epoch = new Temporal.PlainDate(1970, 1, 1);
const firstMonday = new Temporal.PlainDate(1970, 1, 5);

export const zones = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/Havana',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Asia/Beirut',
  '+05:45',
];

function startOf(date: Temporal.PlainDate, timezone: string): number {
  return date.toZonedDateTime({ timeZone: timezone }).epochMilliseconds;
}

export function dateAt(instant: number, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDate();
}

function startsGroup(date: Temporal.PlainDate, unit: DateUnit, count: number): boolean {
  if (unit === 'day') return epoch.until(date, { largestUnit: 'day' }).days % count === 0;
  if (unit === 'week') return date.dayOfWeek === 1 && (firstMonday.until(date, { largestUnit: 'day' }).days / 7) % count === 0;
  return date.day === 1 && ((date.year - 1970) * 12 + date.month - 1) % count === 0;
}

/** The start of the group of one instant: Temporal's start of the last date that begins a group, date by date. */
export function naiveDateGroup(instant: number, unit: DateUnit, count: number, timezone: string): number {
  for (let date = dateAt(instant, timezone).add({ days: 2 }); ; date = date.subtract({ days: 1 })) {
    if (!startsGroup(date, unit, count)) continue;
    const start = startOf(date, timezone);
    if (start <= instant) return start;
  }
}

/** The local day that an instant belongs to, as instants. */
export function naiveDay(instant: number, timezone: string): { start: number; end: number; midnight: number } {
  const start = naiveDateGroup(instant, 'day', 1, timezone);
  let date = dateAt(start, timezone);
  const midnight = Date.UTC(date.year, date.month - 1, date.day);
  let end = start;
  while (end <= start) {
    date = date.add({ days: 1 });
    end = startOf(date, timezone);
  }
  return { start, end, midnight };
}

/** The groups of `length` ms within one local day, by watching Temporal's clock minute by minute. */
export function naiveTimesOfDay(instant: number, length: number, timezone: string): number[] {
  const day = naiveDay(instant, timezone);
  const starts = [day.start];
  let highest = -Infinity;
  let offset: number | undefined;
  for (let now = day.start; now < day.end; now += minute) {
    const before = offset;
    offset = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).offsetNanoseconds / 1e6;
    const sinceMidnight = now + offset - day.midnight;
    const mark = Math.floor(sinceMidnight / length) * length;
    const change = before === undefined ? 0 : offset - before;
    const runsOn = change % length === 0;
    if (runsOn ? sinceMidnight === mark && (change !== 0 || mark > highest) : Math.abs(change) > length || mark > highest) {
      if (now > day.start) starts.push(now);
    }
    // Where the clock was set back by a whole group or more, its marks count once more.
    highest = change !== 0 && (runsOn || Math.abs(change) > length) ? mark : Math.max(highest, mark);
  }
  return starts;
}
