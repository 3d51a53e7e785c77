import { TooManyPoints } from '../store.ts';
import { TooManyGroups } from '../time-groups.ts';
import { decodeBatches, perform } from './jobs.ts';
import type { JobName, Jobs } from './jobs.ts';
import type { SeriesName } from './catalog.ts';
import { packRows, unpackRows } from '../row-columns.ts';
import type { AnyRow, RowColumns } from '../row-columns.ts';
import { wantedSeries } from './scan.ts';
import type { SeriesNames, Stored } from './scan.ts';
import type { ColumnSelection } from './select.ts';
import type { Piece, Snapshot } from './snapshot.ts';

/** Buffers side by side in one, which moves to the other thread without a copy. A length of -1 stands for none. */
interface Packed {
  bytes: ArrayBuffer;
  lengths: Float64Array<ArrayBuffer>;
}

/** A question about what was read. */
interface JobMessage {
  kind: 'job';
  name: JobName;
  question: Jobs[JobName]['question'];
  snapshot: Omit<Snapshot, 'pieces'>;
  /** `numbersOfPiece` numbers of each piece; of `data` each has its summary and its points. */
  pieces: Float64Array<ArrayBuffer>;
  data: Packed;
  names: Map<number, SeriesName>;
  greatest: number;
  span: number;
}

interface BatchesMessage {
  kind: 'batches';
  data: Packed;
}

export type Message = JobMessage | BatchesMessage;

/** Errors lose their class between threads, so that those that mean something are told by name. */
type Failure = { name: 'TooManyPoints'; limit: number; about: number } | { name: 'TooManyGroups'; limit: number };

/** What came of a question. The rows of an answer may stand beside it, packed. */
export type Outcome<Answer> = { answer: Answer; rows?: RowColumns } | { failure: Failure };

const numbersOfPiece = 6;

/** A message, and what moves with it. */
interface Parcel {
  message: Message;
  moved: ArrayBuffer[];
}

export function packJob<Name extends JobName>(name: Name, { snapshot, catalog, span }: Stored, question: Jobs[Name]['question']): Parcel {
  const { pieces, ...rest } = snapshot;
  const numbers = new Float64Array(pieces.length * numbersOfPiece);
  for (const [index, { series, day, at, first, last, count }] of pieces.entries())
    numbers.set([series, day, at, first, last, count], index * numbersOfPiece);
  const data = pack(pieces.flatMap(({ roll, data: points }) => [roll, points]));
  const names = neededNames(catalog, question.selection);
  const message: Message = { kind: 'job', name, question, snapshot: rest, pieces: numbers, data, names, greatest: catalog.greatest, span };
  return { message, moved: [numbers.buffer, data.bytes, data.lengths.buffer] };
}

export function packBatches(batches: readonly Buffer[]): Parcel {
  const data = pack(batches);
  return { message: { kind: 'batches', data }, moved: [data.bytes, data.lengths.buffer] };
}

function neededNames(catalog: SeriesNames, selection: ColumnSelection): Map<number, SeriesName> {
  const isWanted = wantedSeries(catalog, selection);
  return new Map([...catalog.names].filter(([series]) => isWanted[series] === 1));
}

function pack(buffers: readonly (Buffer | null)[]): Packed {
  const bytes = new Uint8Array(buffers.reduce((sum, buffer) => sum + (buffer?.length ?? 0), 0));
  const lengths = Float64Array.from(buffers, (buffer) => buffer?.length ?? -1);
  let at = 0;
  for (const buffer of buffers) {
    if (buffer === null) continue;
    bytes.set(buffer, at);
    at += buffer.length;
  }
  return { bytes: bytes.buffer, lengths };
}

function* unpack({ bytes, lengths }: Packed): Generator<Buffer | null> {
  let at = 0;
  for (const length of lengths) {
    yield length < 0 ? null : Buffer.from(bytes, at, length);
    at += Math.max(0, length);
  }
}

/** What a thread does with a message. */
export function answerMessage(message: Message): Outcome<unknown> {
  try {
    if (message.kind === 'batches') return { answer: decodeBatches([...unpack(message.data)].filter((data) => data !== null)) };
    const { name, question, snapshot, names, greatest, span } = message;
    const stored: Stored = { snapshot: { ...snapshot, pieces: piecesOf(message) }, catalog: { names, greatest }, span };
    const answer = perform(name, stored, question);
    return hasRows(answer) ? { answer: { ...answer, rows: [] }, rows: packRows(answer.rows) } : { answer };
  } catch (error) {
    if (error instanceof TooManyPoints) return { failure: { name: 'TooManyPoints', limit: error.limit, about: error.about } };
    if (error instanceof TooManyGroups) return { failure: { name: 'TooManyGroups', limit: error.limit } };
    throw error;
  }
}

/** Whether an answer has rows of values. */
function hasRows(answer: Jobs[JobName]['answer']): answer is Jobs['points' | 'chart']['answer'] & { rows: AnyRow[] } {
  if (answer === null || !('rows' in answer)) return false;
  const [first] = answer.rows;
  return typeof first === 'object' && 'values' in first;
}

/** What a thread told; the rows of an answer are put back into it. @throws what the question did */
export function resultOf<Answer>(outcome: Outcome<Answer>): Answer {
  if ('failure' in outcome) throw errorOf(outcome.failure);
  const { answer, rows } = outcome;
  if (rows !== undefined && typeof answer === 'object' && answer !== null) Object.assign(answer, { rows: unpackRows(rows) });
  return answer;
}

/** The error that a thread told of. */
function errorOf(failure: Failure): Error {
  return failure.name === 'TooManyPoints' ? new TooManyPoints(failure.limit, failure.about) : new TooManyGroups(failure.limit);
}

function piecesOf({ pieces, data }: JobMessage): Piece[] {
  const found: Piece[] = [];
  const buffers = unpack(data);
  const next = (): Buffer | null => buffers.next().value ?? null;
  for (let at = 0; at < pieces.length; at += numbersOfPiece) {
    const [series = 0, day = 0, written = 0, first = 0, last = 0, count = 0] = pieces.subarray(at, at + numbersOfPiece);
    found.push({ series, day, at: written, first, last, count, roll: next(), data: next() });
  }
  return found;
}
