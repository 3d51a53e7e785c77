import { hashSecret } from '../../domain/api-key.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { ApiError, notFound } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { recordChange, recordChangeBy } from '../audit/service.ts';
import * as queries from './queries.ts';
import type { SessionRow } from './queries.ts';
import { sessionFacts } from './resource.ts';

function ownerOf({ principal }: Context): string {
  if (!principal.person) throw new ApiError('unauthenticated');
  return principal.person.userId;
}

/** The sessions of the person who calls that last. */
export async function listSessions(context: Context, page: PageRequest): Promise<Page<SessionRow>> {
  await context.flushLastUse();
  const now = context.clock.now();
  const lasting = { now: new Date(now), usedAfter: new Date(now - context.sessions.idleMs) };
  return queries.listSessions(context.db, ownerOf(context), lasting, page);
}

/** Ends one session of the person who calls. @throws ApiError 404 */
export async function endSession(context: Context, id: string): Promise<void> {
  const userId = ownerOf(context);
  await transaction(context, async (inner) => {
    const ended = await queries.deleteSession(inner.db, userId, id);
    if (!ended) throw notFound();
    await recordChange(inner, { action: 'session.delete', resourceId: id, before: sessionFacts(ended) });
  });
  context.forgetKey(id);
}

/** Ends all sessions of the person who calls but this one; answers how many. */
export async function endOtherSessions(context: Context): Promise<number> {
  const userId = ownerOf(context);
  const { credentialId } = context.principal;
  const ended = await transaction(context, async (inner) => {
    const ids = await queries.deleteSessions(inner.db, userId, credentialId);
    await recordChange(inner, { action: 'session.delete-others', resourceId: credentialId, before: { sessionIds: ids } });
    return ids;
  });
  ended.forEach(context.forgetKey);
  return ended.length;
}

/** Ends the session whose cookie a request to log in brings along, so that no secret from before a login lasts. Call it in a transaction. */
export async function endBroughtSession(context: PublicContext): Promise<void> {
  const { session } = context.client;
  const ended = session === undefined ? undefined : await queries.deleteSessionBySecret(context.db, hashSecret(session));
  if (!ended) return;
  const actor = { kind: 'session' as const, id: ended.user_id, credentialId: ended.id, organizationId: ended.organization_id };
  await recordChangeBy(context, actor, { action: 'session.delete', resourceId: ended.id, before: sessionFacts(ended) });
  context.forgetKey(ended.id);
}
