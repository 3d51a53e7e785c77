import { createSecret, hashSecret } from '../../domain/api-key.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { insertSession, updateSession } from './queries.ts';

const cookieName = 'telltale_session';

/** Begins a session of a user in an organization; answers its secret, which only the cookie keeps. */
export async function beginSession(context: PublicContext, userId: string, organizationId: string): Promise<string> {
  const { db, clock, ids, client, sessions } = context;
  const secret = createSecret('session', ids);
  const now = clock.now();
  await insertSession(db, {
    id: ids.resourceId(),
    user_id: userId,
    organization_id: organizationId,
    secret_sha256: hashSecret(secret),
    address: client.address,
    user_agent: client.userAgent.slice(0, 400),
    created_at: new Date(now),
    last_used_at: new Date(now),
    expires_at: new Date(now + sessions.maxMs),
  });
  return secret;
}

/** Gives the session of the request a new secret, which it answers, and lets it act for an organization. The old secret ends. */
export async function renewSession({ db, ids, principal }: Context, userId: string, organizationId: string): Promise<string> {
  const secret = createSecret('session', ids);
  const change = { organization_id: organizationId, secret_sha256: hashSecret(secret) };
  await updateSession(db, userId, principal.credentialId, change);
  return secret;
}

/** The `Set-Cookie` header that gives a session to the browser (RFC 6265). */
export function cookieOf({ sessions, publicUrl }: PublicContext, secret: string): string {
  return attributes(`${cookieName}=${secret}`, Math.floor(sessions.maxMs / 1000), publicUrl);
}

/** The `Set-Cookie` header that takes it away. */
export const endedCookie = ({ publicUrl }: PublicContext): string => attributes(`${cookieName}=`, 0, publicUrl);

function attributes(pair: string, maxAgeSeconds: number, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${pair}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}
