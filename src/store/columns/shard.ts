import { hash } from 'node:crypto';
import type { Knex } from 'knex';
import type { BucketRef, KeyType, Range } from '../store.ts';

/** The keys of a bucket's rows in all tables of the store, for the `where` of a statement. */
export interface ShardRef {
  /** A 64 bit number as decimal text. */
  shardId: string;
  organizationId: string;
  bucketId: string;
  /** How many keys a day holds. */
  span: number;
  /** Which one of the bucket's shards this is. */
  slot: number;
}

/**
 * The shard of a slot of a bucket. Its number is made from the bucket's id, so that nobody has to look it up. Those of one bucket
 * differ by the same bits in both halves: PostgreSQL's hash (hashint8 joins the halves by xor) is one for all of them, so that a
 * cluster, which places rows by it, has a whole bucket in one place, and a moment of it can be seen.
 */
export function shardOf({ organizationId, bucketId, keyType }: BucketRef, slot = 0): ShardRef {
  const first = hash('sha256', `${organizationId} ${bucketId}`, 'buffer').readBigInt64LE();
  const shardId = String(slot === 0 ? first : first ^ ((BigInt(slot) << 32n) | BigInt(slot)));
  return { shardId, organizationId, bucketId, span: spanOf(keyType), slot };
}

/** A day of milliseconds; of integers as many as keep the number of the day within 32 bits. */
export function spanOf(keyType: KeyType): number {
  return keyType === 'timestamp' ? 86_400_000 : 2 ** 22;
}

/** Keys from `from` to `to`, exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** Beyond every key. */
export const wholeSpan: Span = { from: -(2 ** 53), to: 2 ** 53 };

/** A range with both ends. */
export function spanOfRange({ from, to }: Range): Span {
  return {
    from: from === undefined ? wholeSpan.from : Math.max(Math.ceil(Number(from)), wholeSpan.from),
    to: to === undefined ? wholeSpan.to : Math.min(Math.ceil(Number(to)), wholeSpan.to),
  };
}

/** The first key that has not expired at `now`, or the least one when nothing expires by age. */
export function expiry({ keyType, retentionDays }: BucketRef, now: number): number {
  return keyType === 'timestamp' && retentionDays !== null ? now - retentionDays * 86_400_000 : wholeSpan.from;
}

/** Runs `work` in a transaction; in the caller's if that is one. */
export function inTransaction<T>(db: Knex, work: (transaction: Knex) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction((transaction) => work(transaction));
}

/** Keeps the background work from the shard until the transaction ends: the caller may read in several statements. */
export async function holdOffMaintenance(transaction: Knex, { shardId }: ShardRef): Promise<void> {
  await transaction.raw('select pg_advisory_xact_lock_shared(?)', [shardId]);
}
