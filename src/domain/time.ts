const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/**
 * The Unix milliseconds of an RFC 3339 timestamp, or NaN when it is none: `T` and `Z` in upper case, a day that
 * exists, no leap second. Digits finer than a millisecond are cut off.
 */
export function parseTimestamp(text: string): number {
  const match = pattern.exec(text);
  if (!match) return Number.NaN;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = match;
  const days = (daysInMonth[Number(month) - 1] ?? 0) + (month === '02' && isLeap(Number(year)) ? 1 : 0);
  const inRange = Number(day) >= 1 && Number(day) <= days && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!inRange || Number(zoneHour) > 23 || Number(zoneMinute) > 59) return Number.NaN;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -60_000 : 60_000);
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), milliseconds);
  const time = date.getTime() - offset;
  return isRepresentable(time) ? time : Number.NaN;
}

const earliest = Date.parse('0000-01-01T00:00:00.000Z');
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Whether Unix milliseconds lie in the years 0000 to 9999, which RFC 3339 can write. */
export const isRepresentable = (milliseconds: number) => milliseconds >= earliest && milliseconds <= latest;

/** Whether the text is an RFC 3339 timestamp of a time that exists, in the years 0000 to 9999. */
export const isTimestamp = (text: string) => !Number.isNaN(parseTimestamp(text));

/** RFC 3339 in UTC with milliseconds. */
export const formatTimestamp = (milliseconds: number) => new Date(milliseconds).toISOString();

/** Whether the runtime's time-zone database knows the zone. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
