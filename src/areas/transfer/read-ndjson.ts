import type { ImportPoint, ImportSource } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { parseExactJson } from '../../domain/parse-json.ts';
import { joinLocation } from '../../domain/location.ts';
import type { Steps } from '../../domain/turns.ts';
import type { Key, KeyType } from '../../store/store.ts';
import { parseBodyKey } from '../records/keys.ts';
import type { ImportBatch } from './import-batch.ts';
import type { PointTaker } from './import-points.ts';
import type { Found, ImportSources } from './import-sources.ts';
import type { Problems } from './problems.ts';

/** Bytes of which reading takes about a millisecond. */
const bytesOfStep = 16_384;
/** No member of an object takes fewer bytes. */
const fewestBytes = 4;

export interface NdjsonReading {
  keyType: KeyType;
  sources: ImportSources;
  /** The source of lines that name none. */
  usual: Found | null;
  taker: PointTaker;
  batch: Pick<ImportBatch, 'reserve'>;
  problems: Problems;
  judge: Context['judge'];
}

/** Reads sources and points line by line; blank lines mean nothing. @throws Stopped */
export function* readNdjson(bytes: Buffer, reading: NdjsonReading): Steps<void> {
  let [line, paused] = [1, 0];
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    if (end - paused > bytesOfStep && start > 0) {
      paused = start;
      yield;
      yield* reading.batch.reserve(Math.ceil((Math.max(end - start, bytesOfStep) * 2) / fewestBytes));
    }
    const own = end === start ? '' : bytes.toString('utf8', start, end).trim();
    if (own !== '') readLine(own, line, reading);
    start = end + 1;
  }
}

function readLine(text: string, line: number, reading: NdjsonReading): void {
  const { problems, sources, judge } = reading;
  const parsed = parseExactJson(text, '');
  if ('malformed' in parsed) return problems.add(line, '', parsed.malformed.replaceAll(/[^\x20-\x7e]+/g, '?').slice(0, 300));
  if ('refused' in parsed) {
    for (const { location, message } of parsed.refused) problems.add(line, location.trim(), message);
    return;
  }
  const { value } = parsed;
  const isSource = typeof value === 'object' && value !== null && 'source' in value && typeof value.source === 'object';
  const details = judge(isSource ? 'ImportSource' : 'ImportPoint', value);
  for (const { location, message } of details) problems.add(line, location, message);
  if (details.length > 0) return;
  if (isSourceLine(value)) {
    const problem = sources.declare(value.source);
    if (problem !== null) problems.add(line, 'source.name', problem);
  } else if (isPoint(value)) readPoint(value, line, reading);
}

/** What the schemas of the contract have let through. */
const isSourceLine = (value: unknown): value is ImportSource =>
  typeof value === 'object' && value !== null && 'source' in value && typeof value.source === 'object';
const isPoint = (value: unknown): value is ImportPoint => typeof value === 'object' && value !== null && 'values' in value;

/** Where a field stands in a line. */
export const ndjsonPlace = (field: string): string => joinLocation('values', [field]);

function readPoint(point: ImportPoint, line: number, { keyType, sources, usual, taker, problems }: NdjsonReading): void {
  const name = keyType === 'timestamp' ? 'timestamp' : 'key';
  const other = keyType === 'timestamp' ? 'key' : 'timestamp';
  if (point[other] !== undefined)
    return problems.add(line, other, `belongs to other buckets, this one is keyed by ${keyType}; send ${name}`);
  const given = point[name];
  if (given === undefined) return problems.add(line, name, 'is required');
  const key = parseBodyKey(keyType, given);
  if ('reason' in key) return problems.add(line, name, key.reason);
  const { source, sourceId, values, metadata } = point;
  if (source !== undefined && sourceId !== undefined) return problems.add(line, 'source', 'can not stand together with sourceId');
  const found =
    source !== undefined
      ? sources.byName(source)
      : typeof sourceId === 'string'
        ? sources.byId(sourceId)
        : sourceId === null
          ? null
          : usual;
  const read: { key: Key; values: [string, (typeof values)[string] | null][] } = { key: key.key, values: [] };
  for (const [field, value] of Object.entries(values)) read.values.push([field, value ?? null]);
  taker.take(
    line,
    { found, key: read.key, values: read.values, ...(metadata === undefined ? {} : { metadata }) },
    { source: source === undefined ? 'sourceId' : 'source', field: ndjsonPlace },
  );
}
