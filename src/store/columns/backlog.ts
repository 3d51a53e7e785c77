import type { Knex } from 'knex';
import type { Backlog } from '../store.ts';
import { clockNow } from './log.ts';
import { hourMs } from './roll.ts';
import { spanOf } from './shard.ts';

/** `Store.backlog` on columns. `latestSeconds` is the age at which a batch is folded whatever it holds. */
export async function readBacklog(db: Knex, now: number, maxUnfolded: number, latestSeconds: number): Promise<Backlog> {
  const [tails, parts] = [await readTails(db), await readParts(db, now)];
  return {
    ...tails,
    ...parts,
    lagSeconds: Math.max(0, tails.oldestSeconds - latestSeconds),
    maxUnfolded,
  };
}

async function readTails(db: Knex): Promise<Pick<Backlog, 'values' | 'batches' | 'oldestSeconds' | 'fullest'>> {
  const { rows }: { rows: [string | number, string | number, string | number | null, string | null, string | number | null][] } = await db
    .raw(
      `with tails as (
         select s.bucket_id, count(*) as batches, sum(b.n) as n, min(b.at) as at
         from ts_batch b join ts_shard s on s.shard_id = b.shard_id and s.organization_id = b.organization_id
         group by s.bucket_id
       )
       select coalesce(sum(n), 0), coalesce(sum(batches), 0), (${clockNow} - min(at)) / 1000000.0,
         (array_agg(bucket_id order by n desc))[1], max(n)
       from tails`,
    )
    .options({ rowMode: 'array' });
  const [values, batches, seconds, bucketId, most] = rows[0] ?? [0, 0, null, null, null];
  return {
    values: Number(values),
    batches: Number(batches),
    oldestSeconds: Math.max(0, Number(seconds ?? 0)),
    fullest: bucketId === null ? null : { bucketId, values: Number(most) },
  };
}

async function readParts(db: Knex, now: number): Promise<Pick<Backlog, 'openParts' | 'closedParts'>> {
  const { rows }: { rows: [string | number, string | number][] } = await db
    .raw(
      `select count(*) filter (where not is_over), count(*) filter (where is_over)
       from (
         select s.span = :span and p.day < :firstOpenDay as is_over
         from ts_part p join ts_shard s on s.shard_id = p.shard_id and s.organization_id = p.organization_id
       ) p`,
      { span: spanOf('timestamp'), firstOpenDay: Math.floor((now - hourMs) / spanOf('timestamp')) },
    )
    .options({ rowMode: 'array' });
  const [open, closed] = rows[0] ?? [0, 0];
  return { openParts: Number(open), closedParts: Number(closed) };
}
