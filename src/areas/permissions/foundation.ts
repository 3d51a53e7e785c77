import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import { isAtLeastPlan, isPremium, plans } from '../../domain/plans.ts';
import { listMemberships } from '../accounts/queries.ts';
import type { NamedMembership } from '../accounts/queries.ts';
import { organizationOf } from '../accounts/resource.ts';
import { permissionsOf } from './extent.ts';

/** What the caller may in the organization that they act for, and why. */
export async function getPermissionFoundation(context: Context) {
  const { principal, db } = context;
  const { person, kind, accessLevel, organizationId } = principal;
  const membership = person && (await listMemberships(db, person.userId)).find((one) => one.organization_id === organizationId);
  if (!membership) throw new ApiError('unauthenticated');
  const { user_id: userId, role, project_ids: projectIds } = membership;
  return {
    userId,
    organization: organizationOf(membership),
    role,
    accessLevel,
    projectScope: { limited: projectIds !== null, projectIds },
    permissions: permissionsOf(kind === 'session' ? `session:${role}` : `user:${role}:${accessLevel}`),
    writeLocked: membership.over_limit,
    writeLockReason: membership.over_limit ? ('over_limit' as const) : null,
    capabilities: capabilitiesOf(membership),
  };
}

function capabilitiesOf({ plan }: NamedMembership) {
  const { callsPerMonth, buckets, projects, dashboards, members, retentionDays } = plans[plan];
  return {
    premium: isPremium(plan),
    userKeys: isPremium(plan),
    reportingKeys: isAtLeastPlan(plan, 'scale'),
    limits: { callsPerMonth, buckets, projects, dashboards, members, retentionDays },
  };
}
