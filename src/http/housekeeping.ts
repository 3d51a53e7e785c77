import { setTimeout as delay } from 'node:timers/promises';
import { findBucketsWithRetention } from '../areas/buckets/queries.ts';
import { bucketRef } from '../areas/buckets/resource.ts';
import type { Environment } from '../domain/context.ts';
import { keptMs } from './idempotency.ts';
import type { Keys } from './keys.ts';
import { deleteAnswersBefore } from './queries.ts';
import type { Quota } from './quota.ts';

const intervalMs = 30_000;
const sweepMs = 10 * 60_000;
/** A full ingest fills the log of a bucket within seconds, so the store is looked after more often. */
const maintainMs = 1_000;

/** What a server does beside its requests. */
export interface Housekeeping {
  /** Does what is due. Every part is tried, and several processes may do it at once. @throws the first failure */
  run(): Promise<void>;
  /** Does it again and again until `stop`. */
  start(): void;
  stop(): void;
}

interface HousekeepingOptions {
  environment: Environment;
  keys: Keys;
  quota: Quota;
}

/** Removes what retention hides already. */
async function sweepBuckets({ db, store, clock }: Environment): Promise<void> {
  for (const bucket of await findBucketsWithRetention(db)) await store.sweep(db, bucketRef(bucket), clock.now());
}

/** Writes last uses, gives back idle leases, forgets old answers, sweeps buckets now and then, and folds what was written. */
export function createHousekeeping({ environment, keys, quota }: HousekeepingOptions): Housekeeping {
  const { db, clock, log } = environment;
  let sweptAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const stopped = new AbortController();
  const warn = (error: unknown) => log.warn({ err: error }, 'housekeeping failed; it is tried again');

  const maintain = async () => {
    if (clock.now() - sweptAt >= sweepMs) {
      sweptAt = clock.now();
      await sweepBuckets(environment);
    }
    await environment.store.maintainAll(db, clock.now());
  };

  const run = async () => {
    const parts = [keys.flush(), quota.returnIdle(), deleteAnswersBefore(db, new Date(clock.now() - keptMs)), maintain()];
    const failed = (await Promise.allSettled(parts)).find((part) => part.status === 'rejected');
    if (failed) throw failed.reason;
  };

  // One round after the other: over large buckets one takes longer than the pause.
  const maintainOnAndOn = async () => {
    while (!stopped.signal.aborted) {
      await environment.store.maintainAll(db, clock.now()).catch(warn);
      await delay(maintainMs, undefined, { ref: false, signal: stopped.signal }).catch(() => undefined);
    }
  };

  return {
    run,
    start() {
      timer = setInterval(() => void run().catch(warn), intervalMs);
      timer.unref();
      void maintainOnAndOn();
    },
    stop() {
      clearInterval(timer);
      stopped.abort();
    },
  };
}
