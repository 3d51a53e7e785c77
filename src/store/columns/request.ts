import { stretches } from '../../domain/turns.ts';
import type { Steps } from '../../domain/turns.ts';
import { createColumnBuilder } from '../column-builder.ts';
import { valueKinds as kinds } from '../store.ts';
import type { Beside, ColumnBatch, Confirm, Point, WriteResult } from '../store.ts';
import { presence, typeNames } from './catalog.ts';
import type { SeriesName } from './catalog.ts';

/** The values of one write as columns: `ColumnBatch` with the names that the store gives series. */
export interface WriteRequest extends Omit<ColumnBatch, 'series'> {
  series: readonly SeriesName[];
  /** The types that the values of each series have, as bits; 0 for series that may change theirs. */
  typeBits: Uint8Array;
  /** The type of the first value of each series that is not null, or 0. */
  firstTypes: Uint8Array;
  confirm?: Confirm;
  /** What is stored in the same transaction. */
  beside?: Beside;
  /** Called when the write is made, before it is committed. Only of writes with something beside them. */
  made?(result: WriteResult): void;
}

const mostKey = Number.MAX_SAFE_INTEGER;
/** Values of points that one step takes over. */
const valuesOfStep = 10_000;

function requireKey(key: unknown): number {
  if (!Number.isSafeInteger(key))
    throw new RangeError(`the key ${JSON.stringify(key)} is out of range: a whole number between -(2^53-1) and 2^53-1 is wanted`);
  // A key has no sign of zero.
  return Number(key) + 0;
}

/** A batch of columns, checked. @throws RangeError for a value of no series or text, or a key that the store can not hold */
export function* requestOfColumns(batch: ColumnBatch, confirm?: Confirm): Steps<WriteRequest> {
  const isUsed = yield* requireIndices(batch);
  const { series, hasMetadata, ofNumbers } = namesOf(batch.series);
  if (hasMetadata) requireMetadata(batch);
  const untyped = { ...batch, series, keys: yield* cleanKeys(batch) };
  if (isUsed.includes(0)) return { ...(yield* withTypes(withoutUnused(untyped, isUsed))), confirm };
  return { ...(batch.kinds === null ? { ...untyped, ...ofNumbers } : yield* withTypes(untyped)), confirm };
}

type Types = Pick<WriteRequest, 'typeBits' | 'firstTypes'>;

/** What follows from the series of a batch alone. */
interface Named {
  series: readonly SeriesName[];
  hasMetadata: boolean;
  /** The types where all values are numbers. */
  ofNumbers: Types;
}

/** Of arrays of series that can't change: whoever writes the same series again gives the same array. */
const named = new WeakMap<ColumnBatch['series'], Named>();

function namesOf(given: ColumnBatch['series']): Named {
  const found = named.get(given);
  if (found !== undefined) return found;
  const series = given.map(({ sourceId, field }) => ({ sourceId: sourceId ?? '', isMetadata: field === null, field: field ?? '' }));
  const made = { series, hasMetadata: series.some(({ isMetadata }) => isMetadata), ofNumbers: typesOfNumbers(series) };
  if (Object.isFrozen(given)) {
    Object.freeze(series);
    named.set(given, made);
  }
  return made;
}

type Untyped = Omit<WriteRequest, 'typeBits' | 'firstTypes' | 'confirm'>;

const typeOfKind = [
  0,
  typeNames.indexOf('boolean'),
  typeNames.indexOf('boolean'),
  typeNames.indexOf('number'),
  typeNames.indexOf('string'),
];

/** Only fields of sources have types. */
const isTyped = (name: SeriesName | undefined): boolean => name !== undefined && name.sourceId !== '' && !name.isMetadata;

function typesOfNumbers(series: readonly SeriesName[]): Types {
  const number = typeNames.indexOf('number');
  const [typeBits, firstTypes] = [new Uint8Array(series.length), new Uint8Array(series.length)];
  for (let index = 0; index < series.length; index++) {
    if (!isTyped(series[index])) continue;
    typeBits[index] = 1 << number;
    firstTypes[index] = number;
  }
  return { typeBits, firstTypes };
}

/** Notes the types of the fields of sources. */
function* withTypes(request: Untyped): Steps<WriteRequest> {
  const { series, count, seriesOf, kinds: types } = request;
  if (types === null) return { ...request, ...typesOfNumbers(series) };
  const typeBits = new Uint8Array(series.length);
  const firstTypes = new Uint8Array(series.length);
  yield* stretches(count, (from, to) => {
    for (let i = from; i < to; i++) {
      const index = seriesOf[i] ?? 0;
      const type = typeOfKind[types[i] ?? 0] ?? 0;
      if (type === 0 || !isTyped(series[index])) continue;
      typeBits[index] = (typeBits[index] ?? 0) | (1 << type);
      if (firstTypes[index] === 0) firstTypes[index] = type;
    }
  });
  return { ...request, typeBits, firstTypes };
}

