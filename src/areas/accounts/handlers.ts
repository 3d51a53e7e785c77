import type { Handlers } from '../../../generated/handlers.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { listReply } from '../../domain/page.ts';
import type { SessionRow } from './queries.ts';
import * as ownSessions from './own-sessions.ts';
import * as passwords from './passwords.ts';
import * as preferences from './preferences.ts';
import { meReply, organizationOf, sessionResource } from './resource.ts';
import * as service from './service.ts';
import * as signUps from './sign-up.ts';
import { cookieOf, endedCookie } from './sessions.ts';

export const publicAccountHandlers = {
  async signUp({ body }, context) {
    const signedIn = await signUps.signUp(context, body);
    if (!signedIn) return { status: 202, body: { data: { accepted: true } } };
    return { status: 201, headers: { 'Set-Cookie': cookieOf(context, signedIn.secret) }, body: meReply(signedIn.account) };
  },

  async confirmSignUp({ body }, context) {
    const { account, secret } = await signUps.confirmSignUp(context, body);
    return { status: 201, headers: { 'Set-Cookie': cookieOf(context, secret) }, body: meReply(account) };
  },

  async logIn({ body }, context) {
    const { account, secret } = await service.logIn(context, body);
    return { status: 200, headers: { 'Set-Cookie': cookieOf(context, secret) }, body: meReply(account) };
  },

  async requestPasswordReset({ body }, context) {
    await passwords.requestPasswordReset(context, body);
    return { status: 202, body: { data: { accepted: true } } };
  },

  async resetPassword({ body }, context) {
    return { status: 200, body: { data: { sessionsEnded: await passwords.resetPassword(context, body) } } };
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

  async changePassword({ body }, context) {
    const { ended, secret } = await passwords.changePassword(context, body);
    return { status: 200, headers: { 'Set-Cookie': cookieOf(context, secret) }, body: { data: { sessionsEnded: ended } } };
  },

  async listSessions({ query }, context) {
    const { credentialId } = context.principal;
    const resource = (row: SessionRow) => sessionResource(row, credentialId, context.sessions.idleMs);
    return { status: 200, body: listReply(query, await ownSessions.listSessions(context, query), resource) };
  },

  async endSession({ path }, context) {
    await ownSessions.endSession(context, path.sessionId);
    return { status: 200, body: { data: { id: path.sessionId, deleted: true } } };
  },

  async endOtherSessions(_request, context) {
    return { status: 200, body: { data: { ended: await ownSessions.endOtherSessions(context) } } };
  },

  async getPreferences(_request, context) {
    return { status: 200, body: { data: await preferences.getPreferences(context) } };
  },

  async replacePreferences({ body }, context) {
    return { status: 200, body: { data: await preferences.replacePreferences(context, body) } };
  },

  async setTimezone({ body }, context) {
    return { status: 200, body: { data: await preferences.setTimezone(context, body.timezone) } };
  },
} satisfies Partial<Handlers<Context>>;
