import type { Knex } from 'knex';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Plan } from '../../domain/plans.ts';
import type { Role } from '../../domain/roles.ts';
import { pageOf } from '../paging.ts';

export interface UserRow {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  timezone: string;
  preferences: Record<string, unknown>;
  created_at: Date;
  updated_at: Date;
}

export interface MembershipRow {
  organization_id: string;
  user_id: string;
  role: Role;
  project_ids: string[] | null;
  created_at: Date;
}

export interface SessionRow {
  id: string;
  user_id: string;
  organization_id: string;
  secret_sha256: Buffer;
  address: string;
  user_agent: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
}

/** Inserts the user unless the e-mail address has an account; tells whether it did. */
export async function insertUser(db: Knex, row: UserRow): Promise<boolean> {
  const inserted = await db('users')
    .insert({ ...row, preferences: JSON.stringify(row.preferences) })
    .onConflict('email')
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export async function findUserByEmail(db: Knex, email: string): Promise<UserRow | undefined> {
  return db('users').where({ email }).first();
}

export async function updatePassword(db: Knex, id: string, passwordHash: string): Promise<void> {
  await db('users').where({ id }).update({ password_hash: passwordHash });
}

/** Sets how a user wants to see things. */
export async function updatePreferences(
  db: Knex,
  id: string,
  { timezone, preferences, updated_at }: Pick<UserRow, 'timezone' | 'preferences' | 'updated_at'>,
): Promise<void> {
  await db('users')
    .where({ id })
    .update({ timezone, preferences: JSON.stringify(preferences), updated_at });
}

export async function findUser(db: Knex, id: string): Promise<UserRow | undefined> {
  return db('users').where({ id }).first();
}

export async function insertMembership(db: Knex, row: MembershipRow): Promise<void> {
  await db('memberships').insert(row);
}

/** A membership with what people need to know of the organization. */
export interface NamedMembership extends MembershipRow {
  slug: string;
  name: string;
  plan: Plan;
  owner_user_id: string | null;
  over_limit: boolean;
}

/** The organizations that a user is a member of, the oldest membership first. */
export async function listMemberships(db: Knex, userId: string): Promise<NamedMembership[]> {
  return db('memberships as m')
    .join('organizations as o', 'o.id', 'm.organization_id')
    .where('m.user_id', userId)
    .orderBy(['m.created_at', 'm.organization_id'])
    .select('m.*', 'o.slug', 'o.name', 'o.plan', 'o.owner_user_id', 'o.over_limit');
}

export async function insertSession(db: Knex, row: SessionRow): Promise<void> {
  await db('sessions').insert(row);
}

/** Ends a session of a user; answers it, or undefined when there was none. */
export async function deleteSession(db: Knex, userId: string, id: string): Promise<SessionRow | undefined> {
  const rows = await db('sessions').where({ user_id: userId, id }).delete().returning('*');
  return rows[0];
}

/** Ends the sessions of a user that act for an organization, but for one; answers their ids. */
export async function deleteSessionsIn(db: Knex, organizationId: string, userId: string, exceptId: string | null): Promise<string[]> {
  const own = db('sessions').where({ organization_id: organizationId, user_id: userId });
  const rows: { id: string }[] = await (exceptId === null ? own : own.whereNot({ id: exceptId })).delete().returning('id');
  return rows.map(({ id }) => id);
}

/** Gives a session another secret, or lets it act for another organization. */
export async function updateSession(
  db: Knex,
  userId: string,
  id: string,
  change: Partial<Pick<SessionRow, 'organization_id' | 'secret_sha256'>>,
): Promise<void> {
  await db('sessions').where({ user_id: userId, id }).update(change);
}

/** Ends the sessions of a user, but for one; answers their ids. */
export async function deleteSessions(db: Knex, userId: string, exceptId: string | null): Promise<string[]> {
  const own = db('sessions').where({ user_id: userId });
  const rows: { id: string }[] = await (exceptId === null ? own : own.whereNot({ id: exceptId })).delete().returning('id');
  return rows.map(({ id }) => id).sort();
}

/** Ends the session of a secret, whosoever it is; answers it. */
export async function deleteSessionBySecret(db: Knex, secretSha256: Buffer): Promise<SessionRow | undefined> {
  const rows = await db('sessions').where({ secret_sha256: secretSha256 }).delete().returning('*');
  return rows[0];
}

/** The sessions of a user that are neither over nor unused since `usedAfter`. */
export async function listSessions(
  db: Knex,
  userId: string,
  { now, usedAfter }: { now: Date; usedAfter: Date },
  page: PageRequest,
): Promise<Page<SessionRow>> {
  const own = () => db('sessions').where({ user_id: userId }).where('expires_at', '>', now).where('last_used_at', '>', usedAfter);
  return pageOf(own, page);
}

/** Forgets sessions whose longest time is over, of all users. */
export async function deleteSessionsBefore(db: Knex, time: Date): Promise<number> {
  return db('sessions').where('expires_at', '<', time).delete();
}

/** A link by which an account gets another password. */
export interface PasswordResetRow {
  token_sha256: Buffer;
  email: string;
  /** Null: the address has no account, and the token is of no use. */
  user_id: string | null;
  created_at: Date;
  expires_at: Date;
}

export async function insertPasswordReset(db: Knex, row: PasswordResetRow): Promise<void> {
  await db('password_resets').insert(row);
}

/** How many were asked for an address since a time. */
export async function countPasswordResets(db: Knex, email: string, since: Date): Promise<number> {
  const rows = await db('password_resets').where({ email }).where('created_at', '>', since).count<{ count: number }[]>({ count: '*' });
  return Number(rows[0]?.count ?? 0);
}

const usable = (db: Knex, tokenSha256: Buffer, now: Date) =>
  db('password_resets').where({ token_sha256: tokenSha256 }).where('expires_at', '>', now).whereNotNull('user_id');

/** Whether a token can be used. */
export async function hasPasswordReset(db: Knex, tokenSha256: Buffer, now: Date): Promise<boolean> {
  return (await usable(db, tokenSha256, now).first('user_id')) !== undefined;
}

/** Uses a token and all others of its account up; answers whose it is. Several at once wait for each other in one order. */
export async function takePasswordReset(db: Knex, tokenSha256: Buffer, now: Date): Promise<string | undefined> {
  const found: { user_id: string } | undefined = await usable(db, tokenSha256, now).first('user_id');
  if (!found) return undefined;
  const own = () => db('password_resets').where({ user_id: found.user_id });
  const rows: { token_sha256: Buffer }[] = await own().orderBy('token_sha256').forUpdate().select('token_sha256');
  if (!rows.some((row) => row.token_sha256.equals(tokenSha256))) return undefined;
  await own().delete();
  return found.user_id;
}

/** Ends all tokens for the account of a user. */
export async function deletePasswordResets(db: Knex, userId: string): Promise<void> {
  await db('password_resets').where({ user_id: userId }).delete();
}

/** Forgets tokens that are too old, of all users. */
export async function deletePasswordResetsBefore(db: Knex, time: Date): Promise<number> {
  return db('password_resets').where('expires_at', '<', time).delete();
}

/** An account that is made when its link is opened. */
export interface PendingSignUpRow {
  token_sha256: Buffer;
  email: string;
  name: string;
  password_hash: string;
  organization_name: string | null;
  created_at: Date;
  expires_at: Date;
}

export async function insertPendingSignUp(db: Knex, row: PendingSignUpRow): Promise<void> {
  await db('pending_sign_ups').insert(row);
}

/** How many were asked for with an address since a time. */
export async function countPendingSignUps(db: Knex, email: string, since: Date): Promise<number> {
  const rows = await db('pending_sign_ups').where({ email }).where('created_at', '>', since).count<{ count: number }[]>({ count: '*' });
  return Number(rows[0]?.count ?? 0);
}

/** Uses a token and all others of its address up; answers the account that it is for. Several at once wait for each other in one order. */
export async function takePendingSignUp(db: Knex, tokenSha256: Buffer, now: Date): Promise<PendingSignUpRow | undefined> {
  const found: PendingSignUpRow | undefined = await db('pending_sign_ups')
    .where({ token_sha256: tokenSha256 })
    .where('expires_at', '>', now)
    .first();
  if (!found) return undefined;
  const own = () => db('pending_sign_ups').where({ email: found.email });
  const rows: PendingSignUpRow[] = await own().orderBy('token_sha256').forUpdate();
  if (!rows.some((row) => row.token_sha256.equals(tokenSha256))) return undefined;
  await own().delete();
  return found;
}

/** Forgets tokens that are too old, of all addresses. */
export async function deletePendingSignUpsBefore(db: Knex, time: Date): Promise<number> {
  return db('pending_sign_ups').where('expires_at', '<', time).delete();
}

/** Counts an attempt in its minute, and answers how many there have been in it. */
export async function countAttempt(db: Knex, subject: string, minute: Date): Promise<number> {
  const rows: { count: number }[] = await db('attempts')
    .insert({ subject, minute, count: 1 })
    .onConflict(['subject', 'minute'])
    .merge({ count: db.raw('attempts.count + 1') })
    .returning('count');
  return rows[0]?.count ?? 0;
}

/** Forgets attempts of minutes before this one. */
export async function deleteAttemptsBefore(db: Knex, minute: Date): Promise<number> {
  return db('attempts').where('minute', '<', minute).delete();
}
