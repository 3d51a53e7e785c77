import { near } from '../nearest.ts';

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** A number of two digits; more than any, a year of four included, where there are none. */
function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 48;
  const ones = text.charCodeAt(index + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100_000;
}

/** The day of the last text, which most following texts share. */
let lastDay = { number: -1, time: 0 };

/** What most clients send, with and without milliseconds, without taking the text apart; NaN for anything unusual. */
function parseUsual(text: string): number {
  const { length } = text;
  if ((length !== 24 && length !== 20) || text.charCodeAt(length - 1) !== 90 || text.charCodeAt(10) !== 84) return Number.NaN;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const milliseconds = length === 20 ? 0 : thousandths(text);
  // Every month has 28 days; Date.UTC takes years below 100 for those of the last century.
  if (year < 100 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 28) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59 || milliseconds > 999) return Number.NaN;
  const number = (year * 16 + month) * 32 + day;
  if (number !== lastDay.number) lastDay = { number, time: Date.UTC(year, month - 1, day) };
  return lastDay.time + hour * 3_600_000 + minute * 60_000 + second * 1000 + milliseconds;
}

function thousandths(text: string): number {
  const hundreds = text.charCodeAt(20) - 48;
  return text.charCodeAt(19) === 46 && hundreds >= 0 && hundreds <= 9 ? hundreds * 100 + twoDigits(text, 21) : 100_000;
}

/**
 * The Unix milliseconds of an RFC 3339 timestamp, or NaN when it is none: `T` and `Z` in upper case, a day that
 * exists, no leap second. Digits finer than a millisecond are cut off.
 */
export function parseTimestamp(text: string): number {
  const usual = parseUsual(text);
  if (!Number.isNaN(usual)) return usual;
  const match = pattern.exec(text);
  if (!match) return Number.NaN;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] =
    match;
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

const dayMs = 86_400_000;
const padded = (length: number): string[] => Array.from({ length: 10 ** length }, (_, number) => String(number).padStart(length, '0'));
const [two, three] = [padded(2), padded(3)];
/** The text of the last day, which most following times share. */
let lastText = { day: NaN, text: '' };

/** RFC 3339 in UTC with milliseconds. @throws RangeError for what is no time */
export function formatTimestamp(milliseconds: number): string {
  const day = Math.floor(milliseconds / dayMs);
  const rest = milliseconds - day * dayMs;
  if (day !== lastText.day) {
    const text = new Date(milliseconds).toISOString();
    lastText = { day, text: text.slice(0, -'10:30:00.000Z'.length) };
    return text;
  }
  if (!Number.isInteger(rest)) return new Date(milliseconds).toISOString();
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${lastText.text}${two[hours]}:${two[minutes - hours * 60]}:${two[seconds - minutes * 60]}.${three[rest - seconds * 1000]}Z`;
}

/** Zones that were asked for: making a format to find out takes longer than many a query. */
const knownZones = new Set(['UTC']);
const mostZones = 1000;

/** Whether the runtime's time-zone database knows the zone. */
export function isTimezone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (/^[+-]/.test(name)) return false;
  // Names in other cases are the same zones, so that there is no end to them.
  if (knownZones.size < mostZones) knownZones.add(name);
  return true;
}

/** The zone that a misspelt name may mean: its last part alone, such as `Berlin`, or a few changed characters; null when there is none. */
export function timezoneLike(name: string): string | null {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const place = name.toLowerCase().replaceAll(/[ -]/g, '_');
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${place}`)) ?? near(name, zones);
}
