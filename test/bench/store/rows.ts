import { timeOf } from '../data-set.ts';
import type { Reading } from './writes.ts';

/** PostgreSQL counts times in microseconds from 2000 on. */
const postgresEpochMs = Date.UTC(2000, 0, 1);

/** The table of the sustained ingest. */
export const sustainedRows = 'bench_rows';

/** The yardstick: a row for each point, with a primary key. PostgreSQL is spared vacuuming it, which would only cost it time. */
export const rowTable = (name: string): string =>
  `create table ${name} (series integer, time timestamptz, value double precision, primary key (series, time)) with (autovacuum_enabled = false)`;

export const copyInto = (name: string): string => `copy ${name} from stdin (format binary)`;

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const headBytes = signature.length + 8;
/** A count of fields, then each field with its length. */
const rowBytes = 2 + (4 + 4) + (4 + 8) + (4 + 8);

/** Readings in the binary format of COPY (PostgreSQL's manual, "COPY", "Binary Format"). */
export function encodeRows(readings: readonly Reading[]): Buffer {
  const bytes = Buffer.alloc(headBytes + readings.length * rowBytes + 2);
  signature.copy(bytes);
  let at = headBytes;
  for (const { series, minute, value } of readings) {
    at = bytes.writeInt16BE(3, at);
    at = bytes.writeInt32BE(4, at);
    at = bytes.writeInt32BE(series, at);
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeBigInt64BE(BigInt(timeOf(minute) - postgresEpochMs) * 1000n, at);
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeDoubleBE(value, at);
  }
  bytes.writeInt16BE(-1, at);
  return bytes;
}
