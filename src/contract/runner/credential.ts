import type { Operation } from '../openapi.ts';
import type { Caller } from '../permissions.ts';
import type { WireRequest } from './wire.ts';

/** The header in which a credential is sent. */
export const credentialHeader = (secret: string): Record<string, string> =>
  secret.startsWith('tt_s_') ? { Cookie: `telltale_session=${secret}` } : { 'X-API-Key': secret };

/** The request without its credential, and with other headers in its place. */
export function withoutCredential(request: WireRequest, headers: Record<string, string> = {}): WireRequest {
  const others = Object.entries(request.headers).filter(([name]) => name !== 'X-API-Key' && name !== 'Cookie');
  return { ...request, headers: { ...Object.fromEntries(others), ...headers } };
}

/** The request with another credential. */
export const withCredential = (request: WireRequest, secret: string) => withoutCredential(request, credentialHeader(secret));

/** The caller by whom an operation is usually called. */
export const usualCaller = ({ object }: Operation): Caller => object['x-access'].find((kind) => kind !== 'public') ?? 'session:owner';
