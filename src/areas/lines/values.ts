import { isRepresentable } from '../../domain/time.ts';
import { valueKinds } from '../../store/store.ts';
import { fits, lineLimits } from './series.ts';

/** Where the parser is, what it read last, and what is wrong. One object, so that reading a value makes none. */
export interface Cursor {
  bytes: Buffer;
  at: number;
  /** The kind of the last value, of `valueKinds`; -1 when there is something wrong. */
  kind: number;
  number: number;
  text: string;
  message: string;
  /** From where the next line is looked for after something wrong. */
  resume: number;
}

/** Notes what is wrong at `at`. */
export function fail(cursor: Cursor, at: number, message: string, resume = at): -1 {
  cursor.at = at;
  cursor.message = message;
  cursor.resume = resume;
  return -1;
}

const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;
const carriageReturn = 0x0d;
const tens = Array.from({ length: 23 }, (_, index) => 10 ** index);

const endsValue = (byte: number | undefined) =>
  byte === 0x2c || byte === 0x20 || byte === newline || byte === carriageReturn || byte === undefined;

/**
 * Reads the field value at the cursor and stands behind it: a float, an integer with `i` or `u`, a boolean, or a string in double
 * quotes. The kind is in `cursor.kind`.
 */
export function readValue(cursor: Cursor): void {
  const { bytes } = cursor;
  const first = bytes[cursor.at];
  if (first === quote) {
    cursor.kind = readText(cursor);
    return;
  }
  let at = cursor.at;
  const isNegative = first === 0x2d;
  if (isNegative) at++;
  const start = at;
  let mantissa = 0;
  let digit = (bytes[at] ?? 0) - 48;
  while (digit >= 0 && digit <= 9) {
    mantissa = mantissa * 10 + digit;
    digit = (bytes[++at] ?? 0) - 48;
  }
  let digits = at - start;
  let fraction = 0;
  // 46 is the point.
  if (digit === -2) {
    const point = at++;
    digit = (bytes[at] ?? 0) - 48;
    while (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = (bytes[++at] ?? 0) - 48;
    }
    fraction = at - point - 1;
    digits += fraction;
  }
  // An i behind a whole number only says so. Up to 15 digits are held exactly, and so is the power of ten, so that their quotient
  // is the nearest double; more are left to the runtime.
  const end = bytes[at] === 0x69 && fraction === 0 && bytes[at - 1] !== 0x2e && digits <= 15 ? at + 1 : at;
  if (digits === 0 || !endsValue(bytes[end])) return readWord(cursor);
  if (digits > 15) mantissa = Number(bytes.toString('latin1', start, at));
  const number = fraction === 0 || digits > 15 ? mantissa : mantissa / (tens[fraction] ?? 1);
  if (number === Infinity) return readWord(cursor);
  cursor.number = isNegative ? -number : number;
  cursor.kind = valueKinds.number;
  cursor.at = end;
}

const float = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const integer = /^(-?)\d+([iu])$/;
const booleans = new Map([
  ...['t', 'T', 'true', 'True', 'TRUE'].map((word) => [word, valueKinds.true] as const),
  ...['f', 'F', 'false', 'False', 'FALSE'].map((word) => [word, valueKinds.false] as const),
]);
const mostWord = 400;

/** A value that is no short plain number. */
function readWord(cursor: Cursor): void {
  const { bytes, at } = cursor;
  let end = at;
  while (!endsValue(bytes[end])) end++;
  const word = bytes.toString('latin1', at, Math.min(end, at + mostWord));
  cursor.kind = wordKind(cursor, word);
  if (cursor.kind >= 0) cursor.at = end;
}

