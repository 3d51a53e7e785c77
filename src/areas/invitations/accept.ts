import { hashSecret } from '../../domain/api-key.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { ApiError, conflict, notFound } from '../../domain/errors.ts';
import { countAttempts } from '../accounts/attempts.ts';
import { findUser, listMemberships } from '../accounts/queries.ts';
import type { NamedMembership } from '../accounts/queries.ts';
import { recordChangeBy } from '../audit/service.ts';
import type { Actor } from '../audit/service.ts';
import { addMember } from '../members/join.ts';
import type { Joining } from '../members/join.ts';
import { findOrganization } from '../organizations/queries.ts';
import * as queries from './queries.ts';
import { endOf, invitationResource, statusOf } from './resource.ts';

/** The fields of a request in which a token may stand. */
type Place = 'body.token' | 'body.invitationToken';

/**
 * Makes a person a member by the token of an invitation to their address. Call it in a transaction.
 *
 * @throws ApiError 404 for an unknown token and for one to another address, which look the same; 409 for one that is not pending
 *   any more, and for a member
 */
export async function takeInvitation(
  context: PublicContext,
  token: string,
  person: Joining,
  credentialId: string,
  place: Place,
): Promise<string> {
  const { db, clock } = context;
  const now = clock.now();
  const invitation = await queries.findInvitationByToken(db, hashSecret(token));
  if (invitation?.email !== person.email) throw notFound();
  const status = statusOf(invitation, now);
  if (status !== 'pending') throw conflict(place, `is of an invitation that ${endOf[status]}`);
  const organization = await findOrganization(db, invitation.organization_id, true);
  // Whoever held the lock before may have accepted or cancelled it.
  const accepted = await queries.closeInvitation(db, invitation.organization_id, invitation.id, 'accepted', new Date(now));
  if (!organization || !accepted) throw conflict(place, 'is of an invitation that was closed meanwhile');
  const actor: Actor = { kind: 'session', id: person.id, credentialId, organizationId: organization.id };
  const [before, after] = [invitationResource(invitation, now), invitationResource(accepted, now)];
  await recordChangeBy(context, actor, { action: 'invitation.accept', resourceId: invitation.id, before, after });
  await addMember(context, organization, person, { role: invitation.role, projectIds: invitation.project_ids }, actor);
  return organization.id;
}

/** Whether a token is that of a pending invitation to an address. */
export async function isInvited({ db, clock }: PublicContext, token: string, email: string): Promise<boolean> {
  const invitation = await queries.findInvitationByToken(db, hashSecret(token));
  return invitation?.email === email && statusOf(invitation, clock.now()) === 'pending';
}

/** Accepts an invitation as the person who calls; answers what they are a member of now. Counts as an attempt. */
export async function acceptInvitation(context: Context, token: string): Promise<NamedMembership> {
  await countAttempts(context);
  return transaction(context, async (inner) => {
    const { db, principal } = inner;
    const user = principal.person && (await findUser(db, principal.person.userId));
    if (!user) throw new ApiError('unauthenticated');
    const organizationId = await takeInvitation(inner, token, user, principal.credentialId, 'body.token');
    const joined = (await listMemberships(db, user.id)).find((membership) => membership.organization_id === organizationId);
    if (!joined) throw notFound();
    return joined;
  });
}