/** A series without values must not come to be. */
function withoutUnused(request: Untyped, isUsed: Uint8Array): Untyped {
  if (!isUsed.includes(0)) return request;
  const places = new Int32Array(isUsed.length);
  const series = request.series.filter((_, index) => isUsed[index] === 1);
  for (let index = 0, next = 0; index < places.length; index++) if (isUsed[index] === 1) places[index] = next++;
  return { ...request, series, seriesOf: request.seriesOf.subarray(0, request.count).map((index) => places[index] ?? 0) };
}

/** The keys, without signs of zero. */
function* cleanKeys({ count, keys }: ColumnBatch): Steps<Float64Array> {
  let hasZero = false;
  if (keys.length < count) throw new RangeError(`${count} values have only ${keys.length} keys`);
  yield* stretches(count, (from, to) => {
    hasZero = requireKeys(keys, from, to) || hasZero;
  });
  if (!hasZero) return keys;
  const clean = new Float64Array(count);
  yield* stretches(count, (from, to) => {
    for (let i = from; i < to; i++) clean[i] = (keys[i] ?? 0) + 0;
  });
  return clean;
}

/** Tells whether one is zero. */
function requireKeys(keys: Float64Array, from: number, to: number): boolean {
  let hasZero = false;
  for (let i = from; i < to; i++) {
    const key = keys[i] ?? NaN;
    if (!(Math.abs(key) <= mostKey && Math.floor(key) === key)) requireKey(key);
    hasZero ||= key === 0;
  }
  return hasZero;
}

/** Tells which series have values. */
function* requireIndices(batch: ColumnBatch): Steps<Uint8Array> {
  const { series, count, seriesOf, numbers, kinds: types } = batch;
  const seriesCount = series.length;
  const isUsed = new Uint8Array(seriesCount);
  if (numbers.length < count || (types !== null && types.length < count)) throw new RangeError(`fewer than ${count} values are there`);
  yield* stretches(count, (from, to) => {
    for (let i = from; i < to; i++) {
      const index = seriesOf[i] ?? -1;
      if (index < 0 || index >= seriesCount) throw new RangeError(`value ${i} belongs to no series of the batch`);
      isUsed[index] = 1;
    }
  });
  if (types !== null) yield* stretches(count, (from, to) => requireKinds(types, batch, from, to));
  return isUsed;
}

function requireKinds(types: Uint8Array, { numbers, texts }: ColumnBatch, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const [type, number] = [types[i] ?? kinds.null, numbers[i] ?? -1];
    if (type > kinds.text) throw new RangeError(`value ${i} has no known kind`);
    if (type === kinds.text && !(Number.isInteger(number) && number >= 0 && number < texts.length))
      throw new RangeError(`value ${i} is no text of the batch`);
  }
}

/** Metadata is read as JSON again, so that it must be some. */
function requireMetadata({ series, count, seriesOf, kinds: types, numbers, texts }: ColumnBatch): void {
  const known = new Set<number>();
  for (let i = 0; i < count; i++) {
    if (series[seriesOf[i] ?? -1]?.field !== null) continue;
    const type = types?.[i] ?? kinds.number;
    const index = numbers[i] ?? -1;
    if (type === kinds.null || (type === kinds.text && known.has(index))) continue;
    if (type !== kinds.text || !isObject(texts[index] ?? '')) throw new RangeError(`value ${i} is no JSON object, as metadata has to be`);
    known.add(index);
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The series of one source among those of a request. */
interface OwnSeries {
  metadata: number;
  presence: number;
  fields: Map<string, number>;
}

/** Points as columns, in their order. A point without anything is one value that only tells that it is there. @throws RangeError for a key */
export function* requestOfPoints(points: readonly Point[]): Steps<WriteRequest> {
  let most = 0;
  for (const { values } of points) most += 1 + Object.keys(values).length;
  const to = createColumnBuilder(most);
  const series: SeriesName[] = [];
  const sources = new Map<string, OwnSeries>();
  let [lastId, next]: [string | undefined, number] = [undefined, valuesOfStep];
  let own: OwnSeries = { metadata: -1, presence: -1, fields: new Map() };
  for (const { sourceId: given, key: givenKey, values, metadata } of points) {
    if (to.count() >= next) {
      next = to.count() + valuesOfStep;
      yield;
    }
    const sourceId = given ?? '';
    if (sourceId !== lastId) {
      lastId = sourceId;
      const found = sources.get(sourceId);
      own = found ?? { metadata: -1, presence: -1, fields: new Map() };
      if (found === undefined) sources.set(sourceId, own);
    }
    const key = requireKey(givenKey);
    const fields = Object.keys(values);
    for (const field of fields) {
      let index = own.fields.get(field);
      if (index === undefined) {
        index = series.push({ sourceId, isMetadata: false, field }) - 1;
        own.fields.set(field, index);
      }
      to.add(0, index, key, values[field] ?? null);
    }
    if (metadata !== undefined) {
      if (own.metadata < 0) own.metadata = series.push({ sourceId, isMetadata: true, field: '' }) - 1;
      to.add(0, own.metadata, key, metadata === null ? null : JSON.stringify(metadata));
    } else if (fields.length === 0) {
      if (own.presence < 0) own.presence = series.push({ sourceId, isMetadata: true, field: presence }) - 1;
      to.add(0, own.presence, key, null);
    }
  }
  return yield* withTypes({ series, ...to.finish() });
}
