import type { LogIn, SignUp } from '../../../generated/client/types.gen.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { publicTransaction } from '../../domain/context.ts';
import { ApiError, conflict } from '../../domain/errors.ts';
import { checkPassword, hashPassword } from '../../domain/password.ts';
import { makeOwnOrganization } from '../organizations/service.ts';
import { countAttempts } from './attempts.ts';
import * as queries from './queries.ts';
import type { NamedMembership, UserRow } from './queries.ts';
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
  /** The session's, for the cookie. */
  secret: string;
}

/** E-mail addresses are ASCII here; their case makes no difference. */
export const canonicalEmail = (email: string) => email.toLowerCase();

const ownName = ({ name }: { name: string }) => `${name.slice(0, 80)}'s organization`;

/** Makes a user with an organization of their own, and begins a session. @throws ApiError 409 when the address has an account */
export async function signUp(context: PublicContext, input: SignUp): Promise<SignedIn> {
  await countAttempts(context);
  const passwordHash = await hashPassword(input.password, context.passwordCost, context.ids);
  return publicTransaction(context, async (inner) => {
    const now = new Date(inner.clock.now());
    const user: UserRow = {
      id: inner.ids.resourceId(),
      email: canonicalEmail(input.email),
      name: input.name,
      password_hash: passwordHash,
      timezone: 'UTC',
      preferences: {},
      created_at: now,
      updated_at: now,
    };
    if (!(await queries.insertUser(inner.db, user))) throw conflict('body.email', 'has an account already; log in, or reset the password');
    const organizationId = await makeOwnOrganization(inner, user, input.organizationName ?? ownName(input));
    return signIn(inner, user, organizationId);
  });
}

/** Begins a session for the right password. @throws ApiError 401, the same and as late for an unknown address */
export async function logIn(context: PublicContext, input: LogIn): Promise<SignedIn> {
  await countAttempts(context);
  const user = await queries.findUserByEmail(context.db, canonicalEmail(input.email));
  const hash = user?.password_hash ?? (await noOnesHash(context));
  const { isRight, needsRehash } = await checkPassword(input.password, hash, context.passwordCost);
  if (!user || !isRight) throw new ApiError('login_failed');
  if (needsRehash) await queries.updatePassword(context.db, user.id, await hashPassword(input.password, context.passwordCost, context.ids));
  const [first] = await queries.listMemberships(context.db, user.id);
  // Who has left the last organization gets one of their own again.
  const organizationId =
    first?.organization_id ?? (await publicTransaction(context, (inner) => makeOwnOrganization(inner, user, ownName(user))));
  return signIn(context, user, organizationId);
}

/** A hash of no password, so that an unknown address costs as much time as a known one. */
let unmatched: { cost: number; hash: Promise<string> } | undefined;

function noOnesHash({ passwordCost, ids }: PublicContext): Promise<string> {
  if (unmatched?.cost !== passwordCost) unmatched = { cost: passwordCost, hash: hashPassword(ids.secret(30), passwordCost, ids) };
  return unmatched.hash;
}

async function signIn(context: PublicContext, user: UserRow, organizationId: string): Promise<SignedIn> {
  const secret = await beginSession(context, user.id, organizationId);
  const memberships = await queries.listMemberships(context.db, user.id);
  return { account: { user, memberships, organizationId, isOverLimit: false }, secret };
}

/** Ends the session of the request. */
export async function logOut(context: Context): Promise<void> {
  const { principal, db } = context;
  if (principal.person) await queries.deleteSession(db, principal.person.userId, principal.credentialId);
  context.forgetKey(principal.credentialId);
}

/** The person who calls. */
export async function getAccount(context: Context): Promise<Account> {
  const { principal, db } = context;
  const user = principal.person && (await queries.findUser(db, principal.person.userId));
  if (!user) throw new ApiError('unauthenticated');
  const memberships = await queries.listMemberships(db, user.id);
  return { user, memberships, organizationId: principal.organizationId, isOverLimit: principal.isOverLimit };
}
