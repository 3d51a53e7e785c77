import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkMatrix } from '../../src/contract/runner/matrix.ts';
import { failures } from '../../src/contract/runner/report.ts';
import { runContract } from '../../src/contract/runner/run.ts';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { readDocument } from '../../src/http/application.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';
import { accessMutants } from './access-mutants.ts';
import type { AccessMutant } from './access-mutants.ts';
import { probeAccess, probeNames } from './access-probes.ts';

let database: TestDatabase;
let document: OpenApiDocument;

beforeAll(async () => {
  database = await openTestDatabase();
  document = await readDocument();
});

afterAll(() => database.close());

async function failuresBy(by: AccessMutant['by'], harness: Harnessed): Promise<string[]> {
  const { target } = harness;
  if ('probe' in by) return probeAccess(by.probe, harness, database.db);
  if ('matrix' in by) return (await checkMatrix(document, target, by.matrix)).failures;
  return failures(await runContract({ document, target, operations: by.contract }));
}

describe('a mistake about who may do what is found for what it is', () => {
  it.each(accessMutants)(
    '$name',
    async ({ by, shows, faults }) => {
      const harness = await startHarness(database.db, faults({ db: database.db, document }));
      try {
        expect((await failuresBy(by, harness)).join('\n')).toMatch(shows);
      } finally {
        await harness.close();
      }
    },
    300_000,
  );
});

describe('without a mistake', () => {
  let harness: Harnessed;
  beforeAll(async () => {
    harness = await startHarness(database.db);
  });
  afterAll(() => harness.close());

  it.each(probeNames)('the probe %s finds nothing', async (probe) => {
    expect(await probeAccess(probe, harness, database.db)).toEqual([]);
  });
});
