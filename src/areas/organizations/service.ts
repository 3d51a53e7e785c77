import type { OrganizationCreate, OrganizationUpdate } from '../../../generated/client/types.gen.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { requireMatch, transaction } from '../../domain/context.ts';
import { ApiError, conflict, invalid, notFound } from '../../domain/errors.ts';
import { requireScope } from '../../domain/scope.ts';
import { reservedSlugs, slugOf } from '../../domain/slug.ts';
import { insertMembership } from '../accounts/queries.ts';
import { recordChange, recordChangeBy } from '../audit/service.ts';
import * as queries from './queries.ts';
import type { OrganizationRow } from './queries.ts';
import { organizationReply, organizationResource } from './resource.ts';

const mostTries = 5;

const slugTaken = (slug: string) => conflict('body.slug', `another organization has the slug ${JSON.stringify(slug)}`);

/** Makes an organization of which the user is the owner. `slug` undefined: one that is made from the name, and free. */
async function found(
  { db, ids, clock, defaultPlan }: PublicContext,
  userId: string,
  { name, slug }: OrganizationCreate,
): Promise<OrganizationRow> {
  const now = new Date(clock.now());
  const id = ids.resourceId();
  const base = slug ?? slugOf(name, 'organization');
  for (let attempt = 0; attempt < (slug === undefined ? mostTries : 1); attempt++) {
    // The usual slug first; then with the end of the id, which nobody else has.
    const free = attempt === 0 ? base : `${base}-${id.slice(-4 - attempt)}`;
    const row = { id, slug: free, name, plan: defaultPlan, owner_user_id: userId, created_at: now };
    const organization = await queries.insertOrganization(db, row);
    if (!organization) continue;
    await insertMembership(db, { organization_id: id, user_id: userId, role: 'owner', project_ids: null, created_at: now });
    return organization;
  }
  throw slugTaken(base);
}

/** Makes a user's own organization, of which they are the owner. */
export function makeOwnOrganization(context: PublicContext, user: { id: string }, name: string): Promise<OrganizationRow> {
  return found(context, user.id, { name });
}

function requireFreeSlug(slug: string | undefined): void {
  if (slug !== undefined && reservedSlugs.has(slug)) throw invalid('body.slug', 'is reserved; choose another one');
}

/** Makes an organization of which the caller is the owner; they go on acting for the one they act for. @throws ApiError 400, 409 */
export function createOrganization(context: Context, input: OrganizationCreate): Promise<OrganizationRow> {
  const { kind, credentialId, person } = context.principal;
  if (!person) throw new ApiError('forbidden');
  requireFreeSlug(input.slug);
  return transaction(context, async (inner) => {
    const organization = await found(inner, person.userId, input);
    const actor = { kind, id: person.userId, credentialId, organizationId: organization.id };
    const after = organizationResource(organization);
    await recordChangeBy(inner, actor, { action: 'organization.create', resourceId: organization.id, after });
    return organization;
  });
}

/** An organization that the caller is a member of, or that their key is of. @throws ApiError 404 */
export async function getOrganization({ db, principal }: Context, slug: string): Promise<OrganizationRow> {
  const { person, organizationId } = principal;
  const organization = await (person
    ? queries.findOrganizationOfMember(db, person.userId, slug)
    : queries.findOrganization(db, organizationId));
  if (organization?.slug !== slug) throw notFound();
  return organization;
}

/**
 * The organization that the caller acts for, which the path must name. With `lock` it is kept from other changes, of its members too.
 *
 * @throws ApiError 404
 */
export async function requireActing({ db, principal }: Context, slug: string, lock = false): Promise<OrganizationRow> {
  const organization = await queries.findOrganization(db, principal.organizationId, lock);
  if (organization?.slug !== slug) throw notFound();
  return organization;
}

/** The same for a caller who is not limited to some projects. @throws ApiError 404, 403 */
export async function requireOwnOrganization(context: Context, slug: string, lock = false): Promise<OrganizationRow> {
  const organization = await requireActing(context, slug, lock);
  requireScope(context.principal, null);
  return organization;
}

/** Changes name or slug of the organization that the caller acts for. @throws ApiError 400, 404, 409, 412 */
export function updateOrganization(context: Context, slug: string, input: OrganizationUpdate): Promise<OrganizationRow> {
  return transaction(context, async (inner) => {
    const current = await requireOwnOrganization(inner, slug, true);
    requireMatch(inner, organizationReply(current));
    requireFreeSlug(input.slug);
    const changed = await queries.updateOrganization(inner.db, current.id, input, new Date(inner.clock.now()));
    if (!changed) throw slugTaken(input.slug ?? slug);
    const [before, after] = [organizationResource(current), organizationResource(changed)];
    await recordChange(inner, { action: 'organization.update', resourceId: current.id, before, after });
    return changed;
  });
}
