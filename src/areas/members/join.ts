import type { PublicContext } from '../../domain/context.ts';
import { conflict } from '../../domain/errors.ts';
import { insertMembership } from '../accounts/queries.ts';
import { recordChangeBy } from '../audit/service.ts';
import type { Actor } from '../audit/service.ts';
import { requireRoom } from '../organizations/limits.ts';
import type { OrganizationRow } from '../organizations/queries.ts';
import * as queries from './queries.ts';
import { memberResource } from './resource.ts';
import type { Rights } from './rights.ts';

/** Who becomes a member. */
export interface Joining {
  id: string;
  email: string;
  name: string;
}

/**
 * Makes a person a member of an organization that exists: the one place where organizations grow. The organization must be locked by the
 * transaction, so that members can be counted.
 *
 * @throws ApiError 409 for a member, 403 when the plan allows no more of them
 */
export async function addMember(
  context: PublicContext,
  organization: OrganizationRow,
  person: Joining,
  { role, projectIds }: Rights,
  actor: Actor,
): Promise<void> {
  const { db, clock } = context;
  if (await queries.findMember(db, organization.id, person.id)) throw conflict('body', 'would make a member of somebody who is one');
  await requireRoom(db, organization, 'members');
  const created_at = new Date(clock.now());
  const membership = { organization_id: organization.id, user_id: person.id, role, project_ids: projectIds && [...projectIds], created_at };
  await insertMembership(db, membership);
  const after = memberResource({ ...membership, email: person.email, name: person.name });
  await recordChangeBy(context, actor, { action: 'member.create', resourceId: person.id, after });
}
