import type { Knex } from 'knex';
import { encodeColumn, smallestOfPart } from './codec.ts';
import { kinds, slice } from './column.ts';
import type { Column } from './column.ts';
import { rollOf } from './roll.ts';
import type { ShardRef } from './shard.ts';

/** The most points of one row. */
export const mostOfPiece = 65_536;

/** Rows that one statement inserts. */
const mostRows = 5000;

type PieceTable = 'ts_part' | 'ts_chunk';

/** A settled column of one series and day, about to be stored. */
export interface NewPiece {
  series: number;
  day: number;
  at: number;
  column: Column;
}

/** Columns as rows of ts_part, or of ts_chunk, which has hourly summaries beside them. */
export function encodePieces({ span }: ShardRef, table: PieceTable, pieces: readonly NewPiece[]): PieceRow[] {
  return pieces.flatMap((piece) => rowsOf(piece, span, table === 'ts_chunk'));
}

/** Stores what `encodePieces` made. */
export async function insertPieces(db: Knex, shard: ShardRef, table: PieceTable, rows: readonly PieceRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += mostRows) await insertRows(db, shard, table, rows.slice(start, start + mostRows));
}

const noRoll = Buffer.alloc(0);

/** A row about to be inserted. */
export type PieceRow = ReturnType<typeof rowOf>;

function rowsOf(piece: NewPiece, span: number, hasRoll: boolean): PieceRow[] {
  const { column } = piece;
  const rows: PieceRow[] = [];
  for (let start = 0; start < column.keys.length; start += mostOfPiece) {
    rows.push(rowOf(piece, slice(column, start, Math.min(start + mostOfPiece, column.keys.length)), span, hasRoll));
  }
  return rows;
}

function rowOf({ series, day, at }: NewPiece, column: Column, span: number, hasRoll: boolean) {
  const { keys, numbers, types } = column;
  const kind = types?.at(-1) ?? kinds.number;
  const roll = hasRoll ? rollOf(column, day * span, span) : null;
  const last = { lastKind: kind, lastNumber: kind === kinds.number ? (numbers.at(-1) ?? 0) : 0 };
  return {
    series,
    day,
    at,
    first: keys[0] ?? 0,
    last: keys.at(-1) ?? 0,
    count: keys.length,
    ...last,
    roll,
    ...encodeColumn(column, day * span, hasRoll ? undefined : smallestOfPart),
  };
}

/** The bytes of all rows go as one parameter, which is sent as it is: an array of them would be text of twice the length. */
async function insertRows(db: Knex, { shardId, organizationId }: ShardRef, table: PieceTable, rows: readonly PieceRow[]): Promise<void> {
  const hasRoll = table === 'ts_chunk';
  const columns = 'series_no, day, at, t_min, t_max, n, last_kind, last_number, keys_hash';
  const types = ['int', 'int', 'bigint', 'bigint', 'bigint', 'int', 'smallint', 'float8', 'bigint', 'int', 'int', 'int'];
  await db.raw(
    `insert into ${table} (shard_id, organization_id, ${columns}, data${hasRoll ? ', roll' : ''})
     select ?, ?, ${columns}, substr(bytes, start, size)${hasRoll ? ', substr(bytes, start + size, nullif(rest, 0))' : ''}
     from (select ?::bytea as bytes) b, unnest(${types.map((type) => `?::${type}[]`).join(', ')}) as p (${columns}, start, size, rest)`,
    [
      shardId,
      organizationId,
      Buffer.concat(rows.flatMap(({ data, roll }) => [data, roll ?? noRoll])),
      rows.map(({ series }) => series),
      rows.map(({ day }) => day),
      rows.map(({ at }) => String(at)),
      rows.map(({ first }) => String(first)),
      rows.map(({ last }) => String(last)),
      rows.map(({ count }) => count),
      rows.map(({ lastKind }) => lastKind),
      rows.map(({ lastNumber }) => (Object.is(lastNumber, -0) ? '-0' : String(lastNumber))),
      rows.map(({ keysHash }) => keysHash),
      startsOf(rows),
      rows.map(({ data }) => data.length),
      rows.map(({ roll }) => roll?.length ?? 0),
    ],
  );
}

/** Where the bytes of each row begin, counted from 1. */
function startsOf(rows: readonly PieceRow[]): number[] {
  let next = 1;
  return rows.map(({ data, roll }) => {
    const start = next;
    next += data.length + (roll?.length ?? 0);
    return start;
  });
}
