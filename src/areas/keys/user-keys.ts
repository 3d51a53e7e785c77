import type { UserKeyCreate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { isPremium } from '../../domain/plans.ts';
import type { Person } from '../../domain/principal.ts';
import * as queries from './queries.ts';
import type { ApiKeyRow } from './queries.ts';
import { issueKey, revokeKey } from './service.ts';
import type { NewKey } from './service.ts';

const kinds = ['user'] as const;
const dayMs = 86_400_000;

function requirePerson({ principal }: Context): Person {
  if (!principal.person) throw new ApiError('forbidden');
  return principal.person;
}

/** Makes a key of the person who calls, for the organization that they act for. @throws ApiError 403 on the free plan */
export async function createUserKey(context: Context, input: UserKeyCreate & { accessLevel: 'read_only' | 'read_write' }): Promise<NewKey> {
  const { userId } = requirePerson(context);
  const { organizationId, plan } = context.principal;
  if (!isPremium(plan)) throw new ApiError('premium_required');
  const { expiresInDays, accessLevel, name } = input;
  const expiresAt = expiresInDays === undefined ? null : new Date(context.clock.now() + expiresInDays * dayMs);
  return issueKey(context, { organizationId, userId, kind: 'user', name, accessLevel, expiresAt, createdBy: userId });
}

export async function listUserKeys(context: Context, page: PageRequest): Promise<Page<ApiKeyRow>> {
  const { userId } = requirePerson(context);
  await context.flushLastUse();
  return queries.listKeys(context.db, context.principal.organizationId, kinds, { user_id: userId }, page);
}

/** Revokes a key of the person who calls; this process refuses it from now on. */
export async function deleteUserKey(context: Context, keyId: string): Promise<void> {
  const { userId } = requirePerson(context);
  await revokeKey(context, kinds, { user_id: userId }, keyId);
}
