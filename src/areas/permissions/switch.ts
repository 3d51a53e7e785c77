import type { AccountContext } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import { listMemberships } from '../accounts/queries.ts';
import { getAccount } from '../accounts/service.ts';
import type { SignedIn } from '../accounts/service.ts';
import { renewSession } from '../accounts/sessions.ts';
import { recordChangeBy } from '../audit/service.ts';

/**
 * Lets the session of the request act for another organization, with a new secret. An owner of several organizations stands for the one
 * that the caller joined first.
 *
 * @throws ApiError 403, the same for an organization that there is not
 */
export async function switchContext(context: Context, { ownerUserId, slug }: AccountContext): Promise<Omit<SignedIn, 'sessionId'>> {
  const { person, kind, credentialId, organizationId: from } = context.principal;
  if (!person) throw new ApiError('account_context_forbidden');
  const { secret, ...now } = await transaction(context, async (inner) => {
    const memberships = await listMemberships(inner.db, person.userId);
    const wanted = memberships.find((one) => (slug === undefined ? one.owner_user_id === ownerUserId : one.slug === slug));
    if (!wanted) throw new ApiError('account_context_forbidden');
    const to = wanted.organization_id;
    const actor = { kind, id: person.userId, credentialId, organizationId: to };
    const change = { before: { organizationId: from }, after: { organizationId: to } };
    await recordChangeBy(inner, actor, { action: 'session.update', resourceId: credentialId, ...change });
    return { organizationId: to, isOverLimit: wanted.over_limit, secret: await renewSession(inner, person.userId, to) };
  });
  context.forgetKey(credentialId);
  return { account: await getAccount({ ...context, principal: { ...context.principal, ...now } }), secret };
}
