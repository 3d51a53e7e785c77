/** What each plan allows. `callsPerMonth` null: not counted. */
export const plans = {
  free: { callsPerMonth: 10_000 },
  pro: { callsPerMonth: 1_000_000 },
  scale: { callsPerMonth: null },
  enterprise: { callsPerMonth: null },
} as const satisfies Record<string, { callsPerMonth: number | null }>;

export type Plan = keyof typeof plans;
