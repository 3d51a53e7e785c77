import { hash } from 'node:crypto';
import type { Knex } from 'knex';
import { hashSecret, isWellFormedSecret, sessionPrefix } from '../domain/api-key.ts';
import type { Clock } from '../domain/clock.ts';
import { ApiError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import { sessionEnded } from './credentials.ts';
import { findKey, findSession, storeLastUses } from './queries.ts';
import type { KeyRow, SessionRow } from './queries.ts';

/** A key is asked for again after this time, so that revocation reaches every process within a second. */
const cacheMs = 1_000;
const cacheSize = 10_000;
const minuteMs = 60_000;

interface Known {
  principal: Principal;
  expiresAt: number;
  until: number;
}

/** Answers who holds a key or a session, and remembers when they were used. */
export interface Keys {
  /** @throws ApiError 401 */
  authenticate(secret: string): Principal | Promise<Principal>;
  /** As `authenticate`, without counting as a use. @throws ApiError 401 */
  check(secret: string): Promise<Principal>;
  /** Makes this process ask for the key or session again. */
  forget(credentialId: string): void;
  /** Makes this process ask for every key and session of an organization again. */
  forgetOrganization(organizationId: string): void;
  /** Makes this process ask for every key again. */
  clear(): void;
  /** Writes the last uses that are still in memory. */
  flush(): Promise<void>;
}

/** Who holds a key. @throws ApiError 401 when its user is no member any more */
export function principalOfKey(row: KeyRow): Principal {
  if (row.kind === 'user' && row.role === null) throw new ApiError('api_key_invalid');
  const isPersons = row.user_id !== null && row.role !== null && row.kind === 'user';
  return {
    kind: row.kind,
    credentialId: row.id,
    organizationId: row.organization_id,
    plan: row.plan,
    isOverLimit: row.over_limit,
    bucketId: row.bucket_id,
    projectId: row.project_id,
    dashboardId: row.dashboard_id,
    person: isPersons && row.user_id && row.role ? { userId: row.user_id, role: row.role, projectIds: row.project_ids } : null,
    accessLevel: row.access_level ?? 'read_write',
  };
}

/** Who holds a session. */
export const principalOfSession = (row: SessionRow): Principal => ({
  kind: 'session',
  credentialId: row.id,
  organizationId: row.organization_id,
  plan: row.plan,
  isOverLimit: row.over_limit,
  bucketId: null,
  projectId: null,
  dashboardId: null,
  person: { userId: row.user_id, role: row.role, projectIds: row.project_ids },
  accessLevel: 'read_write',
});

/** How a person's session ends by itself. */
export interface SessionLimits {
  /** Without a request for so long, in milliseconds. */
  idleMs: number;
}

export function createKeys(db: Knex, clock: Clock, sessions: SessionLimits): Keys {
  const cache = new Map<string, Known>();
  const asking = new Map<string, Promise<Known>>();
  let uses = new Map<string, number>();
  /** Counts revocations: what was asked for before one must not be remembered after it. */
  let revocations = 0;

  const valid = (known: Known, now: number): Principal => {
    if (known.expiresAt <= now) throw known.principal.kind === 'session' ? sessionEnded() : new ApiError('api_token_expired');
    return known.principal;
  };

  const accept = (known: Known, now: number): Principal => {
    const principal = valid(known, now);
    uses.set(principal.credentialId, now - (now % minuteMs));
    return principal;
  };

  const askKey = async (secret: string): Promise<Omit<Known, 'until'>> => {
    const row = await findKey(db, hashSecret(secret));
    if (!row) throw new ApiError('api_key_invalid');
    return { principal: principalOfKey(row), expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY };
  };

  const askSession = async (secret: string): Promise<Omit<Known, 'until'>> => {
    const row = await findSession(db, hashSecret(secret));
    if (!row) throw sessionEnded();
    // Uses of this process that are not written yet count as well.
    const lastUsed = Math.max(row.last_used_at.getTime(), uses.get(row.id) ?? 0);
    return { principal: principalOfSession(row), expiresAt: Math.min(row.expires_at.getTime(), lastUsed + sessions.idleMs) };
  };

  const ask = async (secret: string, digest: string, now: number): Promise<Known> => {
    const before = revocations;
    const known: Known = { ...(secret.startsWith(sessionPrefix) ? await askSession(secret) : await askKey(secret)), until: now + cacheMs };
    if (cache.size >= cacheSize) cache.clear();
    if (before === revocations) cache.set(digest, known);
    return known;
  };

  // Requests that come while a key is asked for wait for the same answer.
  const look = (secret: string, digest: string, now: number): Promise<Known> => {
    const begun = asking.get(digest) ?? ask(secret, digest, now).finally(() => asking.delete(digest));
    asking.set(digest, begun);
    return begun;
  };

  const find = (secret: string, now: number): Known | Promise<Known> => {
    const digest = hash('sha256', secret, 'base64');
    const known = cache.get(digest);
    if (known !== undefined && now < known.until && now >= known.until - cacheMs) return known;
    if (!isWellFormedSecret(secret)) throw new ApiError('api_key_invalid');
    return look(secret, digest, now);
  };

  return {
    authenticate(secret) {
      const now = clock.now();
      const found = find(secret, now);
      return found instanceof Promise ? found.then((known) => accept(known, now)) : accept(found, now);
    },
    async check(secret) {
      const now = clock.now();
      return valid(await find(secret, now), now);
    },
    forget(credentialId) {
      revocations++;
      for (const [digest, known] of cache) if (known.principal.credentialId === credentialId) cache.delete(digest);
      uses.delete(credentialId);
    },
    forgetOrganization(organizationId) {
      revocations++;
      for (const [digest, known] of cache) if (known.principal.organizationId === organizationId) cache.delete(digest);
    },
    clear: () => cache.clear(),
    async flush() {
      if (uses.size === 0) return;
      const writing = uses;
      uses = new Map();
      try {
        await storeLastUses(db, writing);
      } catch (error) {
        for (const [id, time] of writing) uses.set(id, Math.max(time, uses.get(id) ?? 0));
        throw error;
      }
    },
  };
}
