import type { Knex } from 'knex';
import type { Order } from '../store.ts';
import { decodeCells } from './batch.ts';
import type { Cells } from './batch.ts';
import type { ShardRef, Span } from './shard.ts';

/** A row of ts_chunk or ts_part. */
export interface Piece {
  series: number;
  day: number;
  at: number;
  first: number;
  last: number;
  count: number;
  keysHash: string;
  roll: Buffer | null;
  /** Null when the query did without. */
  data: Buffer | null;
}

/** A row of ts_batch. */
export interface BatchRow {
  at: number;
  cells: Cells;
}

/** Hides what was written up to `at`, between its keys, of one source or of all. */
export interface Deletion extends Span {
  at: number;
  sourceId: string | null;
}

/** What one statement saw of a shard. */
export interface Snapshot {
  /** Changes when the bucket was made anew under the same id. */
  madeAt: number;
  /** The greatest number of a series. */
  greatest: number;
  pieces: Piece[];
  /** In the order in which they were written. */
  batches: BatchRow[];
  deletions: Deletion[];
  /** The least or greatest day, by the order, up to which pieces were read; null when all were. */
  upToDay: number | null;
}

/** What is wanted of a shard. */
export interface SnapshotQuery extends Span {
  /** All when absent. */
  sourceIds?: readonly string[];
  /** Fields; metadata always comes too. All when absent. */
  fields?: readonly string[];
  /** Only these days of pieces. */
  days?: readonly number[];
  /** Only so many days, from one end, that at least this many points are in them. */
  enough?: { points: number; order: Order };
  /**
   * Which columns are read: `data`; of whole days that nothing changes any more only their `rolls`, where there are any; or
   * not even these where `counting` can do without.
   */
  columns: 'data' | 'rolls' | 'counting';
}

const kinds = { shard: 0, deletion: 1, piece: 2, batch: 3, lastDay: 4 } as const;

type Row = [number, number, number, number | string, number | string, number | string, number, string | null, Buffer | null, Buffer | null];

/** Reads a shard in one statement. Null when the bucket has never been written to. Batches in `known` are not read again. */
export async function readSnapshot(
  db: Knex,
  shard: ShardRef,
  query: SnapshotQuery,
  known: ReadonlyMap<number, Cells> = new Map(),
): Promise<Snapshot | null> {
  const { sql, bindings } = statementOf(shard, query, [...known.keys()]);
  const { rows }: { rows: Row[] } = await db.raw(sql, bindings).options({ rowMode: 'array' });
  const snapshot: Snapshot = { madeAt: 0, greatest: 0, pieces: [], batches: [], deletions: [], upToDay: null };
  let exists = false;
  for (const [kind, series, day, atText, firstText, lastText, count, keysHash, roll, data] of rows) {
    const [at, first, last] = [Number(atText), Number(firstText), Number(lastText)];
    if (kind === kinds.shard) {
      exists = true;
      snapshot.greatest = series;
      snapshot.madeAt = first;
    } else if (kind === kinds.deletion) {
      snapshot.deletions.push({ at, from: first, to: last, sourceId: data?.toString('utf8') ?? null });
    } else if (kind === kinds.piece) {
      snapshot.pieces.push({ series, day, at, first, last, count, keysHash: keysHash ?? '', roll, data });
    } else if (kind === kinds.batch) {
      const cells = data ? decodeCells(data) : known.get(at);
      if (cells) snapshot.batches.push({ at, cells });
    } else {
      snapshot.upToDay = day;
    }
  }
  snapshot.pieces.sort((a, b) => a.day - b.day || a.at - b.at || a.first - b.first);
  snapshot.batches.sort((a, b) => a.at - b.at);
  return exists ? snapshot : null;
}

interface Statement {
  sql: string;
  bindings: Record<string, Knex.RawBinding>;
}

