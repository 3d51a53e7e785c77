import type { SignUp, SignUpConfirm } from '../../../generated/client/types.gen.ts';
import { hashSecret } from '../../domain/api-key.ts';
import type { PublicContext } from '../../domain/context.ts';
import { publicTransaction } from '../../domain/context.ts';
import { ApiError, conflict, invalid } from '../../domain/errors.ts';
import { hashPassword } from '../../domain/password.ts';
import { enqueueMail } from '../../delivery/outbox.ts';
import { recordChangeBy } from '../audit/service.ts';
import { isInvited, takeInvitation } from '../invitations/accept.ts';
import { makeOwnOrganization } from '../organizations/service.ts';
import { countAttempts } from './attempts.ts';
import { confirmMail, haveAccountMail } from './mails.ts';
import * as queries from './queries.ts';
import type { UserRow } from './queries.ts';
import { userResource } from './resource.ts';
import { actorOf, canonicalEmail, ownName, recordOwn, signIn } from './service.ts';
import type { SignedIn } from './service.ts';

/** A link to confirm lives for so long. */
const confirmMs = 24 * 3_600_000;
/** Messages to one address within `messagesMs`. */
const mostMessages = 5;
const messagesMs = 3_600_000;
/** 256 bits in base62. */
const tokenLength = 43;

/** What an account is made of. */
interface NewAccount {
  email: string;
  name: string;
  passwordHash: string;
  organizationName: string | null;
}

/**
 * Makes a user with an organization of their own, and begins a session. Null: a message was sent to the address instead, to confirm it or
 * to say that it has an account, and nothing tells which.
 *
 * @throws ApiError 409 when the address has an account and sign-up is open, 403 without an invitation when it is closed
 */
export async function signUp(context: PublicContext, input: SignUp): Promise<SignedIn | null> {
  await countAttempts(context);
  const { mode } = context.signUp;
  const { invitationToken, name } = input;
  const email = canonicalEmail(input.email);
  if (mode === 'closed' && invitationToken === undefined) throw new ApiError('sign_up_closed');
  // Before it could be learnt that the address has an account.
  if (mode !== 'open' && invitationToken !== undefined && !(await isInvited(context, invitationToken, email))) throw notInvited();
  const passwordHash = await hashPassword(input.password, context.passwordCost, context.ids);
  const account = { email, name, passwordHash, organizationName: input.organizationName ?? null };
  if (mode === 'confirm' && invitationToken === undefined) {
    await askToConfirm(context, account);
    return null;
  }
  return publicTransaction(context, async (inner) => {
    const signedIn = await createAccount(inner, account);
    if (!signedIn) throw conflict('body.email', 'has an account already; log in, or reset the password');
    return invitationToken === undefined ? signedIn : join(inner, signedIn, invitationToken);
  });
}

/** Makes the account that a token is for, and begins a session. @throws ApiError 410 for a token of no use */
export async function confirmSignUp(context: PublicContext, { token }: SignUpConfirm): Promise<SignedIn> {
  await countAttempts(context);
  return publicTransaction(context, async (inner) => {
    const pending = await queries.takePendingSignUp(inner.db, hashSecret(token), new Date(inner.clock.now()));
    if (!pending) throw new ApiError('link_invalid');
    const { email, name, password_hash: passwordHash, organization_name: organizationName } = pending;
    const signedIn = await createAccount(inner, { email, name, passwordHash, organizationName });
    if (!signedIn) throw new ApiError('link_invalid');
    return signedIn;
  });
}

/** Notes an account to be made, and sends a message. All of it is the same for an address that has an account, but for the text. */
async function askToConfirm(context: PublicContext, { email, name, passwordHash, organizationName }: NewAccount): Promise<void> {
  await publicTransaction(context, async (inner) => {
    const now = inner.clock.now();
    const user = await queries.findUserByEmail(inner.db, email);
    const earlier = await queries.countPendingSignUps(inner.db, email, new Date(now - messagesMs));
    const token = inner.ids.secret(tokenLength);
    const times = { created_at: new Date(now), expires_at: new Date(now + confirmMs) };
    const account = { email, name, password_hash: passwordHash, organization_name: organizationName };
    await queries.insertPendingSignUp(inner.db, { token_sha256: hashSecret(token), ...account, ...times });
    const texts = user ? haveAccountMail(inner.publicUrl) : confirmMail(inner.publicUrl, token);
    await enqueueMail(inner, { to: email, ...texts, isWithheld: earlier >= mostMessages });
  });
}

/** Makes a user with an organization, and begins a session; null when the address has an account. Call it in a transaction. */
async function createAccount(
  context: PublicContext,
  { email, name, passwordHash, organizationName }: NewAccount,
): Promise<SignedIn | null> {
  const now = new Date(context.clock.now());
  const user: UserRow = {
    id: context.ids.resourceId(),
    email,
    name,
    password_hash: passwordHash,
    timezone: 'UTC',
    preferences: {},
    created_at: now,
    updated_at: now,
  };
  if (!(await queries.insertUser(context.db, user))) return null;
  const organization = await makeOwnOrganization(context, user, organizationName ?? ownName({ name }));
  const signedIn = await signIn(context, user, organization.id);
  await recordOwn(context, signedIn, organization);
  await recordChangeBy(context, actorOf(signedIn), { action: 'user.create', resourceId: user.id, after: userResource(user) });
  return signedIn;
}

const notInvited = () => invalid('body.invitationToken', 'is not that of a pending invitation to this address');

/**
 * Makes a person who has just signed up a member by an invitation, and lets the session act there. What is wrong with the token, only
 * the invited may know, and who has just signed up has not shown that they are.
 *
 * @throws ApiError 400
 */
async function join(context: PublicContext, signedIn: SignedIn, token: string): Promise<SignedIn> {
  const { sessionId, account } = signedIn;
  const { user } = account;
  const organizationId = await takeInvitation(context, token, user, sessionId, 'body.invitationToken').catch((error: unknown) => {
    if (error instanceof ApiError && (error.code === 'not_found' || error.code === 'conflict')) throw notInvited();
    throw error;
  });
  await queries.updateSession(context.db, user.id, sessionId, { organization_id: organizationId });
  const memberships = await queries.listMemberships(context.db, user.id);
  return { ...signedIn, account: { ...account, memberships, organizationId } };
}
