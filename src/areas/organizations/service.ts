import type { PublicContext } from '../../domain/context.ts';
import { slugOf } from '../../domain/slug.ts';
import { insertMembership } from '../accounts/queries.ts';
import type { UserRow } from '../accounts/queries.ts';
import { insertOrganization } from './queries.ts';

const mostTries = 5;

/** Makes a user's own organization, of which they are the owner; answers its id. */
export async function makeOwnOrganization(context: PublicContext, user: Pick<UserRow, 'id'>, name: string): Promise<string> {
  const { db, ids, clock, defaultPlan } = context;
  const now = new Date(clock.now());
  const id = ids.resourceId();
  const base = slugOf(name, 'organization');
  for (let attempt = 0; attempt < mostTries; attempt++) {
    // The usual slug first; then with the end of the id, which nobody else has.
    const slug = attempt === 0 ? base : `${base}-${id.slice(-4 - attempt)}`;
    if (await insertOrganization(db, { id, slug, name, plan: defaultPlan, owner_user_id: user.id, created_at: now })) {
      await insertMembership(db, { organization_id: id, user_id: user.id, role: 'owner', project_ids: null, created_at: now });
      return id;
    }
  }
  throw new Error(`no slug was found for ${JSON.stringify(name)}`);
}
