import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import { organizationOf } from '../accounts/resource.ts';
import { acceptInvitation } from './accept.ts';
import type { InvitationRow } from './queries.ts';
import { invitationResource } from './resource.ts';
import * as service from './service.ts';

const replyOf = ({ clock }: Context, row: InvitationRow) => ({ data: invitationResource(row, clock.now()) });

export const invitationHandlers = {
  async listTeamInvitations({ query }, context) {
    const now = context.clock.now();
    const page = await service.listInvitations(context, query);
    return { status: 200, body: listReply(query, page, (row) => invitationResource(row, now)) };
  },

  async createTeamInvitation({ body }, context) {
    const invitation = await service.createInvitation(context, body);
    const headers = { Location: `/api/user/team-invitations/${invitation.id}` };
    return { status: 201, headers, body: replyOf(context, invitation) };
  },

  async cancelTeamInvitation({ path }, context) {
    return { status: 200, body: replyOf(context, await service.cancelInvitation(context, path.invitationId)) };
  },

  async acceptTeamInvitation({ body }, context) {
    return { status: 200, body: { data: organizationOf(await acceptInvitation(context, body.token)) } };
  },
} satisfies Partial<Handlers<Context>>;
