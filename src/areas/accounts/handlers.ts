import type { Handlers } from '../../../generated/handlers.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { meReply, organizationOf } from './resource.ts';
import * as service from './service.ts';
import { cookieOf, endedCookie } from './sessions.ts';

export const publicAccountHandlers = {
  async signUp({ body }, context) {
    const { account, secret } = await service.signUp(context, body);
    return { status: 201, headers: { 'Set-Cookie': cookieOf(context, secret) }, body: meReply(account) };
  },

  async logIn({ body }, context) {
    const { account, secret } = await service.logIn(context, body);
    return { status: 200, headers: { 'Set-Cookie': cookieOf(context, secret) }, body: meReply(account) };
  },
} satisfies Partial<Handlers<PublicContext>>;

export const accountHandlers = {
  ...publicAccountHandlers,

  async logOut(_request, context) {
    await service.logOut(context);
    return { status: 200, headers: { 'Set-Cookie': endedCookie(context) }, body: { data: { loggedOut: true } } };
  },

  async listOrganizations(_request, context) {
    const { memberships } = await service.getAccount(context);
    return { status: 200, body: { data: memberships.map(organizationOf) } };
  },

  async getMe(_request, context) {
    return { status: 200, body: meReply(await service.getAccount(context)) };
  },
} satisfies Partial<Handlers<Context>>;
