import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { standIn } from '../../areas/data/large.ts';
import type { Known, LargeBody } from '../../areas/data/large.ts';
import { ApiError } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import type { Message, Outcome } from './message.ts';

/** From so many bytes on, reading JSON takes longer than others should wait: in a form that is read fast, and in any other. */
const usualBounds = { fast: 2 * 1024 * 1024, other: 512 * 1024 };
/** An idle thread ends after this. */
const idleMs = 60_000;
/** The operations whose bodies threads can read. */
const operations = new Set(['createDataPoints', 'createDataColumns']);

/** Reads large JSON bodies in threads of their own, so that the event loop serves others meanwhile. */
export interface LargeBodies {
  /** Whether a thread should read it; `form` is `other` once it is known not to be in one that is read fast. */
  takes(operationId: string, bytes: Buffer, form: 'fast' | 'other'): boolean;
  /** What stands for the body in the request of its handler, or what is wrong with it. The bytes are empty then. @throws ApiError 400 */
  read(operationId: string, bytes: Buffer): Promise<{ body: object } | { wrong: Detail[] }>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** Threads are made when needed, as many as there are cores but one. So many bytes make a body large. */
export function createLargeBodies(bounds = usualBounds): LargeBodies {
  let pool: Piscina<Message, Outcome> | undefined;

  async function run(message: Message): Promise<Outcome> {
    pool ??= new Piscina({
      filename: new URL('./worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: Math.max(1, availableParallelism() - 1),
      idleTimeout: idleMs,
    });
    return pool.run(message, { transferList: [message.bytes.buffer] });
  }

  return {
    takes: (operationId, bytes, form) => bytes.length >= bounds[form] && operations.has(operationId),
    async read(operationId, given) {
      const first = await run({ operationId, bytes: ownBytes(given) });
      let { bytes } = first;
      const again = async (known: Known): Promise<LargeBody> => {
        const outcome = await run({ operationId, bytes, known });
        ({ bytes } = outcome);
        const read = resultOf(outcome);
        if ('wrong' in read) throw new ApiError('validation_failed', read.wrong);
        return read.body;
      };
      const read = resultOf(first);
      return 'wrong' in read ? read : { body: standIn(read.body, again) };
    },
    async close() {
      await pool?.destroy();
      pool = undefined;
    },
  };
}

/** Bytes that share their memory with nothing else, which may move. */
function ownBytes(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? new Uint8Array(buffer) : Uint8Array.from(bytes);
}

function resultOf({ result }: Outcome): { body: LargeBody } | { wrong: Detail[] } {
  if ('refusal' in result) throw new ApiError(result.refusal.code, result.refusal.details);
  return result;
}
