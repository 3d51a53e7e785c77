import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failures } from '../../src/contract/runner/report.ts';
import { runContract } from '../../src/contract/runner/run.ts';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { readDocument } from '../../src/http/application.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import { mutants } from './mutants.ts';

let database: TestDatabase;
let document: OpenApiDocument;

beforeAll(async () => {
  database = await openTestDatabase();
  document = await readDocument();
});

afterAll(() => database.close());

describe('a planted mistake turns the suite red', () => {
  it.each(mutants)(
    '$name',
    async ({ operations, paths, faults }) => {
      const harness = await startHarness(database.db, faults({ db: database.db, document }));
      try {
        const report = await runContract({ document, target: harness.target, operations, paths });
        expect(failures(report)).not.toEqual([]);
      } finally {
        await harness.close();
      }
    },
    300_000,
  );

  it('and without one it is green', async () => {
    const harness = await startHarness(database.db);
    try {
      const operations = [...new Set(mutants.flatMap((mutant) => mutant.operations ?? []))];
      expect(failures(await runContract({ document, target: harness.target, operations }))).toEqual([]);
    } finally {
      await harness.close();
    }
  }, 180_000);
});
