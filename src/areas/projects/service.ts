import type { ProjectCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { requireMatch, transaction } from '../../domain/context.ts';
import { conflict, invalid, notFound } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { requireScope } from '../../domain/scope.ts';
import { reservedSlugs, slugOf } from '../../domain/slug.ts';
import { recordChange } from '../audit/service.ts';
import { lockOrganization, requireRoom, settleLimits } from '../organizations/limits.ts';
import * as queries from './queries.ts';
import type { ProjectRow } from './queries.ts';
import { projectReply, projectResource } from './resource.ts';

const slugTaken = (slug: string) => conflict('body.slug', `another project of the organization has the slug ${JSON.stringify(slug)}`);

/** A project of the caller's organization, within the caller's scope. @throws ApiError 404, 403 */
export async function requireProject(context: Context, projectId: string, lock = false): Promise<ProjectRow> {
  const project = await queries.findProject(context.db, context.principal.organizationId, projectId, lock);
  if (!project) throw notFound();
  requireScope(context.principal, project.id);
  return project;
}

function requireFreeSlug(slug: string | undefined): void {
  if (slug !== undefined && reservedSlugs.has(slug)) throw invalid('body.slug', 'is reserved; choose another one');
}

export function listProjects({ db, principal }: Context, page: PageRequest): Promise<Page<ProjectRow>> {
  return queries.listProjects(db, principal.organizationId, principal.person?.projectIds ?? null, page);
}

export function createProject(context: Context, input: ProjectCreate): Promise<ProjectRow> {
  return transaction(context, async (inner) => {
    requireScope(inner.principal, null);
    requireFreeSlug(input.slug);
    await requireRoom(inner.db, await lockOrganization(inner), 'projects');
    const project = await insertProject(inner, input);
    await recordChange(inner, { action: 'project.create', resourceId: project.id, after: projectResource(project) });
    return project;
  });
}

async function insertProject({ db, ids, clock, principal }: Context, input: ProjectCreate): Promise<ProjectRow> {
  const now = new Date(clock.now());
  const id = ids.resourceId();
  const base = { id, organization_id: principal.organizationId, name: input.name, description: input.description ?? null };
  const slug = input.slug ?? slugOf(input.name, 'project');
  const row: ProjectRow = { ...base, slug, created_at: now, updated_at: now };
  if (await queries.insertProject(db, row)) return row;
  if (input.slug !== undefined) throw slugTaken(slug);
  // The name has been used: the end of the id makes it another slug.
  const other = { ...row, slug: `${slug}-${id.slice(-6)}` };
  if (!(await queries.insertProject(db, other))) throw slugTaken(other.slug);
  return other;
}

export function replaceProject(context: Context, projectId: string, input: ProjectCreate): Promise<ProjectRow> {
  return transaction(context, async (inner) => {
    const { organizationId } = inner.principal;
    const current = await requireProject(inner, projectId, true);
    requireMatch(inner, projectReply(current));
    requireFreeSlug(input.slug);
    const slug = input.slug ?? current.slug;
    if (await queries.isSlugTaken(inner.db, organizationId, slug, projectId)) throw slugTaken(slug);
    const change = { name: input.name, slug, description: input.description ?? null };
    const changed = await queries.updateProject(inner.db, organizationId, projectId, change, new Date(inner.clock.now()));
    if (!changed) throw notFound();
    const [before, after] = [projectResource(current), projectResource(changed)];
    await recordChange(inner, { action: 'project.update', resourceId: projectId, before, after });
    return changed;
  });
}

/** Deletes the project with its dashboards and their keys; tells how many that were. */
export function deleteProject(context: Context, projectId: string): Promise<{ dashboards: number; keys: number }> {
  return transaction(context, async (inner) => {
    const organization = await lockOrganization(inner);
    const project = await requireProject(inner, projectId, true);
    requireMatch(inner, projectReply(project));
    const { keyIds, dashboards } = await queries.deleteProject(inner.db, project.organization_id, project.id);
    for (const keyId of keyIds) inner.forgetKey(keyId);
    await recordChange(inner, { action: 'project.delete', resourceId: projectId, before: projectResource(project) });
    await settleLimits(inner, organization);
    return { dashboards, keys: keyIds.length };
  });
}
