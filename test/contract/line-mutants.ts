import { handlers } from '../../src/areas/index.ts';
import { ApiError } from '../../src/domain/errors.ts';
import { belief } from './mutant.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes in the operations that take line protocol. */
export const lineMutants: Mutant[] = [
  {
    name: 'a bad line is swallowed',
    operations: ['writeLines'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          writeLines: (request, context) =>
            handlers.writeLines(request, context).catch((error: unknown) => {
              if (error instanceof ApiError && error.code === 'partial_write') return { status: 204 };
              throw error;
            }),
        },
      },
    }),
  },
  {
    name: 'lines are answered and not stored',
    operations: ['writeLinesToBucket'],
    faults: () => ({ overrides: { handlers: { ...handlers, writeLinesToBucket: async () => ({ status: 204 }) } } }),
  },
  {
    name: 'a write key reaches the bucket that db names',
    operations: ['writeLinesToDatabase'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          writeLinesToDatabase: (request, context) =>
            handlers.writeLinesToDatabase(request, { ...context, principal: { ...context.principal, bucketId: null } }),
        },
      },
    }),
  },
  {
    name: 'lines have the limit of ordinary bodies',
    operations: ['writeLines'],
    faults: ({ document }) => belief(document, (copy) => void delete copy.paths['/api/buckets/{bucketId}/write']?.post?.['x-bulk']),
  },
];
