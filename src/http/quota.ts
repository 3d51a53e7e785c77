import type { Knex } from 'knex';
import type { Clock } from '../domain/clock.ts';
import { ApiError } from '../domain/errors.ts';
import { plans } from '../domain/plans.ts';
import type { Principal } from '../domain/principal.ts';
import { leaseCalls, returnCalls } from './queries.ts';

const largestBlock = 100;

/** What one call costs the caller: the headers that say how many are left, and a refusal when none is. */
export interface Admission {
  headers: Readonly<Record<string, string>>;
  refusal: ApiError | null;
}

/**
 * Counts the calls of a calendar month (UTC) for each organization, right across server processes without a database
 * write for each call: a process leases calls in blocks. No more calls than the plan allows are ever let through; a
 * process may refuse while others still hold unused calls, at most one block each.
 */
export interface Quota {
  take(principal: Principal, calls?: number): Admission | Promise<Admission>;
  /** Gives back what organizations have not used since the last call of this. */
  returnIdle(): Promise<void>;
  /** Gives back everything; before the process ends. */
  close(): Promise<void>;
}

interface Account {
  month: string;
  limit: number;
  /** Unix seconds of the end of the month. */
  reset: number;
  /** Leased by all processes, as far as this one knows. */
  leased: number;
  /** Leased by this process and not used yet. */
  own: number;
  used: boolean;
  leasing: Promise<void> | null;
}

const unlimited: Admission = { headers: {}, refusal: null };

export function createQuota(db: Knex, clock: Clock): Quota {
  const accounts = new Map<string, Account>();

  const accountOf = (organizationId: string, limit: number): Account => {
    const now = new Date(clock.now());
    const month = `${now.toISOString().slice(0, 7)}-01`;
    const known = accounts.get(organizationId);
    if (known && known.month === month && known.limit === limit) return known;
    const reset = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) / 1000;
    const fresh: Account = { month, limit, reset, leased: 0, own: known?.month === month ? known.own : 0, used: false, leasing: null };
    accounts.set(organizationId, fresh);
    return fresh;
  };

  const lease = async (organizationId: string, account: Account, needed: number): Promise<void> => {
    const block = Math.max(1, Math.min(largestBlock, Math.floor(account.limit / 1000)));
    const { granted, leased } = await leaseCalls(db, organizationId, account.month, account.limit, block, needed);
    account.leased = leased;
    account.own += granted;
  };

  const admit = (account: Account, calls: number): Admission => {
    account.used = true;
    const allowed = account.own >= calls;
    account.own = allowed ? account.own - calls : 0;
    const remaining = Math.max(0, account.limit - account.leased + account.own);
    const headers = {
      'X-RateLimit-Limit': String(account.limit),
      'X-RateLimit-Remaining': String(allowed ? remaining : 0),
      'X-RateLimit-Reset': String(account.reset),
    };
    const wait = Math.max(1, Math.ceil(account.reset - clock.now() / 1000));
    return { headers, refusal: allowed ? null : new ApiError('quota_exceeded', [], { 'Retry-After': String(wait) }) };
  };

  const takeSlowly = async (organizationId: string, account: Account, calls: number): Promise<Admission> => {
    // One lease at a time: those who wait share what it brings, and ask again only when it was too little.
    while (account.own < calls && account.leasing) await account.leasing;
    if (account.own < calls) {
      account.leasing = lease(organizationId, account, calls).finally(() => (account.leasing = null));
      await account.leasing;
    }
    return admit(account, calls);
  };

  const giveBack = async (idleOnly: boolean): Promise<void> => {
    for (const [organizationId, account] of accounts) {
      const idle = !account.used;
      account.used = false;
      if (account.own === 0 || (idleOnly && !idle)) continue;
      const calls = account.own;
      account.own = 0;
      account.leased -= calls;
      await returnCalls(db, organizationId, account.month, calls);
    }
  };

  return {
    take(principal, calls = 1) {
      const limit = plans[principal.plan].callsPerMonth;
      if (limit === null) return unlimited;
      const account = accountOf(principal.organizationId, limit);
      return account.own >= calls ? admit(account, calls) : takeSlowly(principal.organizationId, account, calls);
    },
    returnIdle: () => giveBack(true),
    async close() {
      await giveBack(false);
      accounts.clear();
    },
  };
}
