import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { cookieOf, endedCookie } from '../accounts/sessions.ts';
import { memberReply, memberResource } from './resource.ts';
import * as service from './service.ts';

export const memberHandlers = {
  async listMembers({ path, query }, context) {
    return { status: 200, body: listReply(query, await service.listMembers(context, path.slug, query), memberResource) };
  },

  async getMember({ path }, context) {
    return { status: 200, body: memberReply(await service.getMember(context, path.slug, path.userId)) };
  },

  async updateMember({ path, body }, context) {
    const { member, secret } = await service.updateMember(context, path.slug, path.userId, body);
    const headers = secret === null ? {} : { 'Set-Cookie': cookieOf(context, secret) };
    return { status: 200, headers, body: memberReply(member) };
  },

  async deleteMember({ path }, context) {
    const { isSelf, ...deletedResources } = await service.removeMember(context, path.slug, path.userId);
    const headers = isSelf ? { 'Set-Cookie': endedCookie(context) } : {};
    return { status: 200, headers, body: { data: { id: path.userId, deleted: true, deletedResources } } };
  },
} satisfies Partial<Handlers<Context>>;
