import type { Knex } from 'knex';
import type { BucketRef, LogPage } from '../store/store.ts';

/** A bucket that a stream follows. */
export interface Followed {
  /** Changes with every write that may be there to read. */
  readonly generation: number;
  /** What was written after a place; readers who ask for the same at once share the answer. Null when the bucket is gone. */
  read(place: string): Promise<LogPage | null>;
  /** Waits until something may have been written since a generation, the process stops, or a second has gone by. */
  change(generation: number, signal: AbortSignal): Promise<void>;
  /** Ends the stream: no one else is told so. */
  close(): void;
}

/** The streams of one process. */
export interface Streams {
  /** Refuses a stream when there are as many as may be. @throws ApiError 429, 503 when the process stops */
  requireRoom(organizationId: string): void;
  /** Begins a stream that is counted until it is closed, and reads with `db`. @throws as `requireRoom` */
  open(db: Knex, bucket: BucketRef): Followed;
  /** Counts events that were sent. */
  sent(events: number): void;
  /** Whether the process is about to stop. */
  readonly isStopping: boolean;
  /** How many streams are open, and how many events were sent by all. */
  readonly counts: { readonly open: number; readonly events: number };
  /** Tells of a write to a bucket by this process. */
  wake(bucketId: string): void;
  /** Ends all streams, and takes no more: their clients go elsewhere. */
  stop(): void;
}
