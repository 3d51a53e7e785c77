import type { Detail } from './errors.ts';
import { joinLocation } from './location.ts';

/** Escapes that may stand for a NUL character or half of a surrogate pair, neither of which can be stored. */
const suspiciousEscape = /\\u(?:0000|[dD][89a-fA-F])/;
/** A whole number of more digits than a double surely holds. */
const longInteger = /(?<=[\s:,[]|^)-?\d{16,}(?![\d.eE])/;

/** What is known of a text without looking at it again. */
export interface Hints {
  mayHaveEscapes: boolean;
  mayHaveLongIntegers: boolean;
}

/** A parsed value; or that the text is no JSON, and why; or the places in it that cannot be held or stored as they are. */
export type ExactJson = { value: unknown } | { malformed: string } | { refused: Detail[] };

/**
 * Parses JSON so that nothing in it changes: no number beyond what a double holds exactly as an integer, no character that
 * cannot be stored. Places of what is refused begin with `place`.
 */
export function parseExactJson(text: string, place: string, hints?: Hints): ExactJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { malformed: `is not well-formed JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}` };
  }
  const refused = (hints?.mayHaveEscapes ?? true) && suspiciousEscape.test(text) ? unstorable(value, place) : [];
  if (refused.length === 0 && (hints?.mayHaveLongIntegers ?? longInteger.test(text))) {
    const rounded = roundedIntegers(text, place);
    if (rounded === null) return { malformed: 'is nested too deeply' };
    refused.push(...rounded);
  }
  return refused.length > 0 ? { refused } : { value };
}

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** Why a text cannot be stored as it is, or null. */
export function unstorableReason(text: string): string | null {
  if (text.includes('\0')) return 'must not contain a NUL character';
  return text.isWellFormed() ? null : 'must not contain half of a surrogate pair';
}

function unstorable(root: unknown, place: string): Detail[] {
  const details: Detail[] = [];
  const pending: [unknown, string[]][] = [[root, []]];
  for (let next = pending.pop(); next && details.length < 20; next = pending.pop()) {
    const [value, path] = next;
    if (typeof value === 'string' && !isStorable(value))
      details.push({ location: joinLocation(place, path), message: unstorableReason(value) ?? '' });
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (!isStorable(name))
        details.push({ location: joinLocation(place, path), message: `has a member whose name ${unstorableReason(name)}` });
      else pending.push([member, [...path, name]]);
    }
  }
  return details;
}

/** Integers that would come back as others, such as 9007199254740993; null where the text is nested too deeply to look. */
function roundedIntegers(text: string, place: string): Detail[] | null {
  const details: Detail[] = [];
  try {
    visitNumbers(text, place, details);
  } catch (error) {
    // The visitor recurses, unlike the parser.
    if (error instanceof RangeError) return null;
    throw error;
  }
  return details;
}

/** Whether the digits of a whole number name a double exactly. */
export const isExactInteger = (digits: string, value: number) => Number.isFinite(value) && BigInt(digits) === BigInt(value);

/** What is said of a whole number that no double is. */
export const inexact = (digits: string) => `${digits.slice(0, 40)} cannot be held exactly as a double; send it as text`;

function visitNumbers(text: string, place: string, details: Detail[]): void {
  JSON.parse(text, function (this: unknown, name: string, value: unknown, context?: { source?: string }) {
    const source = context?.source;
    if (
      typeof value === 'number' &&
      source !== undefined &&
      /^-?\d+$/.test(source) &&
      Number.isFinite(value) &&
      !isExactInteger(source, value)
    )
      details.push({ location: `${place} (at ${JSON.stringify(name)})`, message: inexact(source) });
    return value;
  });
}
