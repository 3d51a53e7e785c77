import type { MailFigures } from '../../delivery/queries.ts';
import type { Backlog } from '../../store/store.ts';
import { sweepMs } from '../housekeeping.ts';
import type { WorkName, WorkState } from '../work-log.ts';
import type { ProcessState } from './process.ts';

/** From these on the server is degraded. Seconds, but for the share of the unfolded values that a bucket may have. */
export const thresholds = {
  lagSeconds: 300,
  unfoldedShare: 0.5,
  /** The age of mail that waits, with a server that takes it. */
  mailSeconds: 3600,
  /** Since the last success. */
  workSeconds: { fold: 300, merge: 300, sweep: (3 * sweepMs) / 1000, clean: 3600, deliver: 300, flush: 300 },
} as const satisfies { lagSeconds: number; unfoldedShare: number; mailSeconds: number; workSeconds: Record<WorkName, number> };

/** What a check of the server found. */
export interface Findings {
  /** Unix milliseconds. */
  now: number;
  version: string;
  /** How long the database took to answer, or why it did not. */
  database: { milliseconds: number } | { error: string };
  /** Null when the database did not tell. */
  backlog: Backlog | null;
  /** Null when the database did not tell. */
  mail: MailFigures | null;
  /** Whether there is a server that takes mail. */
  sendsMail: boolean;
  processes: readonly ProcessState[];
  expectedProcesses: number;
}

/** The answer of the operator's `GET /health`. */
export interface Health {
  status: 'ok' | 'degraded';
  /** What is wrong, each in a sentence; empty when all is well. */
  problems: string[];
  version: string;
  time: string;
  database: { status: 'ok'; milliseconds: number } | { status: 'unavailable'; error: string };
  store: Backlog | null;
  mail: MailHealth | null;
  works: Record<string, WorkHealth>;
  processes: ProcessHealth[];
}

interface MailHealth {
  /** Whether mail is sent; otherwise it is kept. */
  sent: boolean;
  waiting: number;
  /** Given up, and still kept. */
  failed: number;
  /** The age of the oldest message that waits. */
  oldestSeconds: number;
  lastError: string | null;
}

interface WorkHealth {
  runs: number;
  errors: number;
  done: number;
  lastRunAt: string | null;
  lastSuccessAt: string | null;
  lastErrorAt: string | null;
  lastError: string | null;
}

type ProcessHealth = Omit<ProcessState, 'startedAt' | 'works'> & { startedAt: string };

/** Whether the server is well, and how it is. */
export function healthOf(findings: Findings): Health {
  const { now, version, database, backlog, processes } = findings;
  const mail = mailHealth(findings);
  const problems = [...serverProblems(findings), ...mailProblems(mail), ...workProblems(now, processes)];
  return {
    status: problems.length === 0 ? 'ok' : 'degraded',
    problems,
    version,
    time: timeOf(now),
    database: 'error' in database ? { status: 'unavailable', ...database } : { status: 'ok', milliseconds: rounded(database.milliseconds) },
    store: backlog && { ...backlog, oldestSeconds: rounded(backlog.oldestSeconds), lagSeconds: rounded(backlog.lagSeconds) },
    mail,
    works: Object.fromEntries([...worksOf(processes)].map(([name, state]) => [name, workHealth(state)])),
    processes: processes.map(({ works: _, startedAt, busy, ...state }) => ({
      ...state,
      startedAt: timeOf(startedAt),
      busy: rounded(busy),
    })),
  };
}

function serverProblems({ database, backlog, processes, expectedProcesses }: Findings): string[] {
  const problems: string[] = [];
  if ('error' in database) problems.push(`the database does not answer: ${database.error}`);
  if (processes.length < expectedProcesses)
    problems.push(`${expectedProcesses - processes.length} of ${expectedProcesses} processes do not answer`);
  if (backlog === null) return problems;
  if (backlog.lagSeconds > thresholds.lagSeconds)
    problems.push(`folding is late: the oldest batch waits for ${Math.round(backlog.oldestSeconds)} s`);
  const { fullest, maxUnfolded } = backlog;
  if (fullest !== null && fullest.values > thresholds.unfoldedShare * maxUnfolded)
    problems.push(`the bucket ${fullest.bucketId} has ${fullest.values} unfolded values; from ${maxUnfolded} on writes to it are refused`);
  return problems;
}

function mailHealth({ now, mail, sendsMail }: Findings): MailHealth | null {
  if (mail === null) return null;
  const { waiting, failed, oldestAt, lastError } = mail;
  const oldestSeconds = oldestAt === null ? 0 : rounded(Math.max(0, now - oldestAt.getTime()) / 1000);
  return { sent: sendsMail, waiting, failed, oldestSeconds, lastError };
}

function mailProblems(mail: MailHealth | null): string[] {
  if (mail === null || !mail.sent || mail.oldestSeconds <= thresholds.mailSeconds) return [];
  const { waiting, oldestSeconds, lastError } = mail;
  return [`mail waits (${waiting}, the oldest for ${Math.round(oldestSeconds)} s)${lastError === null ? '' : `: ${lastError}`}`];
}

/** Work of a process that has not succeeded for too long. A process that has just started is given the same time. */
function workProblems(now: number, processes: readonly ProcessState[]): string[] {
  const problems = new Set<string>();
  for (const { startedAt, works } of processes) {
    for (const [name, { lastSuccessAt, lastError }] of works) {
      const since = lastSuccessAt ?? startedAt;
      if ((now - since) / 1000 <= thresholds.workSeconds[name]) continue;
      problems.add(`the work ${name} has not succeeded since ${timeOf(since)}${lastError === null ? '' : `: ${lastError}`}`);
    }
  }
  return [...problems];
}

/** The works of all processes together. */
function worksOf(processes: readonly ProcessState[]): Map<WorkName, WorkState> {
  const all = new Map<WorkName, WorkState>();
  const later = (a: number | null, b: number | null) => (a === null || (b !== null && b > a) ? b : a);
  for (const { works } of processes) {
    for (const [name, state] of works) {
      const known = all.get(name);
      if (known === undefined) {
        all.set(name, state);
        continue;
      }
      const latest = later(known.lastErrorAt, state.lastErrorAt) === state.lastErrorAt ? state : known;
      all.set(name, {
        runs: known.runs + state.runs,
        errors: known.errors + state.errors,
        done: known.done + state.done,
        lastRunAt: later(known.lastRunAt, state.lastRunAt),
        lastSuccessAt: later(known.lastSuccessAt, state.lastSuccessAt),
        lastErrorAt: latest.lastErrorAt,
        lastError: latest.lastError,
      });
    }
  }
  return all;
}

function workHealth({ lastRunAt, lastSuccessAt, lastErrorAt, ...state }: WorkState): WorkHealth {
  const time = (at: number | null) => (at === null ? null : timeOf(at));
  return { ...state, lastRunAt: time(lastRunAt), lastSuccessAt: time(lastSuccessAt), lastErrorAt: time(lastErrorAt) };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Three digits behind the point. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
