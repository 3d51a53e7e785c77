import type { LogIn } from '../../../generated/client/types.gen.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { publicTransaction, transaction } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import { checkPassword, hashPassword, noOnesHash } from '../../domain/password.ts';
import { recordChange, recordChangeBy } from '../audit/service.ts';
import type { Actor } from '../audit/service.ts';
import type { OrganizationRow } from '../organizations/queries.ts';
import { organizationResource } from '../organizations/resource.ts';
import { makeOwnOrganization } from '../organizations/service.ts';
import { countAttempts } from './attempts.ts';
import { endBroughtSession } from './own-sessions.ts';
import * as queries from './queries.ts';
import type { NamedMembership, UserRow } from './queries.ts';
import { sessionFacts } from './resource.ts';
import { beginSession } from './sessions.ts';

/** A person, what they are a member of, and the organization that they act for. */
export interface Account {
  user: UserRow;
  memberships: NamedMembership[];
  organizationId: string;
  isOverLimit: boolean;
}

export interface SignedIn {
  account: Account;
  sessionId: string;
  /** The session's, for the cookie. */
  secret: string;
}

/** E-mail addresses are ASCII here; their case makes no difference. */
export const canonicalEmail = (email: string) => email.toLowerCase();

/** The name of an organization whose owner gave none. */
export const ownName = ({ name }: { name: string }) => `${name.slice(0, 80)}'s organization`;

/** Who signs in has no credential of before: the actor is the new session. */
export const actorOf = ({ account, sessionId }: SignedIn): Actor => {
  return { kind: 'session', id: account.user.id, credentialId: sessionId, organizationId: account.organizationId };
};

/** Tells the audit log of an organization that was made for whoever signs in. */
export function recordOwn(context: PublicContext, signedIn: SignedIn, organization: OrganizationRow): Promise<void> {
  const after = organizationResource(organization);
  return recordChangeBy(context, actorOf(signedIn), { action: 'organization.create', resourceId: organization.id, after });
}

/** Begins a session for the right password. @throws ApiError 401, the same and as late for an unknown address */
export async function logIn(context: PublicContext, input: LogIn): Promise<SignedIn> {
  await countAttempts(context);
  const user = await queries.findUserByEmail(context.db, canonicalEmail(input.email));
  const hash = user?.password_hash ?? noOnesHash(context.passwordCost);
  const { isRight, needsRehash } = await checkPassword(input.password, hash, context.passwordCost);
  if (!user || !isRight) throw new ApiError('login_failed');
  const rehashed = needsRehash ? await hashPassword(input.password, context.passwordCost, context.ids) : null;
  return publicTransaction(context, async (inner) => {
    if (rehashed !== null) await queries.updatePassword(inner.db, user.id, rehashed);
    const [first] = await queries.listMemberships(inner.db, user.id);
    if (first) return signIn(inner, user, first.organization_id);
    // Who has left the last organization gets one of their own again.
    const organization = await makeOwnOrganization(inner, user, ownName(user));
    const signedIn = await signIn(inner, user, organization.id);
    await recordOwn(inner, signedIn, organization);
    return signedIn;
  });
}

/** Begins a session, in place of one that the request brings along. Call it in a transaction. */
export async function signIn(context: PublicContext, user: UserRow, organizationId: string): Promise<SignedIn> {
  await endBroughtSession(context);
  const { id: sessionId, secret } = await beginSession(context, user.id, organizationId);
  const memberships = await queries.listMemberships(context.db, user.id);
  const isOverLimit = memberships.some((one) => one.organization_id === organizationId && one.over_limit);
  return { account: { user, memberships, organizationId, isOverLimit }, sessionId, secret };
}

/** Ends the session of the request. */
export async function logOut(context: Context): Promise<void> {
  const { person, credentialId } = context.principal;
  if (!person) throw new ApiError('unauthenticated');
  await transaction(context, async (inner) => {
    const ended = await queries.deleteSession(inner.db, person.userId, credentialId);
    if (ended) await recordChange(inner, { action: 'session.delete', resourceId: ended.id, before: sessionFacts(ended) });
  });
  context.forgetKey(credentialId);
}

/** The person who calls. */
export async function getAccount(context: Context): Promise<Account> {
  const { principal, db } = context;
  const user = principal.person && (await queries.findUser(db, principal.person.userId));
  if (!user) throw new ApiError('unauthenticated');
  const memberships = await queries.listMemberships(db, user.id);
  return { user, memberships, organizationId: principal.organizationId, isOverLimit: principal.isOverLimit };
}
