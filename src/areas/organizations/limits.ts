import type { Knex } from 'knex';
import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import { plans } from '../../domain/plans.ts';
import type { Plan } from '../../domain/plans.ts';
import * as queries from './queries.ts';
import type { OrganizationRow, Usage } from './queries.ts';

/** What a plan bounds by number, in the singular. */
const singular: Record<keyof Usage, string> = { buckets: 'bucket', projects: 'project', dashboards: 'dashboard', members: 'member' };

const resources = ['buckets', 'projects', 'dashboards', 'members'] as const satisfies (keyof Usage)[];

/** How many of something a plan allows, in words. */
const allowed = (limit: number, resource: keyof Usage) => (limit === 1 ? `1 ${singular[resource]}` : `${limit} ${resource}`);

/** What an organization has more of than a plan allows; empty when it fits. */
export function excess(plan: Plan, usage: Usage): string[] {
  return resources.flatMap((resource) => {
    const limit = plans[plan][resource];
    return limit !== null && usage[resource] > limit
      ? [`${usage[resource]} ${resource}, where the plan ${plan} allows ${allowed(limit, resource)}`]
      : [];
  });
}

/**
 * Locks the organization against other creations, deletions and changes of its plan until the transaction ends. Whoever locks more takes
 * this lock first, so that nobody waits in a circle.
 */
export async function lockOrganization({ db, principal }: Pick<Context, 'db' | 'principal'>): Promise<OrganizationRow> {
  const organization = await queries.findOrganization(db, principal.organizationId, true);
  if (!organization) throw new ApiError('not_found');
  return organization;
}

/** Refuses one more than the plan of the organization allows, which must be locked. @throws ApiError 403 */
export async function requireRoom(db: Knex, { id, plan }: OrganizationRow, resource: keyof Usage): Promise<void> {
  const limit = plans[plan][resource];
  if (limit === null) return;
  const used = (await queries.countUsage(db, id))[resource];
  if (used < limit) return;
  const message = `would be ${singular[resource]} ${used + 1}; the plan ${plan} allows ${allowed(limit, resource)}, and ${used} ${used === 1 ? 'is' : 'are'} there`;
  throw fullPlan([{ location: 'body', message }]);
}

/** Refuses to keep records longer than the plan allows; null stands for ever. @throws ApiError 403 */
export function requireRetention(plan: Plan, days: number | null): void {
  const limit = plans[plan].retentionDays;
  if (limit === null || (days !== null && days <= limit)) return;
  const wanted = days === null ? 'for ever' : `for ${days} days`;
  throw fullPlan([{ location: 'body.retentionDays', message: `keeps records ${wanted}; the plan ${plan} allows ${limit} days` }]);
}

const fullPlan = (details: ApiError['details']) =>
  new ApiError('over_limit', details, {}, { sentence: 'The plan of the organization does not allow more.' });

/** Lets writes go on when what was too much has been deleted. The organization must be locked. */
export async function settleLimits(context: Context, { id, plan, over_limit: isOver }: OrganizationRow): Promise<void> {
  if (!isOver || excess(plan, await queries.countUsage(context.db, id)).length > 0) return;
  await queries.updatePlan(context.db, id, { plan, over_limit: false }, new Date(context.clock.now()));
  context.forgetOrganization(id);
}
