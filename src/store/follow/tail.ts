import type { Knex } from 'knex';
import type { ShardRef } from '../columns/shard.ts';
import type { Deletion } from '../columns/snapshot.ts';

/** As many batches are looked at for a page. */
const mostBatches = 1000;

/** The log of a shard after a place, as one moment saw it. */
export interface Tail {
  /** The last write or deletion. */
  lastAt: number;
  /** The greatest number of a series. */
  greatest: number;
  /** The last write of which the log says nothing any more. */
  lostAt: number;
  /** In their order; without data where that is known. */
  batches: { at: number; data: Buffer | null }[];
  deletions: Deletion[];
  hasMore: boolean;
}

const kinds = { shard: 0, batch: 1, more: 2, deletion: 3 } as const;

type Big = number | string;
type Row = [kind: number, at: Big, from: Big, to: Big, data: Buffer | null];

const own = 'shard_id = :shardId and organization_id = :organizationId';

/**
 * Reads the batches after a place, until they hold about `most` values. One statement, so that what it lacks because it was folded
 * is told by the same moment: a reader never takes a gap for silence.
 */
export async function readTail(
  db: Knex,
  { shardId, organizationId }: ShardRef,
  after: number,
  most: number,
  known: number[],
): Promise<Tail> {
  const batches = (table: string): string =>
    `(select at, n, data from ${table} where ${own} and at > cast(:after as bigint) order by at limit cast(:batches as int))`;
  const { rows }: { rows: Row[] } = await db
    .raw(
      `with log as (
         select at, data, sum(n) over (order by at) - n as before, row_number() over (order by at) as nth
         from (${batches('ts_batch')} union all ${batches('ts_replay')}) l
       ), page as (
         select at, data, before < cast(:most as int) and nth < cast(:batches as int) as fits from log
       )
       select ${kinds.shard}, last_at, coalesce((select lost_at from ts_replay_lost where ${own}), 0), series, null::bytea from ts_shard where ${own}
       union all select ${kinds.batch}, at, 0, 0, case when at = any(cast(:known as bigint[])) then null else data end from page where fits
       union all select ${kinds.more}, 0, 0, 0, null where exists (select from page where not fits)
       union all select ${kinds.deletion}, at, key_from, key_to, convert_to(source_id, 'UTF8') from ts_deletion
         where ${own} and at > cast(:after as bigint) and exists (select from page)`,
      { shardId, organizationId, after: String(after), most, batches: mostBatches, known: known.map(String) },
    )
    .options({ rowMode: 'array' });
  const tail: Tail = { lastAt: 0, greatest: 0, lostAt: 0, batches: [], deletions: [], hasMore: false };
  for (const [kind, bigAt, from, to, data] of rows) {
    const at = Number(bigAt);
    if (kind === kinds.batch) tail.batches.push({ at, data });
    else if (kind === kinds.more) tail.hasMore = true;
    else if (kind === kinds.shard) Object.assign(tail, { lastAt: at, lostAt: Number(from), greatest: Number(to) });
    else tail.deletions.push({ at, from: Number(from), to: Number(to), sourceId: data?.toString('utf8') ?? null, slot: 0, slots: 1 });
  }
  tail.batches.sort((a, b) => a.at - b.at);
  return tail;
}
