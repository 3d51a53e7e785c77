import type { Knex } from 'knex';
import { shardOf } from '../columns/shard.ts';
import type { ShardRef } from '../columns/shard.ts';
import type { BucketRef, LogPage, Values } from '../store.ts';
import type { WritePoint } from '../rows/merge.ts';
import { formatPlace, placeAfter } from './place.ts';
import type { Place } from './place.ts';

/** Points of one page. */
const pagePoints = 1000;

/** Notes what was written to a bucket keyed by strings, in the order of writes. Under the lock of its shard. */
export async function logPoints(
  db: Knex,
  { shardId }: ShardRef,
  bucket: BucketRef,
  at: number,
  points: readonly WritePoint[],
): Promise<void> {
  await db.raw(
    `insert into ts_replay_row (shard_id, at, no, organization_id, bucket_id, source_id, key_text, "values")
     select :shardId, :at, no, :organizationId, :bucketId, source_id, key_text, "values"::jsonb
     from unnest(cast(:sources as text[]), cast(:keys as text[]), cast(:values as text[])) with ordinality as t (source_id, key_text, "values", no)`,
    {
      shardId,
      at: String(at),
      organizationId: bucket.organizationId,
      bucketId: bucket.bucketId,
      sources: points.map(({ sourceId }) => sourceId),
      keys: points.map(({ key }) => String(key)),
      values: points.map(({ values }) => JSON.stringify(values)),
    },
  );
}

/** `StoreLog.read` on rows. Points of one write and key that stand side by side are one record. */
export async function readRowLog(db: Knex, bucket: BucketRef, place: Place): Promise<LogPage | null> {
  const after = place.ats[0] ?? 0;
  const read = await readRows(db, bucket, after, place.part?.offset);
  if (read === null) return null;
  const { lastAt, lostAt, rows, hasMore } = read;
  const lost = { records: [], lostUntil: Math.ceil(Math.max(lostAt, after) / 1000) };
  if (lostAt > after) return { ...lost, place: formatPlace(placeAfter(place, 0, lostAt)), hasMore: true };
  // A database that was put back knows nothing of what came later.
  if (after > lastAt) return { ...lost, place: formatPlace(placeAfter(place, 0, lastAt)), hasMore: false };
  const records: LogPage['records'] = [];
  let next = place;
  for (const [index, { at, no, sourceId, key, values }] of rows.entries()) {
    const following = rows[index + 1];
    const isLast = following === undefined ? !hasMore : following.at !== at;
    next = placeAfter(next, 0, at, isLast ? undefined : no);
    const point = { sourceId: sourceId === '' ? null : sourceId, key, values };
    const record = records.at(-1);
    // A record that begins on one page and ends on the next is told in two.
    if (record && rows[index - 1]?.at === at && record.key === key) {
      record.points.push(point);
      record.place = formatPlace(next);
    } else {
      records.push({ key, points: [point], place: formatPlace(next) });
    }
  }
  if (!hasMore) next = placeAfter(next, 0, lastAt);
  return { records, place: formatPlace(next), hasMore, lostUntil: null };
}

interface LoggedRow {
  at: number;
  no: number;
  sourceId: string;
  key: string;
  values: Values;
}

type Row = [kind: number, at: number | string, no: number | string, sourceId: string, key: string, values: Values | null];

/** Reads a page of the log, and how far it reaches, of one moment; null when the bucket was dropped. */
async function readRows(
  db: Knex,
  bucket: BucketRef,
  after: number,
  offset: number | undefined,
): Promise<{ lastAt: number; lostAt: number; rows: LoggedRow[]; hasMore: boolean } | null> {
  const { shardId, organizationId } = shardOf(bucket);
  const own = 'shard_id = :shardId and organization_id = :organizationId';
  const [at, no] = offset === undefined ? [after, Number.MAX_SAFE_INTEGER] : [after + 1, offset];
  const { rows }: { rows: Row[] } = await db
    .raw(
      `select 0, last_at, coalesce((select lost_at from ts_replay_lost where ${own}), 0), '', '', null::jsonb
         from ts_shard where ${own} and dropped_at is null
       union all (select 1, at, no, source_id, key_text, "values" from ts_replay_row
         where ${own} and (at, no) > (cast(:at as bigint), cast(:no as bigint)) order by at, no limit cast(:most as int))`,
      { shardId, organizationId, at: String(at), no: String(no), most: pagePoints + 1 },
    )
    .options({ rowMode: 'array' });
  const head = rows.find(([kind]) => kind === 0);
  if (head === undefined) return null;
  const found = rows
    .filter(([kind]) => kind === 1)
    .map(([, bigAt, bigNo, sourceId, key, values]) => ({ at: Number(bigAt), no: Number(bigNo), sourceId, key, values: values ?? {} }))
    .sort((a, b) => a.at - b.at || a.no - b.no);
  return { lastAt: Number(head[1]), lostAt: Number(head[2]), rows: found.slice(0, pagePoints), hasMore: found.length > pagePoints };
}
