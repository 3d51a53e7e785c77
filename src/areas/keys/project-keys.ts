import type { ProjectKeyCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { isAtLeastPlan } from '../../domain/plans.ts';
import { requireProject } from '../projects/service.ts';
import * as queries from './queries.ts';
import type { ApiKeyRow } from './queries.ts';
import { expiryOf, issueKey, revokeKey } from './service.ts';
import type { NewKey } from './service.ts';

const kinds = ['project', 'connection'] as const;

/** Makes a key of the project. @throws ApiError 403 for a reporting key below the scale plan */
export async function createProjectKey(context: Context, projectId: string, input: ProjectKeyCreate): Promise<NewKey> {
  const project = await requireProject(context, projectId);
  if (input.type === 'project' && !isAtLeastPlan(context.principal.plan, 'scale')) throw new ApiError('premium_required');
  return issueKey(context, {
    organizationId: project.organization_id,
    projectId: project.id,
    kind: input.type,
    name: input.name,
    expiresAt: expiryOf(context, input.expiresAt),
    createdBy: context.principal.person?.userId,
  });
}

export async function listProjectKeys(context: Context, projectId: string, page: PageRequest): Promise<Page<ApiKeyRow>> {
  const project = await requireProject(context, projectId);
  await context.flushLastUse();
  return queries.listKeys(context.db, project.organization_id, kinds, { project_id: project.id }, page);
}

/** Revokes a key of a project; this process refuses it from now on. */
export async function deleteProjectKey(context: Context, projectId: string, keyId: string): Promise<void> {
  const project = await requireProject(context, projectId);
  await revokeKey(context, kinds, { project_id: project.id }, keyId);
}
