import type { Handlers } from '../../../generated/handlers.ts';
import type { Context } from '../../domain/context.ts';
import { meReply } from '../accounts/resource.ts';
import { cookieOf } from '../accounts/sessions.ts';
import { getPermissionFoundation } from './foundation.ts';
import { switchContext } from './switch.ts';

export const permissionHandlers = {
  async switchAccountContext({ body }, context) {
    const { account, secret } = await switchContext(context, body);
    return { status: 200, headers: { 'Set-Cookie': cookieOf(context, secret) }, body: meReply(account) };
  },

  async getPermissionFoundation(_request, context) {
    return { status: 200, body: { data: await getPermissionFoundation(context) } };
  },
} satisfies Partial<Handlers<Context>>;
