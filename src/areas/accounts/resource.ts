import { formatTimestamp } from '../../domain/time.ts';
import type { NamedMembership, SessionRow, UserRow } from './queries.ts';
import type { Account } from './service.ts';

export const userResource = (row: UserRow) => ({
  id: row.id,
  email: row.email,
  name: row.name,
  timezone: row.timezone,
  createdAt: formatTimestamp(row.created_at.getTime()),
});

/** What may be told of a session; never its secret. */
export const sessionFacts = (row: SessionRow) => ({
  id: row.id,
  address: row.address,
  userAgent: row.user_agent,
  createdAt: formatTimestamp(row.created_at.getTime()),
  expiresAt: formatTimestamp(row.expires_at.getTime()),
});

/** A session as its person sees it; `idleMs` is the time after which it ends when it is not used. */
export const sessionResource = (row: SessionRow, currentId: string, idleMs: number) => ({
  ...sessionFacts(row),
  current: row.id === currentId,
  organizationId: row.organization_id,
  lastUsedAt: formatTimestamp(row.last_used_at.getTime()),
  expiresAt: formatTimestamp(Math.min(row.expires_at.getTime(), row.last_used_at.getTime() + idleMs)),
});

/** An organization as a member sees it. */
export const organizationOf = (row: NamedMembership) => ({
  id: row.organization_id,
  slug: row.slug,
  name: row.name,
  plan: row.plan,
  ownerUserId: row.owner_user_id,
  role: row.role,
  projectIds: row.project_ids,
});

export function meReply({ user, memberships, organizationId, isOverLimit }: Account) {
  const current = memberships.find((membership) => membership.organization_id === organizationId);
  if (!current) throw new Error(`the user ${user.id} is no member of ${organizationId}`);
  return {
    data: {
      user: userResource(user),
      organization: organizationOf(current),
      organizations: memberships.map(organizationOf),
      writeLocked: isOverLimit,
      writeLockReason: isOverLimit ? ('over_limit' as const) : null,
    },
  };
}