function statementOf({ shardId, organizationId, span }: ShardRef, query: SnapshotQuery, known: readonly number[]): Statement {
  const { from, to, sourceIds, fields, days: wantedDays, enough, columns } = query;
  const bindings = {
    shardId,
    organizationId,
    from: String(from),
    to: String(to),
    span,
    firstDay: Math.max(Math.floor(from / span), -(2 ** 31)),
    lastDay: Math.min(Math.floor((to - 1) / span), 2 ** 31 - 1),
    sourceIds: sourceIds === undefined ? [] : [...sourceIds],
    fields: fields === undefined ? [] : [...fields],
    enough: enough?.points ?? 0,
    known: known.map(String),
    days: wantedDays === undefined ? [] : [...wantedDays],
  };
  const named = [
    ...(sourceIds === undefined ? [] : ['and source_id = any(cast(:sourceIds as text[]))']),
    ...(fields === undefined ? [] : ['and (is_metadata or field = any(cast(:fields as text[])))']),
  ];
  const own = 'shard_id = :shardId and organization_id = :organizationId';
  const chosen = named.length === 0 ? '' : `and series_no = any(array(select series_no from ts_series where ${own} ${named.join(' ')}))`;
  const piecesOf = (table: string, roll: string): string => `
    select series_no, day, at, t_min, t_max, n, keys_hash, ${roll}, data from ${table}
    where ${own} and day between cast(:firstDay as bigint) and cast(:lastDay as bigint) and t_max >= :from and t_min < :to ${chosen}
      ${wantedDays === undefined ? '' : 'and day = any(cast(:days as int[]))'}`;
  const direction = enough?.order ?? 'asc';
  const days = `
    , counted as (select day, sum(most) over (order by day ${direction}) - most as before from (select day, max(n) as most from pieces group by day) d)
    , days as (select day from counted where before < :enough)`;
  const sql = `
    with pieces as (${piecesOf('ts_chunk', 'roll')} union all ${piecesOf('ts_part', 'null')})${enough ? days : ''}
    select ${kinds.shard}, series, 0, last_at, made_at, 0, 0, null::text, null::bytea, null::bytea from ts_shard where ${own}
    union all
    select ${kinds.deletion}, 0, 0, at, key_from, key_to, 0, null, null, convert_to(source_id, 'UTF8') from ts_deletion where ${own}
    union all
    select ${kinds.piece}, series_no, day, at, t_min, t_max, n, keys_hash::text, ${pieceColumns[columns]} from ${columns === 'data' ? 'pieces' : marked(own, columns === 'counting')}
    ${enough ? 'where day in (select day from days)' : ''}
    union all
    select ${kinds.batch}, 0, 0, at, t_min, t_max, n, null, null,
      ${known.length === 0 ? 'data' : 'case when at = any(cast(:known as bigint[])) then null else data end'} from ts_batch where ${own} and t_max >= :from and t_min < :to
    ${
      enough
        ? `union all (select ${kinds.lastDay}, 0, ${direction === 'asc' ? 'max' : 'min'}(day), 0, 0, 0, 0, null, null, null from days
      having count(*) < (select count(*) from counted))`
        : ''
    }`;
  return { sql, bindings };
}

const pieceColumns = {
  data: 'null, data',
  rolls: 'case when is_plain then roll end, case when roll is null or not is_plain then data end',
  counting: 'null, case when is_simple then null else data end',
};

/**
 * Pieces with two marks. Plain: the series' only piece of a day that is wanted wholly, with nothing written or deleted since.
 * Simple: all series of the source are plain that day and have the same keys, so that a piece's count is the source's.
 */
function marked(own: string, isCounting: boolean): string {
  const busy = `(select range_agg(busy) from (
    select int8range(t_min, t_max, '[]') as busy from ts_batch where ${own}
    union all select int8range(key_from, key_to) from ts_deletion where ${own}) r)`;
  const plain = `
    select p.*, t_min >= :from and t_max < :to and count(*) over (partition by series_no, day) = 1
      and not coalesce(${busy} && int8range(day * cast(:span as bigint), (day::bigint + 1) * cast(:span as bigint)), false) as is_plain
    from pieces p`;
  if (!isCounting) return `(${plain}) m`;
  // Looked up for each piece: a join goes astray while the statistics of a new table are missing.
  return `(
    select m.*, bool_and(is_plain) over same_day and min(keys_hash) over same_day = max(keys_hash) over same_day as is_simple
    from (select p.*, (select source_id from ts_series where ${own} and series_no = p.series_no) as source_id from (${plain}) p) m
    window same_day as (partition by source_id, day)
  ) c`;
}
