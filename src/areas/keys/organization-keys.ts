import type { OrganizationKeyCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { requireOwnOrganization } from '../organizations/service.ts';
import * as queries from './queries.ts';
import type { ApiKeyRow } from './queries.ts';
import { expiryOf, issueKey, revokeKey } from './service.ts';
import type { NewKey } from './service.ts';

const kinds = ['admin', 'organization'] as const;

/** Makes an admin or an organization key. */
export async function createOrganizationKey(context: Context, slug: string, input: OrganizationKeyCreate): Promise<NewKey> {
  const { id: organizationId } = await requireOwnOrganization(context, slug);
  const createdBy = context.principal.person?.userId;
  return issueKey(context, {
    organizationId,
    kind: input.type,
    name: input.name,
    expiresAt: expiryOf(context, input.expiresAt),
    createdBy,
  });
}

export async function listOrganizationKeys(context: Context, slug: string, page: PageRequest): Promise<Page<ApiKeyRow>> {
  const { id: organizationId } = await requireOwnOrganization(context, slug);
  await context.flushLastUse();
  return queries.listKeys(context.db, organizationId, kinds, {}, page);
}

/** Revokes an admin or organization key; this process refuses it from now on. */
export async function deleteOrganizationKey(context: Context, slug: string, keyId: string): Promise<void> {
  await requireOwnOrganization(context, slug);
  await revokeKey(context, kinds, {}, keyId);
}
