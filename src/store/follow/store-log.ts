import type { Knex } from 'knex';
import type { BucketRef, Key, Point } from '../store.ts';

/** What was written to one key in one commit, or as much of it as stands side by side there. Metadata is not told. */
export interface LoggedRecord {
  key: Key;
  points: Point[];
  /** The place after it. */
  place: string;
}

/** What was written after a place. */
export interface LogPage {
  records: LoggedRecord[];
  /** The place after all of the page; perhaps later than that of its last record. */
  place: string;
  /** Whether more is known to follow. */
  hasMore: boolean;
  /** Unix milliseconds. Of what was written until then after the place, some may be gone from the log; the page begins after it. */
  lostUntil: number | null;
}

/**
 * Writes in their order, for those who follow a bucket. What is deleted or has expired before it is read is left out. Places are text
 * that means nothing to others; a place stays good while the log behind it is kept.
 */
export interface StoreLog {
  /** Keeps the log of a bucket for some minutes more; before that is over, who follows calls it again. @throws BucketGone */
  follow(db: Knex, bucket: BucketRef): Promise<void>;
  /**
   * The place from which a reader goes on: that of now, of an earlier place, or before all that is kept (`earliest`). Null for a text
   * that is no place of this bucket. Follows the bucket. @throws BucketGone
   */
  begin(db: Knex, bucket: BucketRef, from?: string): Promise<string | null>;
  /** Some thousand values after a place, at most; null when the bucket was dropped. */
  read(db: Knex, bucket: BucketRef, now: number, place: string): Promise<LogPage | null>;
  /** A text for each bucket that changes with each write which `read` may find; null when the bucket was dropped. */
  heads(db: Knex, buckets: readonly BucketRef[]): Promise<Map<string, string | null>>;
  /** Removes what was kept for long enough; run in the background. Answers how many rows went. */
  forget(db: Knex): Promise<number>;
}
