import type { PublicContext } from '../../domain/context.ts';
import type { Plan } from '../../domain/plans.ts';
import { recordChangeBy } from '../audit/service.ts';
import type { Actor } from '../audit/service.ts';
import { excess } from './limits.ts';
import * as queries from './queries.ts';
import type { OrganizationRow } from './queries.ts';
import { organizationResource } from './resource.ts';

/** An organization on its new plan, and what it has more of than that allows. */
export interface ChangedPlan {
  organization: OrganizationRow;
  excess: string[];
}

/**
 * Puts an organization on a plan, and pauses its writes if it has more than that allows. Call it in a transaction; null when there is no
 * such organization. Servers learn of it within a second.
 */
export async function changePlan(
  context: Pick<PublicContext, 'db' | 'ids' | 'clock' | 'requestId'>,
  actor: Actor,
  plan: Plan,
): Promise<ChangedPlan | null> {
  const { db, clock } = context;
  const current = await queries.findOrganization(db, actor.organizationId, true);
  if (!current) return null;
  const tooMuch = excess(plan, await queries.countUsage(db, current.id));
  const change = { plan, over_limit: tooMuch.length > 0 };
  const organization = await queries.updatePlan(db, current.id, change, new Date(clock.now()));
  const [before, after] = [organizationResource(current), organizationResource(organization)];
  if (current.plan !== plan) await recordChangeBy(context, actor, { action: 'organization.plan', resourceId: current.id, before, after });
  return { organization, excess: tooMuch };
}
