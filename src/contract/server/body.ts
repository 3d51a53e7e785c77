import { isUtf8 } from 'node:buffer';
import { ApiError, invalid } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { joinLocation } from '../../domain/location.ts';
import { hasLongInteger } from './long-integer.ts';

/** Escapes that may stand for a NUL character or half of a surrogate pair, neither of which can be stored. */
const suspiciousEscape = /\\u(?:0000|[dD][89a-fA-F])/;
/**
 * Parses a body so that nothing in it changes: text in UTF-8, no number beyond what a double holds exactly as an
 * integer, no character that cannot be stored.
 *
 * @throws ApiError 400
 */
export function parseBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed('is not UTF-8');
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(`is not well-formed JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}`);
  }
  // Searching for two bytes is much faster than the expression, and most bodies have no escape.
  if (bytes.includes('\\u') && suspiciousEscape.test(text)) refuse(unstorable(value));
  if (hasLongInteger(bytes)) refuse(roundedIntegers(text));
  return value;
}

function malformed(message: string): ApiError {
  const printable = message.replaceAll(/[^\x20-\x7e]+/g, '?');
  return new ApiError('malformed_json', [{ location: 'body', message: printable.slice(0, 300) }]);
}

function refuse(details: Detail[]): void {
  if (details.length > 0) throw new ApiError('validation_failed', details.slice(0, 20));
}

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** Why a text cannot be stored as it is, or null. */
export function unstorableReason(text: string): string | null {
  if (text.includes('\0')) return 'must not contain a NUL character';
  return text.isWellFormed() ? null : 'must not contain half of a surrogate pair';
}

function unstorable(root: unknown): Detail[] {
  const details: Detail[] = [];
  const pending: [unknown, string[]][] = [[root, []]];
  for (let next = pending.pop(); next && details.length < 20; next = pending.pop()) {
    const [value, path] = next;
    if (typeof value === 'string' && !isStorable(value))
      details.push({ location: joinLocation('body', path), message: unstorableReason(value) ?? '' });
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (!isStorable(name))
        details.push({ location: joinLocation('body', path), message: `has a member whose name ${unstorableReason(name)}` });
      else pending.push([member, [...path, name]]);
    }
  }
  return details;
}

/** Integers that would come back as others, such as 9007199254740993. */
function roundedIntegers(text: string): Detail[] {
  const details: Detail[] = [];
  try {
    visitNumbers(text, details);
  } catch (error) {
    // The visitor recurses, unlike the parser.
    if (error instanceof RangeError) throw malformed('is nested too deeply');
    throw error;
  }
  return details;
}

function visitNumbers(text: string, details: Detail[]): void {
  JSON.parse(text, function (this: unknown, name: string, value: unknown, context?: { source?: string }) {
    const source = context?.source;
    if (
      typeof value === 'number' &&
      source !== undefined &&
      /^-?\d+$/.test(source) &&
      Number.isFinite(value) &&
      BigInt(source) !== BigInt(value)
    )
      details.push({
        location: `body (at ${JSON.stringify(name)})`,
        message: `${source.slice(0, 40)} cannot be held exactly as a double; send it as text`,
      });
    return value;
  });
}

/** A parameter that carries what cannot be stored is refused at its place. @throws ApiError 400 */
export function requireStorable(text: string, location: string): void {
  const reason = unstorableReason(text);
  if (reason !== null) throw invalid(location, reason);
}
