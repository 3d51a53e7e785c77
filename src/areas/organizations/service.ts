import type { PublicContext } from '../../domain/context.ts';
import { insertMembership } from '../accounts/queries.ts';
import type { UserRow } from '../accounts/queries.ts';
import { insertOrganization } from './queries.ts';

/** Slugs that would be taken for something else in a URL or in a talk. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'admin',
  'api',
  'demo',
  'docs',
  'health',
  'me',
  'metrics',
  'new',
  'openapi',
  'playground',
  'status',
  'support',
  'system',
  'telltale',
  'user',
]);

const mostTries = 5;

/** A slug made from a name: ASCII letters and digits, the rest `-`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' || reservedSlugs.has(slug) ? `organization-${slug}`.replace(/-$/, '') : slug;
}

/** Makes a user's own organization, of which they are the owner; answers its id. */
export async function makeOwnOrganization(context: PublicContext, user: Pick<UserRow, 'id'>, name: string): Promise<string> {
  const { db, ids, clock, defaultPlan } = context;
  const now = new Date(clock.now());
  const id = ids.resourceId();
  const base = slugOf(name);
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
