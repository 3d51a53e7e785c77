import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { reasonOf } from '../start-error.ts';
import type { MaintainedAll } from '../store/store.ts';

/**
 * The work beside the requests. `fold` and `merge` bring the store into its final form, `sweep` removes what retention hides,
 * `clean` old answers of idempotent requests, `deliver` sends mail, `flush` writes what a process has in memory (last uses of keys,
 * idle leases).
 */
export const workNames = ['fold', 'merge', 'sweep', 'clean', 'deliver', 'flush'] as const;
export type WorkName = (typeof workNames)[number];

/** How one work has gone since the process started. Times in Unix milliseconds. */
export interface WorkState {
  runs: number;
  errors: number;
  /** Values folded, values merged, points swept, answers forgotten, messages sent. */
  done: number;
  lastRunAt: number | null;
  /** The end of the last run in which nothing failed. */
  lastSuccessAt: number | null;
  lastErrorAt: number | null;
  lastError: string | null;
}

export interface WorkLog {
  states: ReadonlyMap<WorkName, WorkState>;
  /** Lets the works be there before they first run, so that one that never does is noticed. */
  expect(names: readonly WorkName[]): void;
  /** Runs one work and notes how it went. @throws its failure */
  run(name: WorkName, work: () => Promise<number>): Promise<void>;
  /** Runs a round of folding and merging. @throws the first failure */
  maintain(round: () => Promise<MaintainedAll>): Promise<void>;
}

/** The same failure is logged again after this time. */
const repeatMs = 60_000;
const mostTopics = 100;

/** Remembers how the work beside the requests goes, and logs failures. */
export function createWorkLog(clock: Clock, log: Logger): WorkLog {
  const states = new Map<WorkName, WorkState>();
  const loggedAt = new Map<string, number>();
  const stateOf = (name: WorkName): WorkState => {
    const known = states.get(name);
    if (known) return known;
    const state: WorkState = { runs: 0, errors: 0, done: 0, lastRunAt: null, lastSuccessAt: null, lastErrorAt: null, lastError: null };
    states.set(name, state);
    return state;
  };
  const succeeded = (name: WorkName, done: number): void => {
    const state = stateOf(name);
    state.runs++;
    state.done += done;
    state.lastRunAt = state.lastSuccessAt = clock.now();
  };
  const failed = (name: WorkName, done: number, errors: readonly { error: unknown; bucketId?: string }[]): void => {
    const state = stateOf(name);
    const now = clock.now();
    for (const { error, bucketId } of errors) {
      state.lastError = reasonOf(error);
      const topic = `${name} ${bucketId ?? ''} ${state.lastError}`;
      if (now - (loggedAt.get(topic) ?? Number.NEGATIVE_INFINITY) < repeatMs) continue;
      if (loggedAt.size >= mostTopics) loggedAt.clear();
      loggedAt.set(topic, now);
      log.warn({ work: name, bucketId, err: error }, 'work beside the requests failed; it is tried again');
    }
    state.runs++;
    state.done += done;
    state.errors += errors.length;
    state.lastRunAt = state.lastErrorAt = now;
  };

  return {
    states,
    expect(names) {
      for (const name of names) stateOf(name);
    },
    async run(name, work) {
      try {
        succeeded(name, await work());
      } catch (error) {
        failed(name, 0, [{ error }]);
        throw error;
      }
    },
    async maintain(round) {
      let result: MaintainedAll;
      try {
        result = await round();
      } catch (error) {
        for (const name of ['fold', 'merge'] as const) failed(name, 0, [{ error }]);
        throw error;
      }
      const { folded, merged, failures } = result;
      for (const [name, done] of [
        ['fold', folded],
        ['merge', merged],
      ] as const) {
        const own = failures.filter(({ work }) => work === name);
        if (own.length === 0) succeeded(name, done);
        else failed(name, done, own);
      }
      if (failures[0]) throw failures[0].error;
    },
  };
}
