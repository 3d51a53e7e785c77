import type { Knex } from 'knex';
import type { Clock } from '../domain/clock.ts';
import { ApiError } from '../domain/errors.ts';
import { plans } from '../domain/plans.ts';
import type { Principal } from '../domain/principal.ts';
import { createLeases } from './leases.ts';
import type { LeaseKind, Taken } from './leases.ts';
import { leaseCalls, leaseHourlyCalls, returnCalls, returnHourlyCalls } from './queries.ts';

const largestBlock = 100;
const hourMs = 3_600_000;

/** What one call costs the caller: the headers that say how many are left, and a refusal when none is. */
export interface Admission {
  headers: Readonly<Record<string, string>>;
  refusal: ApiError | null;
}

/** Counts calls: those of a calendar month (UTC) for each organization, and those of an hour to the reporting API for each project. */
export interface Quota {
  /** Takes calls of the organization's month. */
  take(principal: Principal, calls?: number): Admission | Promise<Admission>;
  /** Takes calls of the reporting API: of the project's hour, and then of the month. The headers tell of the tighter limit. */
  takeReporting(principal: Principal, calls?: number): Promise<Admission>;
  /** Gives back what organizations have not used since the last call of this. */
  returnIdle(): Promise<void>;
  /** Gives back everything; before the process ends. */
  close(): Promise<void>;
}

const monthly = (db: Knex): LeaseKind => ({
  periodAt(time) {
    const now = new Date(time);
    return { id: `${now.toISOString().slice(0, 7)}-01`, reset: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) / 1000 };
  },
  blockOf: (limit) => Math.max(1, Math.min(largestBlock, Math.floor(limit / 1000))),
  lease: (organizationId, month, limit, block, needed) => leaseCalls(db, organizationId, month, limit, block, needed),
  giveBack: (organizationId, month, calls) => returnCalls(db, organizationId, month, calls),
});

const hourly = (db: Knex): LeaseKind => ({
  periodAt(time) {
    const hour = time - (time % hourMs);
    return { id: new Date(hour).toISOString(), reset: (hour + hourMs) / 1000 };
  },
  blockOf: (limit) => Math.max(1, Math.min(largestBlock, Math.floor(limit / 50))),
  lease: (projectId, hour, limit, block, needed) => leaseHourlyCalls(db, projectId, hour, limit, block, needed),
  giveBack: (projectId, hour, calls) => returnHourlyCalls(db, projectId, hour, calls),
});

const unlimited: Admission = { headers: {}, refusal: null };

export function createQuota(db: Knex, clock: Clock): Quota {
  const months = createLeases(clock, monthly(db));
  const hours = createLeases(clock, hourly(db));

  const admission = (taken: Taken, refuse: (headers: Record<string, string>) => ApiError): Admission => {
    const headers = {
      'X-RateLimit-Limit': String(taken.limit),
      'X-RateLimit-Remaining': String(taken.remaining),
      'X-RateLimit-Reset': String(taken.reset),
    };
    if (taken.isAllowed) return { headers, refusal: null };
    const wait = Math.max(1, Math.ceil(taken.reset - clock.now() / 1000));
    return { headers, refusal: refuse({ 'Retry-After': String(wait) }) };
  };
  const ofMonth = (taken: Taken) => admission(taken, (headers) => new ApiError('quota_exceeded', [], headers));
  const ofHour = (taken: Taken) =>
    admission(taken, (headers) => new ApiError('rate_limited', [], headers, { sentence: 'The calls of this hour are used up.' }));

  const takeMonth = ({ plan, organizationId }: Principal, calls: number): Taken | Promise<Taken> | null => {
    const limit = plans[plan].callsPerMonth;
    return limit === null ? null : months.take(organizationId, limit, calls);
  };

  return {
    take(principal, calls = 1) {
      const taken = takeMonth(principal, calls);
      if (taken === null) return unlimited;
      return taken instanceof Promise ? taken.then(ofMonth) : ofMonth(taken);
    },
    async takeReporting(principal, calls = 1) {
      const { plan, projectId } = principal;
      const hour = projectId === null ? null : await hours.take(projectId, plans[plan].reportingCallsPerHour, calls);
      if (hour && !hour.isAllowed) return ofHour(hour);
      const month = await takeMonth(principal, calls);
      if (hour && (month === null || (month.isAllowed && hour.remaining <= month.remaining))) return ofHour(hour);
      return month ? ofMonth(month) : unlimited;
    },
    async returnIdle() {
      await months.giveBack({ idleOnly: true });
      await hours.giveBack({ idleOnly: true });
    },
    async close() {
      for (const leases of [months, hours]) {
        await leases.giveBack({ idleOnly: false });
        leases.clear();
      }
    },
  };
}
