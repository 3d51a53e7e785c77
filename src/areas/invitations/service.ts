import type { InvitationCreate } from '../../../generated/client/types.gen.ts';
import { enqueueMail } from '../../delivery/outbox.ts';
import { hashSecret } from '../../domain/api-key.ts';
import type { Context } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { canonicalEmail } from '../accounts/service.ts';
import { ApiError, conflict, notFound } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { requireScope } from '../../domain/scope.ts';
import { recordChange } from '../audit/service.ts';
import { findMemberByEmail } from '../members/queries.ts';
import { requireGivable, requireManager, requireRank } from '../members/rights.ts';
import { findOrganization } from '../organizations/queries.ts';
import { invitationMail } from './mail.ts';
import * as queries from './queries.ts';
import type { InvitationRow } from './queries.ts';
import { endOf, invitationResource } from './resource.ts';

/** An invitation can be accepted for seven days. */
const lifetimeMs = 7 * 86_400_000;
/** Most invitations of an organization in an hour, so that nobody's mailbox is filled from here. */
const mostInAnHour = 50;
const hourMs = 3_600_000;
/** 256 bits in base62. */
const tokenLength = 43;

export function listInvitations({ db, principal }: Context, page: PageRequest): Promise<Page<InvitationRow>> {
  requireScope(principal, null);
  return queries.listInvitations(db, principal.organizationId, page);
}

/**
 * Invites an address, and sends it the token. A pending invitation to the same address is cancelled, so that only the newest message
 * can be used.
 *
 * @throws ApiError 400, 403, 409 for a member, 429
 */
export function createInvitation(context: Context, input: InvitationCreate): Promise<InvitationRow> {
  return transaction(context, async (inner) => {
    const { db, clock, ids, publicUrl, principal } = inner;
    const now = clock.now();
    const organization = await findOrganization(db, principal.organizationId, true);
    if (!organization) throw notFound();
    const inviter = await requireManager(inner);
    requireRank(inviter, input.role);
    const projectIds = input.projectIds ?? null;
    await requireGivable(inner, { role: input.role, projectIds });
    const email = canonicalEmail(input.email);
    if (await findMemberByEmail(db, organization.id, email)) throw conflict('body.email', 'is the address of a member');
    await requireModeration(inner, now);
    for (const replaced of await queries.cancelPending(db, organization.id, { email }, new Date(now))) await recordCancel(inner, replaced);
    const token = ids.secret(tokenLength);
    const invitation: InvitationRow = {
      id: ids.resourceId(),
      organization_id: organization.id,
      email,
      role: input.role,
      project_ids: projectIds,
      token_sha256: hashSecret(token),
      invited_by: inviter.user_id,
      status: 'pending',
      created_at: new Date(now),
      expires_at: new Date(now + lifetimeMs),
      closed_at: null,
    };
    await queries.insertInvitation(db, invitation);
    await enqueueMail(inner, invitationMail({ invitation, inviter, organization, token, publicUrl }));
    const after = invitationResource(invitation, now);
    await recordChange(inner, { action: 'invitation.create', resourceId: invitation.id, after });
    return invitation;
  });
}

async function requireModeration({ db, principal }: Context, now: number): Promise<void> {
  const { count, first } = await queries.countInvitationsSince(db, principal.organizationId, new Date(now - hourMs));
  if (count < mostInAnHour) return;
  const waitMs = (first?.getTime() ?? now) + hourMs - now;
  throw new ApiError(
    'rate_limited',
    [{ location: 'body', message: `is more than the ${mostInAnHour} invitations that may be sent in an hour` }],
    {
      'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000))),
    },
  );
}

/** Cancels a pending invitation. @throws ApiError 404, 409 when it is not pending any more */
export function cancelInvitation(context: Context, invitationId: string): Promise<InvitationRow> {
  return transaction(context, async (inner) => {
    const { db, clock, principal } = inner;
    requireScope(principal, null);
    const now = clock.now();
    const invitation = await queries.findInvitation(db, principal.organizationId, invitationId);
    if (!invitation) throw notFound();
    if (invitation.status !== 'pending') throw conflict('path.invitationId', `is of an invitation that ${endOf[invitation.status]}`);
    const cancelled = await queries.closeInvitation(db, principal.organizationId, invitationId, 'cancelled', new Date(now));
    if (!cancelled) throw conflict('path.invitationId', 'is of an invitation that was closed meanwhile');
    await recordCancel(inner, cancelled);
    return cancelled;
  });
}

/** Cancels what a member has sent who may not invite any more: nobody comes in by rights that are gone. */
export async function cancelInvitationsBy(context: Context, userId: string): Promise<void> {
  const { db, clock, principal } = context;
  for (const cancelled of await queries.cancelPending(db, principal.organizationId, { invited_by: userId }, new Date(clock.now())))
    await recordCancel(context, cancelled);
}

function recordCancel(context: Context, invitation: InvitationRow): Promise<void> {
  const now = context.clock.now();
  const before = invitationResource({ ...invitation, status: 'pending', closed_at: null }, now);
  return recordChange(context, {
    action: 'invitation.cancel',
    resourceId: invitation.id,
    before,
    after: invitationResource(invitation, now),
  });
}
