import { describe, expect, it } from 'vitest';
import { healthOf, thresholds } from '../../src/http/operator/health.ts';
import type { Findings } from '../../src/http/operator/health.ts';
import type { ProcessState } from '../../src/http/operator/process.ts';
import type { WorkName, WorkState } from '../../src/http/work-log.ts';
import type { Backlog } from '../../src/store/store.ts';

const now = Date.UTC(2026, 0, 15, 10, 30);
const pool = { used: 1, free: 2, waiting: 0, most: 10 };

function work(facts: Partial<WorkState> = {}): WorkState {
  return { runs: 5, errors: 0, done: 10, lastRunAt: now, lastSuccessAt: now, lastErrorAt: null, lastError: null, ...facts };
}

function processState(facts: Partial<ProcessState> = {}): ProcessState {
  const works: [WorkName, WorkState][] = [['fold', work()]];
  return { pid: 1, role: 'all', startedAt: now - 3_600_000, memoryBytes: 1, busy: 0.5, requests: 3, pool, works, ...facts };
}

const backlog: Backlog = {
  values: 1000,
  batches: 10,
  oldestSeconds: 60,
  lagSeconds: 0,
  fullest: { bucketId: 'b'.repeat(24), values: 900 },
  maxUnfolded: 5_000_000,
  openParts: 5,
  closedParts: 0,
};

const mail = { waiting: 0, failed: 0, oldestAt: null, lastError: null };

function found(facts: Partial<Findings> = {}): Findings {
  const figures = { database: { milliseconds: 1.5 }, backlog, mail, sendsMail: true };
  return { now, version: '1.2.3', ...figures, processes: [processState()], expectedProcesses: 1, ...facts };
}

const problems = (facts: Partial<Findings>): string[] => {
  const health = healthOf(found(facts));
  expect(health.status).toBe(health.problems.length === 0 ? 'ok' : 'degraded');
  return health.problems;
};

describe('the health of the server', () => {
  it('is ok when all is well', () => {
    expect(problems({})).toEqual([]);
  });

  it('is degraded when the database does not answer', () => {
    expect(problems({ database: { error: 'nothing listens there' }, backlog: null })).toEqual([
      'the database does not answer: nothing listens there',
    ]);
  });

  it('is degraded when folding is late, from the threshold on', () => {
    const late = (lagSeconds: number) => problems({ backlog: { ...backlog, oldestSeconds: 600 + lagSeconds, lagSeconds } });
    expect(late(thresholds.lagSeconds)).toEqual([]);
    expect(late(thresholds.lagSeconds + 1)).toEqual(['folding is late: the oldest batch waits for 901 s']);
  });

  it('is degraded when mail waits for too long, and there is a server that takes it', () => {
    const waiting = (seconds: number, sendsMail = true) =>
      problems({ mail: { waiting: 2, failed: 1, oldestAt: new Date(now - seconds * 1000), lastError: 'no' }, sendsMail });
    expect(waiting(thresholds.mailSeconds)).toEqual([]);
    expect(waiting(thresholds.mailSeconds + 1)).toEqual(['mail waits (2, the oldest for 3601 s): no']);
    expect(waiting(thresholds.mailSeconds + 1, false)).toEqual([]);
  });

  it('is degraded when a bucket is half way to being refused, and names it', () => {
    const full = (values: number) => problems({ backlog: { ...backlog, fullest: { bucketId: 'c'.repeat(24), values } } });
    expect(full(2_500_000)).toEqual([]);
    expect(full(2_500_001)).toEqual([expect.stringContaining(`the bucket ${'c'.repeat(24)} has 2500001 unfolded values`)]);
  });

  it('is degraded when a work has not succeeded for long, and says why', () => {
    const failing = (lastSuccessAt: number | null, startedAt = now - 3_600_000) =>
      problems({
        processes: [processState({ startedAt, works: [['fold', work({ lastSuccessAt, lastError: 'disk full', lastErrorAt: now })]] })],
      });
    expect(failing(now - 299_000)).toEqual([]);
    expect(failing(now - 301_000)).toEqual(['the work fold has not succeeded since 2026-01-15T10:24:59.000Z: disk full']);
    expect(failing(null)).toHaveLength(1);
    expect(failing(null, now - 10_000)).toEqual([]);
  });

  it('is degraded while a process is missing', () => {
    const processes = [processState({ role: 'requests', works: [] }), processState({ role: 'background' })];
    expect(problems({ processes, expectedProcesses: 2 })).toEqual([]);
    expect(problems({ processes, expectedProcesses: 3 })).toEqual(['1 of 3 processes do not answer']);
  });

  it('adds the works of all processes up', () => {
    const early = work({ runs: 1, errors: 1, lastErrorAt: now - 5, lastError: 'early', lastSuccessAt: now - 10 });
    const late = work({ runs: 2, errors: 2, lastErrorAt: now - 1, lastError: 'late', lastSuccessAt: null });
    const processes = [processState({ works: [['flush', early]] }), processState({ works: [['flush', late]] })];
    expect(healthOf(found({ processes, expectedProcesses: 2 })).works['flush']).toMatchObject({
      runs: 3,
      errors: 3,
      lastError: 'late',
      lastSuccessAt: new Date(now - 10).toISOString(),
    });
  });
});