function wordKind(cursor: Cursor, word: string): number {
  const { at } = cursor;
  const known = booleans.get(word);
  if (known !== undefined) return known;
  const whole = integer.exec(word);
  if (whole) {
    cursor.number = Number(word.slice(0, -1));
    if (whole[2] === 'u' && whole[1] === '-') return fail(cursor, at, 'an unsigned integer is not negative; write it with i');
    if (!Number.isSafeInteger(cursor.number))
      return fail(cursor, at, 'the integer is beyond 2^53 and cannot be held exactly; send it as a string in double quotes');
    return valueKinds.number;
  }
  if (float.test(word)) {
    cursor.number = Number(word);
    return Number.isFinite(cursor.number) ? valueKinds.number : fail(cursor, at, 'the number is beyond what a double holds');
  }
  if (word === '') return fail(cursor, at, 'the field has no value');
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(word)) return fail(cursor, at, 'NaN and infinity cannot be stored; leave the field out');
  return fail(cursor, at, 'must be a number, an integer with i or u, a boolean, or a string in double quotes');
}

/** A string in double quotes, in which a backslash escapes quotes and backslashes only. It may go over several lines. */
function readText(cursor: Cursor): number {
  const { bytes, at } = cursor;
  const start = at + 1;
  let end = start;
  let isPlain = true;
  let bits = 0;
  for (let byte = bytes[end]; byte !== quote; byte = bytes[++end]) {
    if (byte === undefined || end - start > lineLimits.lineBytes)
      return fail(cursor, at, 'the string is not closed; end it by a double quote', start);
    bits |= byte;
    if (byte === 0) return fail(cursor, end, 'the string has a NUL character; leave it out');
    if (byte !== backslash) continue;
    isPlain = false;
    const escaped = bytes[end + 1];
    if (escaped === quote || escaped === backslash) end++;
  }
  if (!endsValue(bytes[end + 1]))
    return fail(cursor, end + 1, 'a comma, a space or the end of the line must follow the string; write \\" for a quote in it', start);
  const raw = bits < 128 ? bytes.toString('latin1', start, end) : bytes.toString('utf8', start, end);
  cursor.text = isPlain ? raw : raw.replaceAll(/\\(["\\])/g, '$1');
  if (!fits(cursor.text, lineLimits.textCharacters))
    return fail(cursor, at, `the string has more than ${lineLimits.textCharacters} characters; shorten it`, end + 1);
  cursor.at = end + 1;
  return valueKinds.text;
}

/** How a precision becomes milliseconds: digits to cut off, or a factor. */
export const precisions = {
  ns: { cut: 6, factor: 1 },
  n: { cut: 6, factor: 1 },
  us: { cut: 3, factor: 1 },
  u: { cut: 3, factor: 1 },
  ms: { cut: 0, factor: 1 },
  s: { cut: 0, factor: 1_000 },
  m: { cut: 0, factor: 60_000 },
  h: { cut: 0, factor: 3_600_000 },
} as const;

export type Precision = keyof typeof precisions;

/** Reads the timestamp at the cursor into `cursor.number`, as Unix milliseconds; finer digits are cut off. False when it is none. */
export function readTime(cursor: Cursor, { cut, factor }: { cut: number; factor: number }): boolean {
  const { bytes } = cursor;
  const isNegative = bytes[cursor.at] === 0x2d;
  const start = isNegative ? cursor.at + 1 : cursor.at;
  let end = start;
  while (bytes[end] !== undefined && (bytes[end] ?? 0) >= 48 && (bytes[end] ?? 0) <= 57) end++;
  if (end === start) {
    fail(cursor, cursor.at, 'a timestamp is a whole number; a comma, not a space, stands between fields');
    return false;
  }
  let time = 0;
  const kept = Math.max(start, end - cut);
  for (let at = start; at < kept; at++) time = time * 10 + (bytes[at] ?? 48) - 48;
  time *= factor;
  if (isNegative) {
    // What is cut off lies before the epoch in the earlier millisecond.
    let rest = 0;
    for (let at = kept; at < end; at++) rest |= (bytes[at] ?? 48) - 48;
    time = rest === 0 ? 0 - time : 0 - time - 1;
  }
  if (!isRepresentable(time)) {
    fail(cursor, cursor.at, 'the time is not in the years 0000 to 9999; is the precision right?');
    return false;
  }
  cursor.number = time;
  cursor.at = end;
  return true;
}
