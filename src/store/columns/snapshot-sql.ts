import type { Knex } from 'knex';
import { valueKinds } from '../store.ts';
import type { ShardRef } from './shard.ts';
import type { SnapshotQuery } from './snapshot.ts';

/** What a row of a snapshot's statement is. */
export const rowKinds = { shard: 0, deletion: 1, piece: 2, batch: 3, lastDay: 4, counted: 5, cost: 6, newest: 7 } as const;

/** A statement holds at most so many values for each point that it may read: sources have several fields. */
const heldPerPoint = 32;

/** Counts are as if points lay evenly in their pieces, so that only what is far beyond the bound is refused before it is read. */
const surplus = 2;

/** Reading a summary costs about as much as so many values. */
const valuesOfRoll = 24;

export interface Statement {
  sql: string;
  bindings: Record<string, Knex.RawBinding>;
}

/** The one statement that reads a shard. Data are looked up only for the pieces that need it, and not at all beyond the bound. */
export function snapshotStatement({ shardId, organizationId, span }: ShardRef, query: SnapshotQuery, known: readonly number[]): Statement {
  const { from, to, sourceIds, fields, days, enough, most, columns } = query;
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
    most: String(most?.points ?? 0),
    mostValues: String(most?.values ?? 0),
    mostBytes: String(most?.bytes ?? 0),
    known: known.map(String),
    days: days === undefined ? [] : [...days],
    told: [valueKinds.number, valueKinds.false, valueKinds.true],
  };
  const own = 'shard_id = :shardId and organization_id = :organizationId';
  const chosen = chosenSeries(own, query);
  const parts: Parts = {
    own,
    where: `${own} and day between cast(:firstDay as bigint) and cast(:lastDay as bigint) and t_max >= :from and t_min < :to
    ${chosen === null ? '' : 'and series_no = any(array(select series_no from chosen))'} ${days === undefined ? '' : 'and day = any(cast(:days as int[]))'}`,
  };
  if (columns === 'newest') return { sql: newestStatement(parts, query, batchesOf(parts, known, '')), bindings };
  const isMarked = columns !== 'data' || enough !== undefined || most !== undefined;
  const tables = [
    ...(chosen === null ? [] : [`chosen as materialized (${chosen})`]),
    ...(isMarked ? [`meta as (${metaOf(parts)})`] : []),
    ...(enough === undefined ? [] : enoughDays(enough.order)),
    ...(isMarked ? [`marked as (${markedBy(parts, query)})`] : []),
    ...(most === undefined ? [] : verdict(query)),
  ];
  const gate = most === undefined ? '' : 'and not (select refused from verdict)';
  const sql = `
    ${tables.length === 0 ? '' : `with ${tables.join(', ')}`}
    ${shardAndDeletions(parts)}
    ${isMarked ? lookedUpPieces(columns, gate) : wholePieces(parts)}
    ${batchesOf(parts, known, gate)}
    ${most === undefined ? '' : `union all select ${rowKinds.cost}, 0, 0, points, 0, 0, 0, null, null from verdict where refused`}
    ${
      enough === undefined
        ? ''
        : `union all (select ${rowKinds.lastDay}, 0, ${enough.order === 'asc' ? 'max' : 'min'}(day), 0, 0, 0, 0, null, null from days
             having count(*) < (select count(*) from counted))`
    }`;
  return { sql, bindings };
}

function shardAndDeletions({ own }: Parts): string {
  return `select ${rowKinds.shard}, series, 0, last_at, made_at, 0::bigint, slots::bigint, null::bytea, null::bytea from ts_shard where ${own}
    union all select ${rowKinds.deletion}, 0, 0, at, key_from, key_to, 0, null, convert_to(source_id, 'UTF8') from ts_deletion where ${own}`;
}

function batchesOf({ own }: Parts, known: readonly number[], gate: string): string {
  return `union all select ${rowKinds.batch}, 0, 0, at, t_min, t_max, n, null,
      ${known.length === 0 ? 'data' : 'case when at = any(cast(:known as bigint[])) then null else data end'}
      from ts_batch where ${own} and t_max >= :from and t_min < :to ${gate}`;
}

/**
 * The newest piece of each series: of its last day, the one that reaches farthest, and was written last. Its last value comes
 * beside it when that tells all; otherwise the data of all parts of that day come.
 */
