/** What an organization may have and do. `null`: without a bound. */
export interface PlanLimits {
  /** Calls with a key in a calendar month (UTC). */
  callsPerMonth: number | null;
  buckets: number | null;
  projects: number | null;
  dashboards: number | null;
  members: number | null;
  /** Longest retention of a bucket, in days. */
  retentionDays: number | null;
  /** Calls of the reporting API under /api/v1 in an hour, for each project. */
  reportingCallsPerHour: number;
}

/** Every plan, from the least to the greatest: the one place of limits and quotas. */
export const plans = {
  free: { callsPerMonth: 10_000, buckets: 3, projects: 2, dashboards: 3, members: 2, retentionDays: 30, reportingCallsPerHour: 1000 },
  pro: {
    callsPerMonth: 1_000_000,
    buckets: 25,
    projects: 10,
    dashboards: 25,
    members: 10,
    retentionDays: 365,
    reportingCallsPerHour: 1000,
  },
  scale: {
    callsPerMonth: 10_000_000,
    buckets: 1000,
    projects: 100,
    dashboards: 1000,
    members: 100,
    retentionDays: null,
    reportingCallsPerHour: 1000,
  },
  enterprise: {
    callsPerMonth: null,
    buckets: null,
    projects: null,
    dashboards: null,
    members: null,
    retentionDays: null,
    reportingCallsPerHour: 1000,
  },
} as const satisfies Record<string, PlanLimits>;

export type Plan = keyof typeof plans;

/** The names of the plans, from the least to the greatest. */
export const planNames = ['free', 'pro', 'scale', 'enterprise'] as const satisfies Plan[];

/** Whether a plan has what the other has. */
export const isAtLeastPlan = (plan: Plan, least: Plan) => planNames.indexOf(plan) >= planNames.indexOf(least);

/** Premium is every plan above `free`. */
export const isPremium = (plan: Plan) => isAtLeastPlan(plan, 'pro');
