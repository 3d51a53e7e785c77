import type { PasswordChange, PasswordForgotten, PasswordReset } from '../../../generated/client/types.gen.ts';
import { hashSecret } from '../../domain/api-key.ts';
import type { Context, PublicContext } from '../../domain/context.ts';
import { publicTransaction, transaction } from '../../domain/context.ts';
import { ApiError } from '../../domain/errors.ts';
import { checkPassword, hashPassword } from '../../domain/password.ts';
import { enqueueMail } from '../../delivery/outbox.ts';
import { recordChange, recordChangeBy } from '../audit/service.ts';
import { countAttempts } from './attempts.ts';
import { passwordChangedMail, resetMail } from './mails.ts';
import * as queries from './queries.ts';
import { userResource } from './resource.ts';
import { canonicalEmail } from './service.ts';
import { renewSession } from './sessions.ts';

/** Tokens live for so long. */
const tokenMs = 3_600_000;
/** Messages to one address while a token lives. */
const mostMessages = 5;
/** 256 bits in base62. */
const tokenLength = 43;

/**
 * Sends a link to an address that has an account. All that is done and written is the same for one that has none; only that its
 * message never leaves the outbox.
 */
export async function requestPasswordReset(context: PublicContext, input: PasswordForgotten): Promise<void> {
  await countAttempts(context);
  const email = canonicalEmail(input.email);
  await publicTransaction(context, async (inner) => {
    const now = inner.clock.now();
    const user = await queries.findUserByEmail(inner.db, email);
    const earlier = await queries.countPasswordResets(inner.db, email, new Date(now - tokenMs));
    const token = inner.ids.secret(tokenLength);
    const times = { created_at: new Date(now), expires_at: new Date(now + tokenMs) };
    await queries.insertPasswordReset(inner.db, { token_sha256: hashSecret(token), email, user_id: user?.id ?? null, ...times });
    const isWithheld = user === undefined || earlier >= mostMessages;
    await enqueueMail(inner, { to: email, ...resetMail(inner.publicUrl, token), isWithheld });
  });
}

/** Gives the account of a token another password and ends its sessions; answers how many. @throws ApiError 410 for a token of no use */
export async function resetPassword(context: PublicContext, { token, password }: PasswordReset): Promise<number> {
  await countAttempts(context);
  const digest = hashSecret(token);
  const now = new Date(context.clock.now());
  // Before the hash, so that guesses cost nothing.
  if (!(await queries.hasPasswordReset(context.db, digest, now))) throw new ApiError('link_invalid');
  const hash = await hashPassword(password, context.passwordCost, context.ids);
  const ended = await publicTransaction(context, async (inner) => {
    const userId = await queries.takePasswordReset(inner.db, digest, now);
    if (userId === undefined) throw new ApiError('link_invalid');
    const user = await setPassword(inner, userId, hash);
    const [first] = await queries.listMemberships(inner.db, userId);
    const resource = userResource(user);
    const change = { action: 'user.update' as const, resourceId: userId, before: resource, after: resource };
    // Nobody is logged in: the link stands for the person.
    const actor = { kind: 'session' as const, id: userId, credentialId: '', organizationId: first?.organization_id ?? '' };
    if (first) await recordChangeBy(inner, actor, change);
    return queries.deleteSessions(inner.db, userId, null);
  });
  ended.forEach(context.forgetKey);
  return ended.length;
}

/**
 * Gives the person who calls another password, ends their other sessions and renews this one; answers how many have ended, and the
 * new secret. @throws ApiError 403 for a wrong current password
 */
export async function changePassword(context: Context, input: PasswordChange): Promise<{ ended: number; secret: string }> {
  await countAttempts(context);
  const { person, credentialId, organizationId } = context.principal;
  const user = person && (await queries.findUser(context.db, person.userId));
  if (!user) throw new ApiError('unauthenticated');
  const { isRight } = await checkPassword(input.currentPassword, user.password_hash, context.passwordCost);
  if (!isRight) throw new ApiError('password_wrong');
  const hash = await hashPassword(input.newPassword, context.passwordCost, context.ids);
  const { ended, secret } = await transaction(context, async (inner) => {
    const changed = userResource(await setPassword(inner, user.id, hash));
    await recordChange(inner, { action: 'user.update', resourceId: user.id, before: changed, after: changed });
    return {
      ended: await queries.deleteSessions(inner.db, user.id, credentialId),
      secret: await renewSession(inner, user.id, organizationId),
    };
  });
  [...ended, credentialId].forEach(context.forgetKey);
  return { ended: ended.length, secret };
}

/** Stores a password, ends the tokens of links, and tells the owner. */
async function setPassword(context: PublicContext, userId: string, hash: string): Promise<queries.UserRow> {
  const { db, publicUrl } = context;
  const user = await queries.findUser(db, userId);
  if (!user) throw new ApiError('link_invalid');
  await queries.updatePassword(db, userId, hash);
  await queries.deletePasswordResets(db, userId);
  await enqueueMail(context, { to: user.email, ...passwordChangedMail(publicUrl) });
  return user;
}
