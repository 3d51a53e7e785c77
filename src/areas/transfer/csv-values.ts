import { inexact, isExactInteger } from '../../domain/parse-json.ts';
import type { Value } from '../../store/store.ts';

/** The value of a cell; that the point has none there; or why it cannot be stored. */
export type CellValue = { value: Value } | { problem: string } | null;

const numbers = {
  point: /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/,
  comma: /^[+-]?(?:(?:0|[1-9]\d*)(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?$/,
} as const;

export type Decimal = keyof typeof numbers;

const words = new Map<string, Value>([
  ['true', true],
  ['TRUE', true],
  ['false', false],
  ['FALSE', false],
  ['null', null],
]);

const notNumbers = /^(?:nan|[+-]?inf(?:inity)?)$/i;

/** Bare numbers, true, false and null are what they say, an empty cell is no value, and all else is text. */
export function cellValue(text: string, isQuoted: boolean, decimal: Decimal): CellValue {
  if (!isQuoted) {
    if (text === '') return null;
    if (numbers[decimal].test(text)) return numberOf(text, decimal === 'comma' ? text.replace(',', '.') : text);
    const word = words.get(text);
    if (word !== undefined) return { value: word };
    if (notNumbers.test(text)) return { problem: `is no number that can be stored; leave it empty, write null, or quote it as text` };
  }
  // Characters are never more than the units of UTF-16.
  if (text.length > 1024 && [...text].length > 1024) return { problem: 'must have at most 1024 characters' };
  return text.includes('\0') ? { problem: 'must not contain a NUL character' } : { value: text };
}

function numberOf(text: string, digits: string): CellValue {
  const value = Number(digits);
  if (!Number.isFinite(value)) return { problem: `${text.slice(0, 40)} is beyond what a double holds; quote it as text` };
  if (text.length >= 16 && /^[+-]?\d+$/.test(digits) && !isExactInteger(digits.replace('+', ''), value)) return { problem: inexact(text) };
  return { value };
}
