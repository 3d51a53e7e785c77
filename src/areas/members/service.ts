import type { MemberUpdate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { requireMatch, transaction } from '../../domain/context.ts';
import { notFound } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { isAtLeast } from '../../domain/roles.ts';
import { requireScope } from '../../domain/scope.ts';
import { deleteSessionsIn } from '../accounts/queries.ts';
import { renewSession } from '../accounts/sessions.ts';
import { recordChange } from '../audit/service.ts';
import { cancelInvitationsBy } from '../invitations/service.ts';
import { deleteUserKeys, listUserKeyIds } from '../keys/queries.ts';
import { settleLimits } from '../organizations/limits.ts';
import { updateOrganization } from '../organizations/queries.ts';
import type { OrganizationRow } from '../organizations/queries.ts';
import { requireActing, requireOwnOrganization } from '../organizations/service.ts';
import * as queries from './queries.ts';
import type { MemberRow } from './queries.ts';
import { memberReply, memberResource } from './resource.ts';
import { requireGivable, requireManager, requireOtherOwner, requireRank } from './rights.ts';

/** A changed member, and the new secret of the caller's session where it is theirs. */
export interface ChangedMember {
  member: MemberRow;
  secret: string | null;
}

/** What went with a member. */
export interface RemovedMember {
  sessions: number;
  keys: number;
  /** Whether the caller removed themselves, and their session has ended. */
  isSelf: boolean;
}

const isSelf = ({ principal }: Context, userId: string) => principal.person?.userId === userId;

/** The organization that the caller acts for; a member with some projects only sees nobody but themselves. @throws ApiError 404, 403 */
async function requireTeam(context: Context, slug: string, userId: string, lock = false): Promise<OrganizationRow> {
  const organization = await requireActing(context, slug, lock);
  if (!isSelf(context, userId)) requireScope(context.principal, null);
  return organization;
}

export async function listMembers(context: Context, slug: string, page: PageRequest): Promise<Page<MemberRow>> {
  const organization = await requireOwnOrganization(context, slug);
  return queries.listMembers(context.db, organization.id, page);
}

export async function getMember(context: Context, slug: string, userId: string): Promise<MemberRow> {
  const organization = await requireTeam(context, slug, userId);
  const member = await queries.findMember(context.db, organization.id, userId);
  if (!member) throw notFound();
  return member;
}

/**
 * Changes role or projects of a member. Their other sessions in this organization end, and they log in again with the new rights; the
 * session of a caller who changes themselves gets a new secret.
 *
 * @throws ApiError 400, 403, 404, 409 for the last owner, 412
 */
export async function updateMember(context: Context, slug: string, userId: string, input: MemberUpdate): Promise<ChangedMember> {
  const { ended, ...changed } = await transaction(context, async (inner) => {
    const organization = await requireOwnOrganization(inner, slug, true);
    const manager = await requireManager(inner);
    const current = await queries.findMember(inner.db, organization.id, userId);
    if (!current) throw notFound();
    requireMatch(inner, memberReply(current));
    const rights = {
      role: input.role ?? current.role,
      projectIds: input.projectIds === undefined ? current.project_ids : input.projectIds,
    };
    requireRank(manager, current.role, rights.role);
    await requireGivable(inner, rights);
    if (current.role === 'owner' && rights.role !== 'owner')
      await passOn(inner, organization, userId, await requireOtherOwner(inner, userId, 'body.role'));
    await queries.updateMembership(inner.db, organization.id, userId, { role: rights.role, project_ids: rights.projectIds });
    const member = { ...current, role: rights.role, project_ids: rights.projectIds };
    const [before, after] = [memberResource(current), memberResource(member)];
    await recordChange(inner, { action: 'member.update', resourceId: userId, before, after });
    if (!isAtLeast(rights.role, 'admin')) await cancelInvitationsBy(inner, userId);
    const kept = isSelf(inner, userId) ? inner.principal.credentialId : null;
    const sessions = await deleteSessionsIn(inner.db, organization.id, userId, kept);
    const secret = kept === null ? null : await renewSession(inner, userId, organization.id);
    const keys = await listUserKeyIds(inner.db, organization.id, userId);
    return { member, secret, ended: [...sessions, ...keys, ...(kept === null ? [] : [kept])] };
  });
  // Not before the change is there: what is asked for again must see it.
  for (const credentialId of ended) context.forgetKey(credentialId);
  return changed;
}

/**
 * Removes a member with their sessions and keys in this organization. Everybody may remove themselves.
 *
 * @throws ApiError 403, 404, 409 for the last owner, 412
 */
export async function removeMember(context: Context, slug: string, userId: string): Promise<RemovedMember> {
  const { sessions, keys } = await transaction(context, async (inner) => {
    const organization = await requireTeam(inner, slug, userId, true);
    const manager = isSelf(inner, userId) ? null : await requireManager(inner);
    const current = await queries.findMember(inner.db, organization.id, userId);
    if (!current) throw notFound();
    requireMatch(inner, memberReply(current));
    if (manager) requireRank(manager, current.role);
    if (current.role === 'owner') await passOn(inner, organization, userId, await requireOtherOwner(inner, userId, 'path.userId'));
    const ended = {
      sessions: await deleteSessionsIn(inner.db, organization.id, userId, null),
      keys: await deleteUserKeys(inner.db, organization.id, userId),
    };
    await queries.deleteMembership(inner.db, organization.id, userId);
    await cancelInvitationsBy(inner, userId);
    await recordChange(inner, { action: 'member.delete', resourceId: userId, before: memberResource(current) });
    await settleLimits(inner, organization);
    return ended;
  });
  for (const credentialId of [...sessions, ...keys]) context.forgetKey(credentialId);
  return { sessions: sessions.length, keys: keys.length, isSelf: isSelf(context, userId) };
}

/** An organization is named after the user who made it while they own it, and then after the oldest owner. */
async function passOn({ db, clock }: Context, organization: OrganizationRow, from: string, to: string): Promise<void> {
  if (organization.owner_user_id === from) await updateOrganization(db, organization.id, { owner_user_id: to }, new Date(clock.now()));
}
