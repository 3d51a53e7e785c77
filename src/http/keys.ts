import { hash } from 'node:crypto';
import type { Knex } from 'knex';
import { hashSecret, isWellFormedSecret } from '../domain/api-key.ts';
import type { Clock } from '../domain/clock.ts';
import { ApiError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import { findKey, storeLastUses } from './queries.ts';

/** A key is asked for again after this time, so that revocation reaches every process within a second. */
const cacheMs = 1_000;
const cacheSize = 10_000;
const minuteMs = 60_000;

interface Known {
  principal: Principal;
  expiresAt: number;
  until: number;
}

/** Answers who holds a key, and remembers when keys were used. */
export interface Keys {
  /** @throws ApiError 401 */
  authenticate(secret: string): Principal | Promise<Principal>;
  /** Makes this process ask for the key again. */
  forget(keyId: string): void;
  /** Makes this process ask for every key again. */
  clear(): void;
  /** Writes the last uses that are still in memory. */
  flush(): Promise<void>;
}

export function createKeys(db: Knex, clock: Clock): Keys {
  const cache = new Map<string, Known>();
  const asking = new Map<string, Promise<Principal>>();
  let uses = new Map<string, number>();
  /** Counts revocations: what was asked for before one must not be remembered after it. */
  let revocations = 0;

  const accept = (known: Known, now: number): Principal => {
    if (known.expiresAt <= now) throw new ApiError('api_token_expired');
    uses.set(known.principal.keyId, now - (now % minuteMs));
    return known.principal;
  };

  const ask = async (secret: string, digest: string, now: number): Promise<Principal> => {
    const before = revocations;
    const row = await findKey(db, hashSecret(secret));
    if (!row) throw new ApiError('api_key_invalid');
    const principal: Principal = {
      keyId: row.id,
      kind: row.kind,
      organizationId: row.organization_id,
      plan: row.plan,
      bucketId: row.bucket_id,
    };
    const known: Known = { principal, expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY, until: now + cacheMs };
    if (cache.size >= cacheSize) cache.clear();
    if (before === revocations) cache.set(digest, known);
    return accept(known, now);
  };

  // Requests that come while a key is asked for wait for the same answer.
  const look = (secret: string, digest: string, now: number): Promise<Principal> => {
    const begun = asking.get(digest) ?? ask(secret, digest, now).finally(() => asking.delete(digest));
    asking.set(digest, begun);
    return begun;
  };

  return {
    authenticate(secret) {
      const now = clock.now();
      const digest = hash('sha256', secret, 'base64');
      const known = cache.get(digest);
      if (known !== undefined && now < known.until && now >= known.until - cacheMs) return accept(known, now);
      if (!isWellFormedSecret(secret)) throw new ApiError('api_key_invalid');
      return look(secret, digest, now);
    },
    forget(keyId) {
      revocations++;
      for (const [digest, known] of cache) if (known.principal.keyId === keyId) cache.delete(digest);
      uses.delete(keyId);
    },
    clear: () => cache.clear(),
    async flush() {
      if (uses.size === 0) return;
      const writing = uses;
      uses = new Map();
      try {
        await storeLastUses(db, writing);
      } catch (error) {
        for (const [keyId, time] of writing) uses.set(keyId, Math.max(time, uses.get(keyId) ?? 0));
        throw error;
      }
    },
  };
}
