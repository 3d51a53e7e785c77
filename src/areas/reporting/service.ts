import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { ProjectRow } from '../projects/queries.ts';
import { requireProject } from '../projects/service.ts';

/** The one project that a project key is of. @throws ApiError 401 when it is gone, and the key with it */
export async function projectOfKey(context: Context): Promise<ProjectRow> {
  const { projectId } = context.principal;
  if (projectId === null) throw new ApiError('forbidden');
  return requireProject(context, projectId).catch((error: unknown) => {
    throw error instanceof ApiError && error.code === 'not_found' ? new ApiError('api_key_invalid') : error;
  });
}
