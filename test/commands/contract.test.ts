import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/commands/contract.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Faults } from '../support/harness.ts';

let database: TestDatabase;
let reports: string;

beforeAll(async () => {
  database = await openTestDatabase();
  reports = await mkdtemp(join(tmpdir(), 'telltale-reports-'));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await rm(reports, { recursive: true });
  await database.close();
});

/** Runs the command against a server that it knows by URL and keys only. */
async function runAgainst(
  faults: Faults,
): Promise<{ code: number; report: { cells: { outcome: string; reason: string | null }[] }; left: unknown }> {
  const harness = await startHarness(database.db, faults);
  try {
    const { adminKey, foreignAdminKey } = await harness.target.begin();
    const code = await run(
      ['--url', harness.target.baseUrl, '--key', adminKey, '--foreign-key', foreignAdminKey ?? '', '--report', reports],
      {},
    );
    const report = JSON.parse(await readFile(join(reports, 'contract.json'), 'utf8'));
    const [buckets] = await database.db('buckets').count({ left: '*' });
    return { code, report, left: buckets?.['left'] };
  } finally {
    await harness.close();
  }
}

describe('telltale contract', () => {
  it('passes against a server of its kind, says what cannot be reached from outside, and leaves nothing behind', async () => {
    const { code, report, left } = await runAgainst({});
    expect(code).toBe(0);
    expect(report.cells.filter((cell) => cell.outcome === 'passed').length).toBeGreaterThan(190);
    expect(new Set(report.cells.filter((cell) => cell.outcome === 'unreachable').map((cell) => cell.reason)).size).toBeGreaterThan(2);
    expect(left).toBe(0);
    expect(await readFile(join(reports, 'contract.xml'), 'utf8')).toContain('<testsuite name="contract"');
    expect(await readFile(join(reports, 'contract.html'), 'utf8')).toContain('queryData');
  }, 300_000);

  it('fails against a server that breaks the contract', async () => {
    const { code } = await runAgainst({ tamper: (_request, answer) => void (answer.body = answer.body.replaceAll('"keyType"', '"type"')) });
    expect(code).toBe(1);
  }, 300_000);

  it('refuses to run in an organization that has buckets, and without a key', async () => {
    const harness = await startHarness(database.db);
    try {
      const { adminKey } = await harness.target.begin();
      const headers = { 'X-API-Key': adminKey, 'Content-Type': 'application/json' };
      await harness.target.wire.send({ method: 'POST', path: '/api/buckets', headers, body: '{"name":"Real data"}' });
      await expect(run(['--url', harness.target.baseUrl, '--key', adminKey], {})).rejects.toThrow(/has 1 buckets/);
      await expect(run(['--url', harness.target.baseUrl], {})).rejects.toThrow(/--key must be/);
      await expect(run(['--url', 'nowhere', '--key', adminKey], {})).rejects.toThrow(/--url must be/);
    } finally {
      await harness.close();
    }
  });
});
