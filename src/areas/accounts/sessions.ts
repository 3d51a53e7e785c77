import { createSecret, hashSecret } from '../../domain/api-key.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { recordChangeBy } from '../audit/service.ts';
import { insertSession, updateSession } from './queries.ts';
import type { SessionRow } from './queries.ts';
import { sessionFacts } from './resource.ts';

const cookieName = 'telltale_session';

/** Begins a session of a user in an organization; answers its id and its secret, which only the cookie keeps. Call it in a transaction. */
export async function beginSession(
  context: PublicContext,
  userId: string,
  organizationId: string,
): Promise<{ id: string; secret: string }> {
  const { db, clock, ids, client, sessions } = context;
  const secret = createSecret('session', ids);
  const now = clock.now();
  const row: SessionRow = {
    id: ids.resourceId(),
    user_id: userId,
    organization_id: organizationId,
    secret_sha256: hashSecret(secret),
    address: client.address,
    user_agent: client.userAgent.slice(0, 400),
    created_at: new Date(now),
    last_used_at: new Date(now),
    expires_at: new Date(now + sessions.maxMs),
  };
  await insertSession(db, row);
  const actor = { kind: 'session' as const, id: userId, credentialId: row.id, organizationId };
  await recordChangeBy(context, actor, { action: 'session.create', resourceId: row.id, after: sessionFacts(row) });
  return { id: row.id, secret };
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
