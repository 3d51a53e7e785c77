import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { organizationReply } from './resource.ts';
import * as service from './service.ts';

export const organizationHandlers = {
  async createOrganization({ body }, context) {
    const organization = await service.createOrganization(context, body);
    return { status: 201, headers: { Location: `/api/organizations/${organization.slug}` }, body: organizationReply(organization) };
  },

  async getOrganization({ path }, context) {
    return { status: 200, body: organizationReply(await service.getOrganization(context, path.slug)) };
  },

  async updateOrganization({ path, body }, context) {
    return { status: 200, body: organizationReply(await service.updateOrganization(context, path.slug, body)) };
  },
} satisfies Partial<Handlers<Context>>;
