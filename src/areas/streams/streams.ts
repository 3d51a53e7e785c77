import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { ApiError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Followed, Streams } from '../../domain/streams.ts';
import type { BucketRef, LogPage, Store } from '../../store/store.ts';

/** How often a process asks how far the buckets have come that its streams follow: one statement for all of them. */
const pollMs = 150;
/** Streams look at their keys and at the time so often, in polls. */
const pollsPerPulse = 7;
/** A bucket is kept followed by a call for each so many polls; its log is kept for much longer. */
const pollsPerLease = 100;

export interface StreamsOptions {
  db: Knex;
  store: Store;
  clock: Clock;
  log: Logger;
  /** Open streams of the process, and of one organization in it. */
  most: { all: number; organization: number };
}

interface Bucket {
  db: Knex;
  ref: BucketRef;
  generation: number;
  head: string | null | undefined;
  /** Those who wait for a change. */
  waiting: Set<() => void>;
  reads: Map<string, Promise<LogPage | null>>;
  streams: number;
}

const retryLater = { 'Retry-After': '5' };

/**
 * The streams of one process. They read the log of the store for themselves; all that is shared is when to look: at once after a write
 * of this process, and within a moment after one of another, because the process asks the database again and again how far the
 * buckets have come. (NOTIFY would have the commits of all writers take turns, and poolers of connections do not pass it on.)
 */
export function createStreams({ db, store, clock, log, most }: StreamsOptions): Streams {
  const buckets = new Map<string, Bucket>();
  const organizations = new Map<string, number>();
  const counts = { open: 0, events: 0 };
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let polls = 0;
  let isPolling = false;

  const change = (bucket: Bucket): void => {
    bucket.generation++;
    pulse(bucket);
  };

  const poll = async (): Promise<void> => {
    polls++;
    const followed = [...buckets.values()];
    if (polls % pollsPerPulse === 0) followed.forEach(pulse);
    if (isPolling) return;
    isPolling = true;
    try {
      const refs = followed.map(({ ref }) => ref);
      const heads = await store.log.heads(db, refs);
      for (const bucket of followed) {
        const head = heads.get(bucket.ref.bucketId) ?? null;
        if (head !== bucket.head) change(bucket);
        bucket.head = head;
      }
      // A bucket that is gone ends its streams by itself.
      if (polls % pollsPerLease === 0) await Promise.allSettled(refs.map((ref) => store.log.follow(db, ref)));
    } catch (error) {
      log.debug({ err: error }, 'streams could not ask for writes; they ask again');
    } finally {
      isPolling = false;
    }
  };

  const requireRoom = (organizationId: string): void => {
    if (isStopping) throw new ApiError('unavailable', [], { 'Retry-After': '1' });
    const own = organizations.get(organizationId) ?? 0;
    if (own >= most.organization) throw tooMany(`has ${own} open streams of the organization already`);
    if (counts.open >= most.all) throw tooMany(`has ${counts.open} open streams already`);
  };

  const enter = (confined: Knex, ref: BucketRef): Bucket => {
    const bucket = buckets.get(ref.bucketId) ?? newBucket(confined, ref);
    buckets.set(ref.bucketId, bucket);
    bucket.streams++;
    counts.open++;
    organizations.set(ref.organizationId, (organizations.get(ref.organizationId) ?? 0) + 1);
    timer ??= setInterval(() => void poll(), pollMs);
    return bucket;
  };

  const leave = (bucket: Bucket): void => {
    const { bucketId, organizationId } = bucket.ref;
    counts.open--;
    const own = (organizations.get(organizationId) ?? 1) - 1;
    if (own === 0) organizations.delete(organizationId);
    else organizations.set(organizationId, own);
    if (--bucket.streams === 0) buckets.delete(bucketId);
    if (buckets.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  const read = (bucket: Bucket, place: string): Promise<LogPage | null> => {
    // One that began before the last change may lack it.
    const name = `${bucket.generation} ${place}`;
    const begun = bucket.reads.get(name);
    if (begun) return begun;
    const reading = store.log.read(bucket.db, bucket.ref, clock.now(), place).finally(() => bucket.reads.delete(name));
    bucket.reads.set(name, reading);
    return reading;
  };

  return {
    requireRoom,
    counts,
    get isStopping() {
      return isStopping;
    },
    sent: (events) => void (counts.events += events),
    open(confined, ref) {
      requireRoom(ref.organizationId);
      const bucket = enter(confined, ref);
      let isOpen = true;
      const followed: Followed = {
        get generation() {
          return bucket.generation;
        },
        read: (place) => read(bucket, place),
        change: (generation, signal) => (isStopping || bucket.generation !== generation ? Promise.resolve() : wait(bucket, signal)),
        close() {
          if (isOpen) leave(bucket);
          isOpen = false;
        },
      };
      return followed;
    },
    wake(bucketId) {
      const bucket = buckets.get(bucketId);
      if (bucket) change(bucket);
    },
    stop() {
      isStopping = true;
      for (const bucket of buckets.values()) pulse(bucket);
    },
  };
}

/** A store that tells the streams of each write. One within a transaction is found by the next look at the database. */
export function waking(store: Store, { wake }: Pick<Streams, 'wake'>): Store {
  const woken = async <Result>(bucket: BucketRef, write: Promise<Result>): Promise<Result> => {
    const result = await write;
    wake(bucket.bucketId);
    return result;
  };
  return {
    ...store,
    write: (db, bucket, points) => woken(bucket, store.write(db, bucket, points)),
    writeColumns: (db, bucket, batch, ...more) => woken(bucket, store.writeColumns(db, bucket, batch, ...more)),
  };
}

const newBucket = (db: Knex, ref: BucketRef): Bucket => ({
  db,
  ref,
  generation: 0,
  head: undefined,
  waiting: new Set(),
  reads: new Map(),
  streams: 0,
});

const tooMany = (message: string) => new ApiError('too_many_streams', [{ location: 'server', message }], retryLater);

/** Lets all who wait go on. */
function pulse({ waiting }: Bucket): void {
  for (const go of waiting) go();
}

/** Resolves with the next pulse, or when nobody waits for the stream any more. */
function wait({ waiting }: Bucket, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const go = (): void => {
      waiting.delete(go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    waiting.add(go);
    signal.addEventListener('abort', go);
  });
}
