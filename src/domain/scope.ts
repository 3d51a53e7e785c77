import { ApiError } from './errors.ts';
import type { Principal } from './principal.ts';

/** Whether a person's membership includes a project; what is in no project is only for members without a limit. */
export function isInScope({ person }: Principal, projectId: string | null): boolean {
  const limit = person?.projectIds ?? null;
  return limit === null || (projectId !== null && limit.includes(projectId));
}

/** Refuses what lies outside of the projects that a person's membership is limited to. @throws ApiError 403 */
export function requireScope(principal: Principal, projectId: string | null): void {
  if (!isInScope(principal, projectId)) throw new ApiError('project_scope_forbidden');
}
