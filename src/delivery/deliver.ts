import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { claimMail, storeFailed, storePostponed, storeSent } from './queries.ts';
import type { MailRow } from './queries.ts';
import type { Outcome, Send } from './smtp.ts';

const minuteMs = 60_000;
/** The pause after the first attempt; each later one is twice as long. */
const firstPauseMs = minuteMs / 2;
const mostPauseMs = 240 * minuteMs;
/** With these pauses within a day. */
export const mostAttempts = 15;
/** The longest time that one attempt takes. */
const attemptMs = minuteMs;
/** For so long a message belongs to the process that tries it; if that ends, another one tries it then. Longer than an attempt. */
export const claimMs = 5 * minuteMs;
/** Messages that one process sends at the same time. */
const lanes = 4;
/** The time that messages under way get when the server stops. */
const closeMs = 5_000;
/** Messages are kept for so long after they were written, sent or not. */
export const mailKeptMs = 7 * 24 * 60 * minuteMs;

/** The time until the next attempt, in milliseconds. */
export const pauseAfter = (attempts: number) => Math.min(firstPauseMs * 2 ** (attempts - 1), mostPauseMs);

/** Sends what is in the outbox. */
export interface Delivery {
  /** Sends what is due and answers how many messages went out. @throws the last reason for which one is to be tried again */
  run(): Promise<number>;
  /** Begins no more, and waits a little for what is under way. */
  close(): Promise<void>;
}

export interface DeliveryOptions {
  db: Knex;
  clock: Clock;
  log: Logger;
  send: Send;
}

/**
 * Delivers each message at least once: one that was handed over when the process ended is handed over again, with the same Message-ID.
 * Any number of processes may do this on one database.
 */
export function createDelivery({ db, clock, log, send }: DeliveryOptions): Delivery {
  const closing = new AbortController();
  const rounds = new Set<Promise<unknown>>();
  let isClosing = false;

  const settle = async (mail: MailRow, outcome: Outcome): Promise<void> => {
    const now = clock.now();
    if (outcome.kind === 'sent') return storeSent(db, mail, new Date(now));
    const { kind, reason } = outcome;
    if (kind === 'postponed' && mail.attempts < mostAttempts)
      return storePostponed(db, mail, new Date(now + pauseAfter(mail.attempts)), reason);
    log.warn({ mailId: mail.id, attempts: mail.attempts, reason }, 'a message is given up; npx telltale outbox shows it');
    return storeFailed(db, mail, new Date(now), reason);
  };

  const claim = (): Promise<MailRow | undefined> => {
    const now = clock.now();
    return isClosing ? Promise.resolve(undefined) : claimMail(db, new Date(now), new Date(now + claimMs));
  };

  /** Sends one after the other until none is due, or one has to wait: then the server may well be down. */
  const lane = async (first?: MailRow): Promise<{ sent: number; reason: string | null }> => {
    let sent = 0;
    for (let mail = first ?? (await claim()); mail; mail = await claim()) {
      const outcome = await attempt(mail);
      await settle(mail, outcome);
      if (outcome.kind === 'postponed') return { sent, reason: outcome.reason };
      if (outcome.kind === 'sent') sent++;
    }
    return { sent, reason: null };
  };

  const attempt = async (mail: MailRow): Promise<Outcome> => {
    // Only a process that ends in the middle of its last attempt leaves such a message.
    if (mail.attempts > mostAttempts)
      return { kind: 'refused', reason: mail.last_error ?? 'the server ended in the middle of each attempt' };
    return send(mail, AbortSignal.any([closing.signal, AbortSignal.timeout(attemptMs)]));
  };

  const round = async (): Promise<number> => {
    const first = await claim();
    if (!first) return 0;
    const ended = await Promise.allSettled([lane(first), ...Array.from({ length: lanes - 1 }, () => lane())]);
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    const done = ended.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
    const reason = done.find((one) => one.reason !== null)?.reason;
    if (reason) throw new Error(reason);
    return done.reduce((sum, { sent }) => sum + sent, 0);
  };

  return {
    run() {
      const running = round().finally(() => rounds.delete(running));
      rounds.add(running);
      return running;
    },
    async close() {
      isClosing = true;
      const timer = setTimeout(() => closing.abort(), closeMs);
      await Promise.allSettled(rounds);
      clearTimeout(timer);
    },
  };
}
