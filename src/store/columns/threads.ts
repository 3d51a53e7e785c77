import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Cells } from './batch.ts';
import { decodeBatches, perform } from './jobs.ts';
import type { JobName, Jobs } from './jobs.ts';
import type { Stored } from './scan.ts';
import { packBatches, packJob, resultOf } from './thread-message.ts';
import type { Outcome } from './thread-message.ts';

/** An idle thread ends after this. */
const idleMs = 60_000;

/** A summary takes as long to read as so many values, an unfolded value as a part of one: most of them are not wanted. */
const [valuesOfRoll, valuesOfCell] = [50, 0.05];

/** Decodes: at once when that is quick, else in threads of their own. */
export interface Threads {
  /** Answers a question about what was read. Errors keep their class. */
  run<Name extends JobName>(
    name: Name,
    stored: Stored,
    question: Jobs[Name]['question'],
    signal?: AbortSignal,
  ): Promise<Jobs[Name]['answer']>;
  /** Decodes batches that hold so many values. */
  decodeBatches(batches: readonly Buffer[], values: number, signal?: AbortSignal): Promise<Cells[]>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** From `heavyValues` on, decoding leaves the event loop to others. Threads are made when needed, as many as there are cores but one. */
export function createThreads(heavyValues: number): Threads {
  let pool: Piscina | undefined;

  async function inThread<Answer>({ message, moved }: ReturnType<typeof packBatches>, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    pool ??= new Piscina({
      filename: new URL('./worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: Math.max(1, availableParallelism() - 1),
      idleTimeout: idleMs,
    });
    const outcome: Outcome<Answer> = await pool.run(message, { transferList: moved, signal: signal ?? null }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    return resultOf(outcome);
  }

  return {
    async run(name, stored, question, signal) {
      if (weightOf(stored) >= heavyValues) return inThread(packJob(name, stored, question), signal);
      signal?.throwIfAborted();
      return perform(name, stored, question);
    },
    decodeBatches: async (batches, values, signal) =>
      values < heavyValues ? decodeBatches(batches) : inThread(packBatches(batches), signal),
    async close() {
      await pool?.destroy();
      pool = undefined;
    },
  };
}

/** About how many values have to be decoded. */
function weightOf({ snapshot: { pieces, batches } }: Stored): number {
  let weight = 0;
  for (const { roll, data, count } of pieces) weight += data === null ? (roll === null ? 0 : valuesOfRoll) : count;
  for (const { cells } of batches) weight += cells.count * valuesOfCell;
  return weight;
}
