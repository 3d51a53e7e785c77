import type { Context } from '../../domain/context.ts';
import { ApiError, conflict, invalid } from '../../domain/errors.ts';
import { isAtLeast } from '../../domain/roles.ts';
import type { Role } from '../../domain/roles.ts';
import { listProjectIds } from '../projects/queries.ts';
import * as queries from './queries.ts';
import type { MemberRow } from './queries.ts';

/** What a membership, or an invitation to one, gives. */
export interface Rights {
  role: Role;
  /** Null: all projects. */
  projectIds: readonly string[] | null;
}

/**
 * The caller's own membership as it is now, which must let them manage members. To be asked for while the organization is locked: what
 * the caller could do when the request began may have been taken away since.
 *
 * @throws ApiError 403
 */
export async function requireManager({ db, principal }: Context): Promise<MemberRow> {
  const manager = principal.person && (await queries.findMember(db, principal.organizationId, principal.person.userId));
  if (!manager || !isAtLeast(manager.role, 'admin')) throw new ApiError('forbidden');
  if (manager.project_ids !== null) throw new ApiError('project_scope_forbidden');
  return manager;
}

/** Only an owner changes or removes an owner, or makes one; nobody gives more than they have. @throws ApiError 403 */
export function requireRank(manager: MemberRow, ...given: Role[]): void {
  if (!given.every((role) => isAtLeast(manager.role, role))) throw new ApiError('forbidden');
}

/** Rights that can be given in the caller's organization. @throws ApiError 400 */
export async function requireGivable({ db, principal }: Context, { role, projectIds }: Rights): Promise<void> {
  if (projectIds === null) return;
  if (isAtLeast(role, 'admin'))
    throw invalid('body.projectIds', `must be null for the role ${role}: only viewers and editors can be limited to projects`);
  const known = new Set(await listProjectIds(db, principal.organizationId, projectIds));
  const unknown = projectIds.flatMap((id, index) =>
    known.has(id) ? [] : [{ location: `body.projectIds[${index}]`, message: 'is no project of the organization' }],
  );
  if (unknown.length > 0) throw new ApiError('validation_failed', unknown);
}

/**
 * The oldest owner beside this one. To be asked for while the organization is locked, so that two owners who leave at once are told apart.
 *
 * @throws ApiError 409 when there is none
 */
export async function requireOtherOwner({ db, principal }: Context, userId: string, location: string): Promise<string> {
  const [other] = await queries.listOtherOwners(db, principal.organizationId, userId);
  if (other === undefined) throw conflict(location, 'is the last owner; make another member an owner first');
  return other;
}
