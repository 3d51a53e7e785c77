import { createQuota } from '../../src/http/quota.ts';
import { handlers } from '../../src/areas/index.ts';
import { belief } from './mutant.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes about what plans allow. */
export const planMutants: Mutant[] = [
  {
    name: 'a change goes on while writes are paused',
    operations: ['createProject'],
    faults: ({ document }) => belief(document, (copy) => Object.assign(copy.paths['/api/projects']?.post ?? {}, { 'x-unpaused': true })),
  },
  {
    name: 'the reporting API counts no hours and has other titles',
    operations: ['getReportingProject'],
    faults: ({ document }) => belief(document, (copy) => void delete copy.paths['/api/v1/projects']?.get?.['x-reporting']),
  },
  {
    name: 'the hour of a project never ends',
    operations: ['getReportingProject'],
    faults: ({ db }) => {
      const quota = createQuota(db, { now: () => Date.UTC(2026, 0, 15, 10, 30) });
      return {
        overrides: {
          quota: {
            ...quota,
            takeReporting: async (principal, calls) => ({ ...(await quota.takeReporting(principal, calls)), refusal: null }),
          },
        },
      };
    },
  },
  {
    name: 'the plan is not asked for room',
    operations: ['createBucket'],
    faults: ({ db }) => ({
      overrides: {
        handlers: {
          ...handlers,
          async createBucket(request, context) {
            await db('organizations').update({ plan: 'enterprise' });
            return handlers.createBucket(request, context);
          },
        },
      },
    }),
  },
];
