import { setTimeout as delay } from 'node:timers/promises';
import {
  deleteAttemptsBefore,
  deletePasswordResetsBefore,
  deletePendingSignUpsBefore,
  deleteSessionsBefore,
} from '../areas/accounts/queries.ts';
import { deleteAuditBefore } from '../areas/audit/queries.ts';
import { findBucketsWithRetention } from '../areas/buckets/queries.ts';
import { bucketRef } from '../areas/buckets/resource.ts';
import { mailKeptMs } from '../delivery/deliver.ts';
import type { Delivery } from '../delivery/deliver.ts';
import { deleteMailBefore } from '../delivery/queries.ts';
import type { Environment } from '../domain/context.ts';
import { keptMs } from './idempotency.ts';
import type { Keys } from './keys.ts';
import { deleteAnswersBefore, deleteHoursBefore } from './queries.ts';
import type { Quota } from './quota.ts';
import { createWorkLog, workNames } from './work-log.ts';
import type { WorkName, WorkState } from './work-log.ts';

const intervalMs = 30_000;
/** How often what retention hides is removed. */
export const sweepMs = 10 * 60_000;
/** Attempts to log in count within their minute. */
const attemptsKeptMs = 60_000;
/** A full ingest fills the log of a bucket within seconds, and people wait for mail, so these are looked after more often. */
const oftenMs = 1_000;
const dayMs = 86_400_000;
/** The longest pause after failures, which double it each time. */
const mostPauseMs = 30_000;

/** What a server does beside its requests. */
export interface Housekeeping {
  /** Does what is due. Every part is tried, and several processes may do it at once. @throws the first failure */
  run(): Promise<void>;
  /** Does it again and again until `stop`; without `shared` only what each process has to do for itself. */
  start(options: { shared: boolean }): void;
  /** Begins nothing more, and waits a little for mail that is under way. */
  stop(): Promise<void>;
  /** How each work has gone in this process. */
  works(): ReadonlyMap<WorkName, WorkState>;
}

interface HousekeepingOptions {
  environment: Environment;
  keys: Keys;
  quota: Quota;
  /** Null: mail is kept. */
  delivery: Delivery | null;
  /** How long entries of the audit log are kept. */
  auditDays: number;
}

/** Removes what retention hides already. A bucket that fails does not keep the others waiting. @throws the first failure */
async function sweepBuckets({ db, store, clock }: Environment): Promise<number> {
  let swept = 0;
  const failures: unknown[] = [];
  for (const bucket of await findBucketsWithRetention(db)) {
    try {
      swept += await store.sweep(db, bucketRef(bucket), clock.now());
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures);
  return swept;
}

/**
 * Writes last uses, gives back idle leases, forgets old answers, sweeps buckets now and then, folds what was written, and sends mail.
 */
export function createHousekeeping({ environment, keys, quota, delivery, auditDays }: HousekeepingOptions): Housekeeping {
  const { db, store, clock, log } = environment;
  const works = createWorkLog(clock, log);
  let sweptAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const stopped = new AbortController();

  const flush = () =>
    works.run('flush', async () => {
      await Promise.all([keys.flush(), quota.returnIdle()]);
      return 0;
    });

  const clean = async () => {
    await works.run('clean', async () => {
      const now = clock.now();
      const logged = await store.log.forget(db);
      const answers = await deleteAnswersBefore(db, new Date(now - keptMs));
      const sessions = await deleteSessionsBefore(db, new Date(now));
      const resets = (await deletePasswordResetsBefore(db, new Date(now))) + (await deletePendingSignUpsBefore(db, new Date(now)));
      const mail = await deleteMailBefore(db, new Date(now - mailKeptMs));
      const entries = await deleteAuditBefore(db, new Date(now - auditDays * dayMs));
      const hours = await deleteHoursBefore(db, new Date(now - dayMs));
      const attempts = await deleteAttemptsBefore(db, new Date(now - attemptsKeptMs));
      return logged + answers + sessions + resets + mail + entries + hours + attempts;
    });
    if (clock.now() - sweptAt < sweepMs) return;
    sweptAt = clock.now();
    await works.run('sweep', () => sweepBuckets(environment));
  };

  const maintain = () => works.maintain(() => store.maintainAll(db, clock.now()));

  const deliver = () => (delivery ? works.run('deliver', () => delivery.run()) : Promise.resolve());

  const run = async () => {
    // What the sweep hides for good is removed by the work on the store.
    const parts = [flush(), clean().then(maintain, (error: unknown) => maintain().then(() => Promise.reject(error))), deliver()];
    const failed = (await Promise.allSettled(parts)).find((part) => part.status === 'rejected');
    if (failed) throw failed.reason;
  };

  // One round after the other: over large buckets one takes longer than the pause.
  const onAndOn = async (round: () => Promise<void>) => {
    let pauseMs = oftenMs;
    while (!stopped.signal.aborted) {
      pauseMs = await round().then(
        () => oftenMs,
        () => Math.min(2 * pauseMs, mostPauseMs),
      );
      await delay(pauseMs, undefined, { ref: false, signal: stopped.signal }).catch(() => undefined);
    }
  };

  return {
    run,
    start({ shared }) {
      // Failures are in the log of works already.
      const ignore = () => undefined;
      timer = setInterval(() => {
        flush().catch(ignore);
        if (shared) clean().catch(ignore);
      }, intervalMs);
      timer.unref();
      works.expect(shared ? workNames.filter((name) => name !== 'deliver' || delivery) : ['flush']);
      if (!shared) return;
      void onAndOn(maintain);
      if (delivery) void onAndOn(deliver);
    },
    async stop() {
      clearInterval(timer);
      stopped.abort();
      await delivery?.close();
    },
    works: () => works.states,
  };
}
