import { parseTimestamp } from '../../domain/time.ts';

// The tokens of JSON in its usual form: text in printable ASCII without escapes. Each function is given the place where a token begins
// and answers the place after it, or -1 for anything else; -1 is passed on.

export const [quote, comma, colon, backslash, minus, dot] = [0x22, 0x2c, 0x3a, 0x5c, 0x2d, 0x2e];
export const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The bytes of a text. */
export const textBytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

/** The names of a point's members. */
export const [sourceName, timeName, valuesName] = [textBytes('"sourceId"'), textBytes('"timestamp"'), textBytes('"values"')];

export const idLength = 24;
/** The most characters of a field's name. */
export const mostName = 100;
/** A whole number of so many digits is a double, and so is its quotient by a power of ten rounded as the decimal is. */
const mostDigits = 15;
const powers = Array.from({ length: mostDigits + 1 }, (_, digits) => 10 ** digits);
/** No time is longer. */
const mostTime = 40;

/** Bytes of lower-case hexadecimal digits. */
const isHex = new Uint8Array(256);
for (const digit of '0123456789abcdef') isHex[digit.charCodeAt(0)] = 1;

/** The last number, or the Unix milliseconds of the last time. One object, so that reading a value makes none. */
export const read = { number: 0 };

/** The place of the first byte that is no space. */
export function skip(bytes: Buffer, start: number): number {
  let at = start;
  if (at < 0) return at;
  for (let byte = bytes[at]; byte === 32 || byte === 10 || byte === 13 || byte === 9; byte = bytes[at]) at++;
  return at;
}

/** The place after a byte with space before it. */
export function expect(bytes: Buffer, start: number, byte: number): number {
  const at = skip(bytes, start);
  return at >= 0 && bytes[at] === byte ? at + 1 : -1;
}

/** The place after the bytes of `text`. */
export function after(bytes: Buffer, start: number, text: Uint8Array): number {
  if (start < 0) return -1;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text[i]) return -1;
  return start + text.length;
}

/** The place of the value of a member with this name. */
export const afterName = (bytes: Buffer, start: number, name: Uint8Array): number =>
  skip(bytes, expect(bytes, after(bytes, skip(bytes, start), name), colon));

/** The place after an id with its quotes. */
export function afterId(bytes: Buffer, at: number): number {
  if (at < 0 || bytes[at] !== quote || bytes[at + idLength + 1] !== quote) return -1;
  for (let i = at + 1; i <= at + idLength; i++) if (isHex[bytes[i] ?? 0] !== 1) return -1;
  return at + idLength + 2;
}

/** The place after a text of printable ASCII without escapes, with its quotes. */
export function afterText(bytes: Buffer, start: number, most: number): number {
  if (start < 0 || bytes[start] !== quote) return -1;
  for (let at = start + 1; at <= start + 1 + most; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return at + 1;
    if (byte < 32 || byte > 126 || byte === backslash) return -1;
  }
  return -1;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** The place after a number, which is in `read`. */
export function afterNumber(bytes: Buffer, start: number): number {
  let at = bytes[start] === minus ? start + 1 : start;
  const whole = at;
  let [mantissa, decimals] = [0, 0];
  for (let byte = bytes[at] ?? 0; byte >= 48 && byte <= 57; byte = bytes[++at] ?? 0) mantissa = mantissa * 10 + byte - 48;
  let digits = at - whole;
  if (digits === 0 || (at - whole > 1 && bytes[whole] === 48)) return -1;
  if (bytes[at] === dot) {
    const fraction = ++at;
    for (let byte = bytes[at] ?? 0; byte >= 48 && byte <= 57; byte = bytes[++at] ?? 0) mantissa = mantissa * 10 + byte - 48;
    decimals = at - fraction;
    if (decimals === 0) return -1;
    digits += decimals;
  }
  // 101 and 69 are e and E.
  const hasExponent = (bytes[at] ?? 0) === 101 || bytes[at] === 69;
  if (digits <= mostDigits && !hasExponent) {
    const size = mantissa / (powers[decimals] ?? 1);
    read.number = whole === start ? size : -size;
    return at;
  }
  // A long whole number may be none that a double holds.
  return decimals > 0 || hasExponent ? afterLongNumber(bytes, start, at) : -1;
}

/** The place after a number of many digits, or with an exponent, which begins at `end` then. */
function afterLongNumber(bytes: Buffer, start: number, end: number): number {
  let at = end;
  if (bytes[at] === 101 || bytes[at] === 69) {
    at++;
    // 43 is a plus.
    if (bytes[at] === minus || bytes[at] === 43) at++;
    const exponent = at;
    while (isDigit(bytes[at])) at++;
    if (at === exponent) return -1;
  }
  read.number = Number(bytes.toString('latin1', start, at));
  return Number.isFinite(read.number) ? at : -1;
}

const twoDigits = (bytes: Buffer, at: number): number => {
  const [tens, ones] = [(bytes[at] ?? 0) - 48, (bytes[at + 1] ?? 0) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
};

/** The bytes of the last day, of which most following times are, and when it began. */
const lastDay = { text: new Uint8Array(10), time: NaN };
const dayLength = lastDay.text.length;

/** The place after a time, which is in `read`. It is quick when the time is of the same day as the last one and in UTC. */
export function afterTime(bytes: Buffer, start: number): number {
  const at = start + 1;
  const end = afterText(bytes, start, mostTime);
  if (end < 0) return -1;
  const length = end - 1 - at;
  if ((length === 24 && bytes[at + 19] === dot) || length === 20) {
    // 84 is T and 90 is Z.
    const isUsual = bytes[at + 10] === 84 && bytes[end - 2] === 90 && bytes[at + 13] === colon && bytes[at + 16] === colon;
    if (isUsual && isLastDay(bytes, at)) {
      const [hour, minute, second] = [twoDigits(bytes, at + 11), twoDigits(bytes, at + 14), twoDigits(bytes, at + 17)];
      const thousandths = length === 20 ? 0 : twoDigits(bytes, at + 20) * 10 + twoDigits(bytes, at + 21) % 10;
      if (hour < 24 && minute < 60 && second < 60 && thousandths < 1000) {
        read.number = lastDay.time + hour * 3_600_000 + minute * 60_000 + second * 1000 + thousandths;
        return end;
      }
    }
  }
  const time = parseTimestamp(bytes.toString('latin1', at, end - 1));
  if (Number.isNaN(time)) return -1;
  const day = parseTimestamp(`${bytes.toString('latin1', at, at + dayLength)}T00:00:00Z`);
  if (!Number.isNaN(day)) {
    lastDay.text.set(bytes.subarray(at, at + dayLength));
    lastDay.time = day;
  }
  read.number = time;
  return end;
}

function isLastDay(bytes: Buffer, at: number): boolean {
  for (let i = dayLength - 1; i >= 0; i--) if (bytes[at + i] !== lastDay.text[i]) return false;
  return true;
}
