import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../domain/errors.ts';

/** A key, and where the request has it. */
interface Sent {
  location: string;
  key: string;
}

/**
 * The credential of a request. A key may stand in `X-API-Key`, in `Authorization` after Bearer or Token, there as the password of
 * Basic with any user name, and in the query parameter `queryName` of operations that allow it.
 *
 * @throws ApiError 401 when there is none, or two that differ
 */
export function readCredential(headers: IncomingHttpHeaders, queryName?: string, queryString = ''): string {
  const sent: Sent[] = [];
  const own = headers['x-api-key'];
  if (typeof own === 'string') sent.push({ location: 'header.X-API-Key', key: own });
  if (headers.authorization !== undefined) sent.push({ location: 'header.Authorization', key: keyOf(headers.authorization) });
  const inQuery = queryName === undefined ? null : new URLSearchParams(queryString).get(queryName);
  if (inQuery !== null) sent.push({ location: `query.${queryName}`, key: inQuery });
  const [first, ...others] = sent;
  if (first === undefined) throw new ApiError('unauthenticated');
  const other = others.find(({ key }) => key !== first.key);
  if (other)
    throw new ApiError('api_key_invalid', [
      { location: other.location, message: `is another key than that of ${first.location}; send one of them` },
    ]);
  return first.key;
}

function keyOf(authorization: string): string {
  const [, scheme = '', text = ''] = /^(bearer|token|basic) +(\S+) *$/i.exec(authorization) ?? [];
  const key = scheme.toLowerCase() === 'basic' ? passwordOf(text) : text;
  if (key === '')
    throw new ApiError('unauthenticated', [
      { location: 'header.Authorization', message: 'must be Bearer or Token and a key, or Basic with the key as password' },
    ]);
  return key;
}

/** What stands behind the user name (RFC 7617). */
function passwordOf(base64: string): string {
  const pair = Buffer.from(base64, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? '' : pair.slice(colon + 1);
}
