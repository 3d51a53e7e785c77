import type { Knex } from 'knex';
import type { Names } from '../columns/reader.ts';
import { rowsOfShards, shardsOf } from '../columns/slots.ts';
import { BucketGone } from '../store.ts';
import type { BucketRef, StoreLog } from '../store.ts';
import { forgetLogs } from './forget.ts';
import { readAllHeads, readHeads } from './heads.ts';
import { follow } from './lease.ts';
import { formatPlace, parsePlace } from './place.ts';
import type { Place } from './place.ts';
import { readLog } from './read.ts';
import { readRowLog } from './rows.ts';

/** The log of writes for those who follow a bucket. `names` are those of the store in columns. */
export function createLog(names: Names, keptMs: number): StoreLog {
  return {
    follow: (db, bucket) => follow(db, bucket, keptMs),
    begin: (db, bucket, from) => begin(db, bucket, from, keptMs),
    async read(db, bucket, now, text) {
      const place = parsePlace(text);
      if (place === null) throw new RangeError(`${text} is no place of a log`);
      return bucket.keyType === 'string' ? readRowLog(db, bucket, place) : readLog(db, names, bucket, now, place);
    },
    heads: readAllHeads,
    forget: (db) => forgetLogs(db, keptMs),
  };
}

async function begin(db: Knex, bucket: BucketRef, from: string | undefined, keptMs: number): Promise<string | null> {
  await follow(db, bucket, keptMs);
  // Read after the bucket is followed: all that comes later than this is kept.
  const heads = await readHeads(db, bucket);
  const [first] = heads ?? [];
  if (heads === null || first === undefined) throw new BucketGone(bucket.bucketId);
  const { madeAt } = first;
  if (from === undefined) return formatPlace({ madeAt, ats: heads.map(({ lastAt }) => lastAt), part: null });
  if (from === 'earliest') return formatPlace({ madeAt, ats: await earliest(db, bucket, heads.length, madeAt), part: null });
  const place: Place | null = parsePlace(from);
  return place?.madeAt === madeAt && place.ats.length <= heads.length ? formatPlace(place) : null;
}

/** Before all that the log still has. */
async function earliest(db: Knex, bucket: BucketRef, slots: number, madeAt: number): Promise<number[]> {
  const shards = shardsOf(bucket, slots);
  const rows: { shard_id: string; lost_at: number | string }[] = await rowsOfShards(db, 'ts_replay_lost', shards).select(
    db.raw('shard_id::text'),
    'lost_at',
  );
  return shards.map(({ shardId }) => Math.max(madeAt, Number(rows.find((row) => row.shard_id === shardId)?.lost_at ?? 0)));
}
