// What a thread does with a large JSON body: parses it, judges it by the contract, and makes it columns.
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { largeDecoders } from '../../areas/data/large-decoders.ts';
import type { LargeBody } from '../../areas/data/large.ts';
import { createBodyJudge } from '../../contract/server/judge.ts';
import { ApiError } from '../../domain/errors.ts';
import { readDocument } from '../document.ts';
import type { Message, Outcome } from './message.ts';

const judge = createBodyJudge(await readDocument());

function resultOf({ operationId, bytes: given, known }: Message): Outcome['result'] {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const decoder = largeDecoders[operationId];
  if (decoder === undefined) throw new Error(`no thread reads bodies of ${operationId}`);
  try {
    const quick = known ? undefined : decoder.quick?.(bytes);
    if (quick) return { body: quick };
    const { body, wrong } = judge(operationId, bytes);
    return wrong.length > 0 ? { wrong } : { body: decoder.decode(body, known) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { refusal: { code: error.code, details: error.details } };
  }
}

/** The memory of arrays that moves with them. */
function memoryOf({ columns, places }: LargeBody): ArrayBufferLike[] {
  const arrays =
    columns === null ? [] : [columns.seriesOf, columns.keys, columns.numbers, columns.kinds, columns.sourceOf, columns.fieldOf];
  return [...new Set([places, ...arrays].flatMap((array) => (array === null ? [] : [array.buffer])))];
}

export default function read(message: Message): unknown {
  const outcome: Outcome = { bytes: message.bytes, result: resultOf(message) };
  const moved = [message.bytes.buffer, ...('body' in outcome.result ? memoryOf(outcome.result.body) : [])];
  return move({ [transferableSymbol]: moved, [valueSymbol]: outcome });
}
