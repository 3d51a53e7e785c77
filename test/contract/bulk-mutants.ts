import { handlers } from '../../src/areas/index.ts';
import { isOk, rewrite } from './mutant.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes in taking and giving much data at once. */
export const bulkMutants: Mutant[] = [
  {
    name: 'an import stops before its last line',
    operations: ['importBucket'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          importBucket: (request, context) =>
            handlers.importBucket({ ...request, body: request.body.subarray(0, request.body.lastIndexOf('\n', -2) + 1) }, context),
        },
      },
    }),
  },
  {
    name: 'the last of several columns is forgotten',
    operations: ['createDataColumns'],
    faults: () => ({
      overrides: {
        handlers: {
          ...handlers,
          createDataColumns: (request, context) =>
            handlers.createDataColumns({ ...request, body: { ...request.body, series: request.body.series.slice(0, 1) } }, context),
        },
      },
    }),
  },
  {
    name: 'an export lacks a point',
    operations: ['exportBucket'],
    faults: () => rewrite(isOk, (body) => body.replace(/^\{"sourceId".*\n/m, '')),
  },
  {
    name: 'an export gives text without quotes',
    operations: ['exportBucket'],
    faults: () => rewrite(isOk, (body) => body.replaceAll('"North bed",', 'North bed,')),
  },
];
