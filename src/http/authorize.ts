import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Route, Verdict } from '../contract/server/contract.ts';
import { ApiError, notFound } from '../domain/errors.ts';
import { isResourceId } from '../domain/ids.ts';
import { isAtLeastPlan } from '../domain/plans.ts';
import type { Principal } from '../domain/principal.ts';

/** The kind of caller in the permission table. */
function callerOf({ kind, person, accessLevel }: Principal): Caller {
  if (kind === 'session' || kind === 'user') {
    if (person === null) throw new Error('a session or user key has no person');
    return kind === 'session' ? `session:${person.role}` : `user:${person.role}:${accessLevel}`;
  }
  return kind;
}

/**
 * Whether a caller may call an operation, by the plan of the organization, the one thing that a key is of, and the permission
 * table. What lies in the project, dashboard or body that a request names is judged where it is read.
 *
 * @throws ApiError 403, or 404 where the caller may not know that the thing exists
 */
export function authorize(
  route: Pick<Route<never>, 'verdicts' | 'isPausable' | 'allowsSelf'>,
  principal: Principal,
  path: Record<string, string | undefined>,
): void {
  const { kind } = principal;
  if (kind === 'user' && !isAtLeastPlan(principal.plan, 'pro')) throw new ApiError('premium_required');
  if (kind === 'project' && !isAtLeastPlan(principal.plan, 'scale')) throw new ApiError('premium_required');
  requireOwn(principal.bucketId, path['bucketId']);
  requireOwn(principal.projectId, path['projectId']);
  requireOwn(principal.dashboardId, path['dashboardId']);
  const verdict = route.verdicts[callerOf(principal)];
  const isSelf = route.allowsSelf && kind === 'session' && principal.person?.userId === path['userId'];
  if (verdict !== 'allowed' && !isSelf) throw refusal(verdict, principal, path);
  if (principal.isOverLimit && route.isPausable) throw new ApiError('over_limit');
}

/** Whom the table does not allow it. Viewers of some projects are told that it is these which they may only read. */
function refusal(verdict: Exclude<Verdict, 'allowed'>, { person }: Principal, { projectId }: Record<string, string | undefined>): ApiError {
  const limit = person?.projectIds ?? null;
  if (verdict !== 'shared_account_write_forbidden' || limit === null) return new ApiError(verdict);
  // Nobody learns from it which other projects there are.
  const isOutside = projectId !== undefined && !limit.includes(projectId);
  return new ApiError(isOutside ? 'project_scope_forbidden' : 'project_write_forbidden');
}

/** A key of one thing may not learn which others exist. */
function requireOwn(own: string | null, named: string | undefined): void {
  if (own !== null && isResourceId(named) && named !== own) throw notFound();
}

/**
 * Refuses a change that another site's page sends with the cookie of this one (cross-site request forgery). Programs send no
 * `Origin`; browsers always do with such requests.
 *
 * @throws ApiError 403
 */
export function requireOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  const { origin } = headers;
  if (origin === undefined) return;
  const isOwn = origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === headers.host);
  if (!isOwn)
    throw new ApiError('origin_forbidden', [
      { location: 'header.Origin', message: `must be the server's own, such as ${new URL(publicUrl).origin}` },
    ]);
}
