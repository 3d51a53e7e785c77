import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isAtLeastPlan, planNames, plans } from '../../src/domain/plans.ts';
import type { PlanLimits } from '../../src/domain/plans.ts';

/** The rows of the guide's table, as cells. */
async function table(): Promise<string[][]> {
  const guide = await readFile('docs/plans.md', 'utf8');
  const rows = guide.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('|---'));
  return rows.map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
}

const inWords = (limit: number | null) => (limit === null ? 'any number' : limit.toLocaleString('en'));
const row = (title: string, name: keyof PlanLimits) => [title, ...planNames.map((plan) => inWords(plans[plan][name]))];

describe('the guide to plans', () => {
  it('says what the plans are', async () => {
    expect(await table()).toEqual([
      ['', ...planNames.map((plan) => `\`${plan}\``)],
      row('Calls a month', 'callsPerMonth'),
      row('Buckets', 'buckets'),
      row('Projects', 'projects'),
      row('Dashboards', 'dashboards'),
      row('Members', 'members'),
      row('Days of retention', 'retentionDays'),
      row('Calls an hour to `/api/v1`, for each project', 'reportingCallsPerHour'),
      ['Keys of people', ...planNames.map((plan) => (isAtLeastPlan(plan, 'pro') ? 'yes' : 'no'))],
      ['Keys of projects for `/api/v1`', ...planNames.map((plan) => (isAtLeastPlan(plan, 'scale') ? 'yes' : 'no'))],
    ]);
  });
});
