import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { isPremium } from '../../domain/plans.ts';
import * as organizationKeys from './organization-keys.ts';
import { organizationKeyResource, userKeyResource } from './resource.ts';
import * as userKeys from './user-keys.ts';

/** The keys that only people make: their own, and those of their organization. */
export const personKeyHandlers = {
  async getUserTokenStatus(_request, context) {
    const { total } = await userKeys.listUserKeys(context, { limit: 1, offset: 0 });
    return { status: 200, body: { data: { hasToken: total > 0, tokens: total, authenticates: isPremium(context.principal.plan) } } };
  },

  async listUserTokens({ query }, context) {
    return { status: 200, body: listReply(query, await userKeys.listUserKeys(context, query), userKeyResource) };
  },

  async createUserToken({ body }, context) {
    const { row, secret } = await userKeys.createUserKey(context, body);
    const location = `/api/user/api-tokens/${row.id}`;
    return { status: 201, headers: { Location: location }, body: { data: { ...userKeyResource(row), lastUsedAt: null, key: secret } } };
  },

  async deleteUserToken({ path }, context) {
    await userKeys.deleteUserKey(context, path.keyId);
    return { status: 200, body: { data: { id: path.keyId, deleted: true } } };
  },

  async listOrganizationKeys({ path, query }, context) {
    const page = await organizationKeys.listOrganizationKeys(context, path.slug, query);
    return { status: 200, body: listReply(query, page, organizationKeyResource) };
  },

  async createOrganizationKey({ path, body }, context) {
    const { row, secret } = await organizationKeys.createOrganizationKey(context, path.slug, body);
    const location = `/api/organizations/${path.slug}/keys/${row.id}`;
    return {
      status: 201,
      headers: { Location: location },
      body: { data: { ...organizationKeyResource(row), lastUsedAt: null, key: secret } },
    };
  },

  async deleteOrganizationKey({ path }, context) {
    await organizationKeys.deleteOrganizationKey(context, path.slug, path.keyId);
    return { status: 200, body: { data: { id: path.keyId, deleted: true } } };
  },
} satisfies Partial<Handlers<Context>>;
