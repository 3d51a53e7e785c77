import { isUtf8 } from 'node:buffer';
import { ApiError } from '../../domain/errors.ts';
import { parseExactJson } from '../../domain/parse-json.ts';
import { hasLongInteger } from './long-integer.ts';

/**
 * Parses a body so that nothing in it changes: text in UTF-8, no number beyond what a double holds exactly as an
 * integer, no character that cannot be stored.
 *
 * @throws ApiError 400
 */
export function parseBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed('is not UTF-8');
  // Searching the bytes is much faster than the expressions, and most bodies have neither.
  const hints = { mayHaveEscapes: bytes.includes('\\u'), mayHaveLongIntegers: hasLongInteger(bytes) };
  const parsed = parseExactJson(bytes.toString('utf8'), 'body', hints);
  if ('malformed' in parsed) throw malformed(parsed.malformed);
  if ('refused' in parsed) throw new ApiError('validation_failed', parsed.refused.slice(0, 20));
  return parsed.value;
}

function malformed(message: string): ApiError {
  const printable = message.replaceAll(/[^\x20-\x7e]+/g, '?');
  return new ApiError('malformed_json', [{ location: 'body', message: printable.slice(0, 300) }]);
}
