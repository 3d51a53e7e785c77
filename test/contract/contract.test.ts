import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cells } from '../../generated/cells.ts';
import { failures, summary, writeReports } from '../../src/contract/runner/report.ts';
import { runContract } from '../../src/contract/runner/run.ts';
import type { RunReport } from '../../src/contract/runner/run.ts';
import { readDocument } from '../../src/http/application.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';

let database: TestDatabase;
let harness: Harnessed;
let report: RunReport;

beforeAll(async () => {
  database = await openTestDatabase();
  harness = await startHarness(database.db);
  report = await runContract({ document: await readDocument(), target: harness.target });
  await writeReports(report, 'reports');
  console.log(summary(report));
}, 900_000);

afterAll(async () => {
  await harness.close();
  await database.close();
});

describe('the contract', () => {
  it.each(cells)('$operation $status $mediaType $example', (cell) => {
    const result = report.cells.find(
      (one) =>
        one.operation === cell.operation && one.status === cell.status && one.mediaType === cell.mediaType && one.example === cell.example,
    );
    expect(result?.failures).toEqual([]);
    expect(result?.outcome).toBe('passed');
  });

  it('answers 405, OPTIONS and unknown paths as it should', () => {
    expect(report.paths.failures).toEqual([]);
    expect(report.paths.requests).toBeGreaterThan(100);
  });

  it('leaves no cell unvisited', () => {
    expect(failures(report)).toEqual([]);
    expect(report.cells).toHaveLength(cells.length);
  });
});
