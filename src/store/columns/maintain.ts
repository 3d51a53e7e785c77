import type { Knex } from 'knex';
import type { BucketRef, Maintained, MaintainedAll } from '../store.ts';
import { clearDeletions } from './clear.ts';
import { forgetDropped } from './drop.ts';
import { fold, maintenanceStep } from './fold.ts';
import { freeSpace, refreshStatistics } from './free-space.ts';
import { clockNow } from './log.ts';
import { mergeDays, stepsOf } from './merge.ts';
import type { SeriesDay } from './merge.ts';
import type { Names } from './reader.ts';
import { hourMs } from './roll.ts';
import { spanOf } from './shard.ts';
import type { ShardRef } from './shard.ts';
import { findShards } from './slots.ts';

/** Few values a series make rows that are all overhead; a long log is slow to read. */
const fold_ = { values: 250_000, perSeries: 32, afterSeconds: 60, fewestPerSeries: 8, latestSeconds: 600 };

/** The age at which a batch is folded whatever it holds. */
export const latestFoldSeconds = fold_.latestSeconds;

/** More parts than this are merged while the day still runs. */
const mostParts = 16;

/** A day that is over is merged when nothing has come for this long. */
const quietSeconds = 600;

interface Options {
  /** Everything, whether due or not. */
  all: boolean;
  /** Waits for another process instead of leaving the bucket to it. */
  patient: boolean;
}

/** After so many failures in one round the database itself is in trouble. */
const mostFailures = 10;

/** `Store.maintain` on columns. */
export async function maintainBucket(db: Knex, names: Names, bucket: BucketRef, now: number, options: Options): Promise<Maintained> {
  const done: Maintained = { folded: 0, merged: 0 };
  for (const shard of await findShards(db, bucket)) {
    done.folded += await foldShard(db, names, shard, options);
    done.merged += await mergeShard(db, shard, now, options);
  }
  await freeSpace(db, done.merged);
  await refreshStatistics(db, done.folded + done.merged);
  return done;
}

/** `Store.maintainAll` on columns. */
export async function maintainShards(db: Knex, names: Names, now: number): Promise<MaintainedAll> {
  await forgetDropped(db);
  const { rows }: { rows: [string, string, string, number | string, number][] } = await db
    .raw(
      `select shard_id::text, organization_id, bucket_id, span, slot from ts_shard s
     where exists (select from ts_batch b where b.shard_id = s.shard_id and b.organization_id = s.organization_id)
        or exists (select from ts_part p where p.shard_id = s.shard_id and p.organization_id = s.organization_id)
        or exists (select from ts_deletion d where d.shard_id = s.shard_id and d.organization_id = s.organization_id)`,
    )
    .options({ rowMode: 'array' });
  const done: MaintainedAll = { folded: 0, merged: 0, failures: [] };
  const options = { all: false, patient: false };
  for (const [shardId, organizationId, bucketId, span, slot] of rows) {
    const shard = { shardId, organizationId, bucketId, span: Number(span), slot };
    const attempt = (work: 'fold' | 'merge', values: Promise<number>): Promise<number> =>
      values.catch((error: unknown) => {
        done.failures.push({ work, bucketId, error });
        return 0;
      });
    done.folded += await attempt('fold', foldShard(db, names, shard, options));
    done.merged += await attempt('merge', mergeShard(db, shard, now, options));
    if (done.failures.length >= mostFailures) break;
  }
  await freeSpace(db, done.merged);
  await refreshStatistics(db, done.folded + done.merged);
  return done;
}

async function foldShard(db: Knex, names: Names, shard: ShardRef, { all, patient }: Options): Promise<number> {
  let sum = 0;
  for (let folded: number | null = 1; folded; sum += folded ?? 0) {
    const isDue = all || (await isFoldDue(db, shard, sum > 0));
    folded = isDue ? await maintenanceStep(db, shard, patient, (transaction) => fold(transaction, names, shard)) : 0;
  }
  return sum;
}

async function mergeShard(db: Knex, shard: ShardRef, now: number, { all, patient }: Options): Promise<number> {
  let sum = 0;
  for await (const { day, series } of stepsOf(db, shard, await dueDays(db, shard, now, all))) {
    const merged = await maintenanceStep(db, shard, patient, (transaction) => mergeDays(transaction, shard, day, series));
    if (merged === null) return sum;
    sum += merged;
  }
  await clearDeletions(db, shard, patient);
  return sum;
}

/** In a round that has folded already, only much is due: what came meanwhile makes larger parts in the next one. */
async function isFoldDue(db: Knex, { shardId, organizationId }: ShardRef, hasFolded: boolean): Promise<boolean> {
  const { rows }: { rows: [number | string | null, number | string | null, number][] } = await db
    .raw(
      `select sum(n), (${clockNow} - min(at)) / 1000000, (select series from ts_shard where shard_id = :shardId and organization_id = :organizationId)
     from ts_batch where shard_id = :shardId and organization_id = :organizationId`,
      { shardId, organizationId },
    )
    .options({ rowMode: 'array' });
  const [values, seconds, series] = [Number(rows[0]?.[0] ?? 0), Number(rows[0]?.[1] ?? 0), rows[0]?.[2] ?? 0];
  if (values === 0) return false;
  if (hasFolded) return values >= fold_.values;
  return (
    values >= fold_.values ||
    values >= fold_.perSeries * series ||
    seconds >= fold_.latestSeconds ||
    (seconds >= fold_.afterSeconds && values >= fold_.fewestPerSeries * series)
  );
}

/** The days of series that are to be merged, by day. */
async function dueDays(db: Knex, { shardId, organizationId, span }: ShardRef, now: number, all: boolean): Promise<SeriesDay[]> {
  // Keys that are no times have no today.
  const firstOpenDay = span === spanOf('timestamp') ? Math.floor((now - hourMs) / span) : 2 ** 31 - 1;
  const { rows }: { rows: [number, number][] } = await db
    .raw(
      `select day, series_no from ts_part where shard_id = :shardId and organization_id = :organizationId
     group by day, series_no
     having :all or count(*) > :mostParts or (day < :firstOpenDay and ${clockNow} - max(at) > cast(:quiet as bigint))
     order by day, series_no`,
      { shardId, organizationId, all, mostParts, firstOpenDay, quiet: quietSeconds * 1_000_000 },
    )
    .options({ rowMode: 'array' });
  return rows.map(([day, series]) => ({ day, series }));
}
