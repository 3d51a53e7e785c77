import { formatTimestamp, isRepresentable, parseTimestamp } from '../../domain/time.ts';
import type { Key, KeyType } from '../../store/store.ts';

/** A key that the bucket takes, or why it does not. */
export type ParsedKey = { key: Key } | { reason: string };

/** A record's key as it stands in a JSON body. */
export function parseBodyKey(keyType: KeyType, value: string | number): ParsedKey {
  if (keyType === 'string')
    return typeof value === 'string' ? { key: value } : { reason: 'must be a string, because the bucket is keyed by strings' };
  if (keyType === 'integer')
    return typeof value === 'number' ? { key: value } : { reason: 'must be an integer, because the bucket is keyed by integers' };
  if (typeof value === 'number')
    return isRepresentable(value) ? { key: value } : { reason: 'must be Unix milliseconds in the years 0000 to 9999' };
  const time = parseTimestamp(value);
  return Number.isNaN(time) ? { reason: 'must be an RFC 3339 timestamp of a time that exists, or Unix milliseconds' } : { key: time };
}

/** A record's key as it stands in a query string. */
export function parseQueryKey(keyType: KeyType, text: string): ParsedKey {
  if (keyType === 'string' || !/^-?\d{1,16}$/.test(text)) return parseBodyKey(keyType, text);
  const number = Number(text);
  return Number.isSafeInteger(number) ? parseBodyKey(keyType, number) : { reason: 'must lie between -(2^53-1) and 2^53-1' };
}

/** A key as the long form shows it: times as text. */
export const longKey = (keyType: KeyType, key: Key): Key => (keyType === 'timestamp' ? formatTimestamp(Number(key)) : key);
