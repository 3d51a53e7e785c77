import type { IncomingHttpHeaders } from 'node:http';
import { isWellFormedSecret, sessionPrefix } from '../domain/api-key.ts';
import { ApiError } from '../domain/errors.ts';

/** The name of the cookie that holds a session's secret. */
const sessionCookie = 'telltale_session';

/** A key, and where the request has it. */
interface Sent {
  location: string;
  key: string;
}

/**
 * The credential of a request. A key may stand in `X-API-Key`, in `Authorization` after Bearer or Token, there as the password of
 * Basic with any user name, and in the query parameter `queryName` of operations that allow it. Without a key it is the session of the
 * cookie, which browsers send along unasked.
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
  if (first === undefined) return readSession(headers);
  const other = others.find(({ key }) => key !== first.key);
  if (other)
    throw new ApiError('api_key_invalid', [
      { location: other.location, message: `is another key than that of ${first.location}; send one of them` },
    ]);
  if (first.key.startsWith(sessionPrefix)) throw new ApiError('api_key_invalid');
  return first.key;
}

/** What stands in the session's cookie, the first one when there are several. */
export function readSessionCookie({ cookie }: IncomingHttpHeaders): string | undefined {
  const pair = cookie?.split(';').find((one) => one.trimStart().startsWith(`${sessionCookie}=`));
  return pair?.slice(pair.indexOf('=') + 1).trim();
}

/** The secret of a session. @throws ApiError 401 */
function readSession(headers: IncomingHttpHeaders): string {
  const secret = readSessionCookie(headers);
  if (secret === undefined) throw new ApiError('unauthenticated');
  if (!secret.startsWith(sessionPrefix) || !isWellFormedSecret(secret)) throw sessionEnded();
  return secret;
}

/** The refusal of a session that is unknown or over. */
export const sessionEnded = () =>
  new ApiError('unauthenticated', [{ location: `cookie.${sessionCookie}`, message: 'is of a session that has ended; log in again' }]);

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
