import type { Clock } from '../domain/clock.ts';
import type { Lease } from './queries.ts';

/** A stretch of time in which calls are counted. */
export interface Period {
  id: string;
  /** Unix seconds of its end. */
  reset: number;
}

/** How one kind of limit is counted, and where its leases are kept. */
export interface LeaseKind {
  periodAt(now: number): Period;
  /** How many calls a process leases at once. */
  blockOf(limit: number): number;
  /** Takes up to `block` calls, at least `needed` if there are as many. */
  lease(subject: string, period: string, limit: number, block: number, needed: number): Promise<Lease>;
  giveBack(subject: string, period: string, calls: number): Promise<void>;
}

/** What is left of a limit after a call. */
export interface Taken {
  isAllowed: boolean;
  limit: number;
  remaining: number;
  reset: number;
}

/**
 * Counts calls of subjects right across server processes without a database write for each call: a process leases them in blocks. No more
 * than a limit are ever let through; a process may refuse while others still hold unused calls, at most one block each.
 */
export interface Leases {
  take(subject: string, limit: number, calls: number): Taken | Promise<Taken>;
  /** Gives back what subjects have not used since the last call of this, or everything. */
  giveBack(options: { idleOnly: boolean }): Promise<void>;
  clear(): void;
}

interface Account {
  period: Period;
  limit: number;
  /** Leased by all processes, as far as this one knows. */
  leased: number;
  /** Leased by this process and not used yet. */
  own: number;
  used: boolean;
  leasing: Promise<void> | null;
}

export function createLeases(clock: Clock, kind: LeaseKind): Leases {
  const accounts = new Map<string, Account>();

  const accountOf = (subject: string, limit: number): Account => {
    const period = kind.periodAt(clock.now());
    const known = accounts.get(subject);
    if (known && known.period.id === period.id && known.limit === limit) return known;
    const own = known?.period.id === period.id ? known.own : 0;
    const fresh: Account = { period, limit, leased: 0, own, used: false, leasing: null };
    accounts.set(subject, fresh);
    return fresh;
  };

  const lease = async (subject: string, account: Account, needed: number): Promise<void> => {
    const { granted, leased } = await kind.lease(subject, account.period.id, account.limit, kind.blockOf(account.limit), needed);
    account.leased = leased;
    account.own += granted;
  };

  const spend = (account: Account, calls: number): Taken => {
    account.used = true;
    const isAllowed = account.own >= calls;
    account.own = isAllowed ? account.own - calls : 0;
    const remaining = isAllowed ? Math.max(0, account.limit - account.leased + account.own) : 0;
    return { isAllowed, limit: account.limit, remaining, reset: account.period.reset };
  };

  const takeSlowly = async (subject: string, account: Account, calls: number): Promise<Taken> => {
    // One lease at a time: those who wait share what it brings, and ask again only when it was too little.
    while (account.own < calls && account.leasing) await account.leasing;
    if (account.own < calls) {
      account.leasing = lease(subject, account, calls).finally(() => (account.leasing = null));
      await account.leasing;
    }
    return spend(account, calls);
  };

  return {
    take(subject, limit, calls) {
      const account = accountOf(subject, limit);
      return account.own >= calls ? spend(account, calls) : takeSlowly(subject, account, calls);
    },
    async giveBack({ idleOnly }) {
      for (const [subject, account] of accounts) {
        const idle = !account.used;
        account.used = false;
        if (account.own === 0 || (idleOnly && !idle)) continue;
        const calls = account.own;
        account.own = 0;
        account.leased -= calls;
        await kind.giveBack(subject, account.period.id, calls);
      }
    },
    clear: () => accounts.clear(),
  };
}