function newestStatement(parts: Parts, { sourceIds, fields }: SnapshotQuery, batches: string): string {
  const named = `${sourceIds === undefined ? '' : 'and source_id = any(cast(:sourceIds as text[]))'}
    ${fields === undefined ? '' : 'and field = any(cast(:fields as text[]))'}`;
  const within = `${parts.own} and series_no = s.series_no and day between cast(:firstDay as bigint) and cast(:lastDay as bigint) and t_max >= :from and t_min < :to`;
  const columns = 'ctid as place, day, at, t_min, t_max, n, last_kind, last_number';
  // Mostly there are no deletions, which is asked once.
  const hidden = `(select count(*) > 0 from ts_deletion where ${parts.own}) and exists (select from ts_deletion d where d.shard_id = :shardId and d.organization_id = :organizationId
    and d.at >= p.at and d.key_from <= p.t_max and d.key_to > p.t_max and (d.source_id is null or d.source_id = s.source_id))`;
  return `
    with candidates as materialized (
      select s.series_no, p.*, coalesce(p.last_kind = any(cast(:told as int[])), false) and p.t_max < :to and not (${hidden}) as is_told
      from ts_series s cross join lateral (
        (select true as is_chunk, ${columns} from ts_chunk where ${within} order by day desc, t_min desc limit 1)
        union all
        (select false, ${columns} from ts_part where ${within}
           and day = (select day from ts_part where ${within} order by day desc limit 1))
      ) p
      where s.shard_id = :shardId and s.organization_id = :organizationId and not s.is_metadata ${named}
    ),
    ranked as (
      select c.*, row_number() over newest as nth, first_value(is_told) over newest as tells from candidates c
      window newest as (partition by series_no order by t_max desc, at desc)
    )
    ${shardAndDeletions(parts)}
    union all select ${rowKinds.newest}, series_no, day, at, t_min, t_max, last_kind, float8send(last_number), null from ranked where tells and nth = 1
    union all select ${rowKinds.piece}, series_no, day, at, t_min, t_max, n, null, ${dataAtPlace} from ranked where not tells
    ${batches}`;
}

/** Conditions that several parts of the statement share. */
interface Parts {
  /** Rows of the shard. */
  own: string;
  /** Pieces that are wanted. */
  where: string;
}

/** The numbers of the series that are wanted; null when all are. */
function chosenSeries(own: string, { sourceIds, fields, pointsOnly }: SnapshotQuery): string | null {
  const named = [
    ...(sourceIds === undefined ? [] : ['and source_id = any(cast(:sourceIds as text[]))']),
    ...(fields === undefined
      ? []
      : [`and (${pointsOnly ? 'not is_metadata and ' : 'is_metadata or '}field = any(cast(:fields as text[])))`]),
  ];
  return named.length === 0 ? null : `select series_no from ts_series where ${own} ${named.join(' ')}`;
}

/** Pieces without what is large in them: where they are, and what is known of them. */
function metaOf({ where }: Parts): string {
  const columns = 'ctid as place, series_no, day, at, t_min, t_max, n, keys_hash, octet_length(data) as bytes';
  return `select true as is_chunk, ${columns}, roll is not null as has_roll from ts_chunk where ${where}
    union all select false, ${columns}, false from ts_part where ${where}`;
}

/** Days from one end until at least so many points are in them; a day has at least as many as its greatest piece. */
function enoughDays(order: 'asc' | 'desc'): string[] {
  return [
    `counted as (select day, sum(most) over (order by day ${order}) - most as before from (select day, max(n) as most from meta group by day) d)`,
    'days as (select day from counted where before < :enough)',
  ];
}

/**
 * Pieces with a mark whether their data are read. The summary of a piece may stand for it when nothing touches it. Plain is the series'
 * only piece of a day that is wanted wholly, with nothing written or deleted since that day. Simple: all series of the source are plain that day and have the same
 * keys, so that a piece's count is the source's.
 */
