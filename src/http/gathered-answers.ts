import type { Context } from '../domain/context.ts';
import { ApiError } from '../domain/errors.ts';
import type { Beside, Ledger } from '../store/store.ts';
import { answerKeyOf, keptMs, repeated, rowOf } from './idempotency.ts';
import type { Answer, Repeat } from './idempotency.ts';
import { claimAnswers, findAnswers, storeAnswers } from './queries.ts';
import type { AnswerKey, AnswerRow } from './queries.ts';

/** The write is not made: its answer is kept already. */
class AnswerKept extends Error {
  readonly row: AnswerRow;
  constructor(row: AnswerRow) {
    super('the answer is kept already');
    this.row = row;
  }
}

/** The answer of one request, to be kept with its write. */
interface Entry {
  key: AnswerKey;
  /** Milliseconds since the epoch. */
  createdAt: number;
  row: Promise<AnswerRow>;
  isOpened: boolean;
}

const entries = new WeakMap<Beside, Entry>();

function entryOf(beside: Beside): Entry {
  const entry = entries.get(beside);
  if (entry === undefined) throw new Error('a ledger was given the entry of another one');
  return entry;
}

/** Answers in the transactions of the writes that they belong to. */
const ledger: Ledger = {
  async open(db, besides) {
    const all = besides.map(entryOf);
    for (const entry of all) entry.isOpened = true;
    const keys = all.map(({ key }) => key);
    const isClaimed = await claimAnswers(db, keys);
    // A statement of its own: what another one committed just before its claim ended must be seen.
    const kept = await findAnswers(db, keys, new Date(Math.max(...all.map(({ createdAt }) => createdAt)) - keptMs));
    const seen = new Set<string>();
    return keys.map(({ callerId, idempotencyKey }, index) => {
      const row = kept[index];
      if (row) return new AnswerKept(row);
      const name = `${callerId} ${idempotencyKey}`;
      if (!isClaimed[index] || seen.has(name)) return new ApiError('idempotency_in_progress');
      seen.add(name);
      return null;
    });
  },
  async close(db, besides) {
    const all = besides.map(entryOf);
    const rows = await Promise.all(all.map(({ row }) => row));
    const kept = all.flatMap(({ key }, index) => (rows[index] ? [{ key, row: rows[index] }] : []));
    if (kept.length > 0) await storeAnswers(db, kept, new Date(Math.min(...all.map(({ createdAt }) => createdAt))));
  },
};

/**
 * As `once`, for work whose only change is one write of points: many such requests share a commit, and their answers are kept in it.
 *
 * @throws ApiError as `once`
 */
export async function onceGathered(context: Context, repeat: Repeat, work: (inner: Context) => Promise<Answer>): Promise<Answer> {
  const key = answerKeyOf(context, repeat);
  const now = context.clock.now();
  const [kept] = await findAnswers(context.db, [key], new Date(now - keptMs));
  if (kept) return repeated(kept, repeat);
  const row = Promise.withResolvers<AnswerRow>();
  const committed = Promise.withResolvers<undefined>();
  const beside: Beside = {
    ledger,
    settled: (error) => (error === undefined ? committed.resolve(undefined) : committed.reject(error)),
  };
  const entry: Entry = { key, createdAt: now, row: row.promise, isOpened: false };
  entries.set(beside, entry);
  // Whoever waits for them hears of it; when the write is refused, nobody does.
  for (const { promise } of [row, committed]) promise.catch(() => undefined);
  try {
    const answer = await work({ ...context, beside });
    if (!entry.isOpened) throw new Error('a gathered operation answered without a write');
    row.resolve(rowOf(answer, repeat));
    await committed.promise;
    return answer;
  } catch (error) {
    row.reject(error);
    if (error instanceof AnswerKept) return repeated(error.row, repeat);
    throw error;
  }
}