function markedBy({ own }: Parts, { columns, enough }: SnapshotQuery): string {
  const inDays = enough === undefined ? '' : 'where day in (select day from days)';
  if (columns === 'data') return `select *, true as reads from meta ${inDays}`;
  const busy = `(select range_agg(busy) from (
    select int8range(t_min, t_max, '[]') as busy from ts_batch where ${own}
    union all select int8range(key_from, key_to) from ts_deletion where ${own}) r)`;
  const plain = `select p.*, t_min >= :from and t_max < :to and count(*) over (partition by series_no, day) = 1
      and not coalesce(${busy} && int8range(day * cast(:span as bigint), (day::bigint + 1) * cast(:span as bigint)), false) as is_plain
    from meta p ${inDays}`;
  if (columns === 'rolls') return `select *, not (has_roll and ${untouched(busy)}) as reads from meta p ${inDays}`;
  // Looked up for each piece: a join goes astray while the statistics of a new table are missing.
  return `select c.*, not (bool_and(is_plain) over same_day and min(keys_hash) over same_day = max(keys_hash) over same_day) as reads,
      row_number() over same_day as nth
    from (select p.*, (select source_id from ts_series where ${own} and series_no = p.series_no) as source_id from (${plain}) p) c
    window same_day as (partition by source_id, day)`;
}

/** Whether a piece is wanted wholly, and no other one, nothing unfolded and no deletion reaches between its first and its last key. */
function untouched(busy: string): string {
  const others = (edge: string, which: string): string =>
    `coalesce(${edge} over (partition by series_no, day order by t_min rows between ${which}), ${edge.startsWith('max') ? 't_min - 1' : 't_max + 1'})`;
  return `t_min >= :from and t_max < :to
    and ${others('max(t_max)', 'unbounded preceding and 1 preceding')} < t_min and ${others('min(t_min)', '1 following and unbounded following')} > t_max
    and not coalesce(${busy} && int8range(t_min, t_max, '[]'), false)`;
}

/** Whether the query reads too much, by what is known of the pieces, and about how many points it would read. */
function verdict({ columns, enough }: SnapshotQuery): string[] {
  const share = `n * case when t_min >= :from and t_max < :to then 1
    else (least(t_max + 1, cast(:to as bigint)) - greatest(t_min, cast(:from as bigint)))::float8 / (t_max - t_min + 1) end`;
  const most = 'cast(:most as float8)';
  // Of several fields at the same times, the one with the most values tells the points.
  const points = `(select sum(most) from (select max(total) as most from (
      select series_no, day, sum(${share}) as total from marked where reads group by series_no, day) v
    join ts_series s on s.shard_id = :shardId and s.organization_id = :organizationId and s.series_no = v.series_no
    group by s.source_id, day) d)`;
  const held = enough === undefined ? `or points > ${surplus} * ${most} or held > ${heldPerPoint} * ${most}` : '';
  return [
    `cost as (select coalesce(sum(n) filter (where reads), 0) ${columns === 'rolls' ? `+ ${valuesOfRoll} * count(*) filter (where not reads)` : ''} as decoded, coalesce(sum(bytes) filter (where reads), 0) as bytes,
       coalesce(sum(${share}) filter (where reads), 0) as held from marked)`,
    `weighed as (select decoded, bytes, held, case when held <= ${most} then held else coalesce(${points}, held) end as points from cost)`,
    `verdict as (select round(points)::bigint as points, decoded > :mostValues or bytes > :mostBytes ${held} as refused from weighed)`,
  ];
}

function wholePieces({ where }: Parts): string {
  const from = (table: string): string => `
    union all select ${rowKinds.piece}, series_no, day, at, t_min, t_max, n, null, data from ${table} where ${where}`;
  return from('ts_chunk') + from('ts_part');
}

// The shard is named too, so that the row is looked for where the shard lies.
const here = 'shard_id = :shardId and ctid = place';
const dataAtPlace = `(case when is_chunk then (select data from ts_chunk where ${here}) else (select data from ts_part where ${here}) end)`;

/** Pieces whose data, or summaries, are looked up by the place of their row; and the counts of the others, by day. */
function lookedUpPieces(columns: SnapshotQuery['columns'], gate: string): string {
  const pieces = (roll: string, read: string, which: string): string => `
    union all select ${rowKinds.piece}, series_no, day, at, t_min, t_max, n, ${roll}, ${read} from marked where ${which} ${gate}`;
  if (columns === 'data') return pieces('null::bytea', dataAtPlace, 'true');
  if (columns === 'rolls')
    return pieces(
      `case when not reads then (select roll from ts_chunk where ${here}) end`,
      `case when reads then ${dataAtPlace} end`,
      'true',
    );
  return `${pieces('null::bytea', columns === 'counts' ? 'null::bytea' : dataAtPlace, 'reads')}
    union all select ${rowKinds.counted}, 0, day, 0, min(t_min), max(t_max), sum(n), null, null from marked where not reads and nth = 1 group by day`;
}
