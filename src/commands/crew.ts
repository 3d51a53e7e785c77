import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Processes } from '../http/operator/pages.ts';
import type { ProcessState } from '../http/operator/process.ts';
import { StartError } from '../start-error.ts';
import { isMessage } from './worker-messages.ts';
import type { Order, Word, WorkerRole } from './worker-messages.ts';

/** The pause before a worker that ended is started again: doubled each time, unless it has lived for long. */
const leastPauseMs = 100;
const mostPauseMs = 30_000;
const longLifeMs = 60_000;

/** How long a question to a worker is waited for, and what a worker gets to end beyond the time of its requests. */
const askMs = 2000;
const graceMs = 5000;

/** The workers of a server. */
export interface Crew {
  /** Starts the first worker, which listens. Answers the port, or null when the worker could not and has said why. */
  listen(port: number): Promise<number | null>;
  /** Starts the others and lets all serve. @throws StartError when one ends meanwhile */
  serve(order: { databaseUrl: string; port: number }): Promise<true>;
  processes: Processes;
  /** Ends all; requests in flight get `timeoutMs`. May be called again. */
  stop(timeoutMs: number): Promise<void>;
}

interface Slot {
  number: number;
  role: WorkerRole;
  worker: Worker | null;
  isServing: boolean;
  forkedAt: number;
  /** How often it ended after a short life. */
  failures: number;
}

/** A worker for each of `count` request processes and one for the background work; who ends by himself is started again. */
export function createCrew(count: number, log: Logger): Crew {
  // Keeps numbers such as NaN as they are, which JSON does not.
  cluster.setupPrimary({ serialization: 'advanced' });
  const slots = Array.from({ length: count + 1 }, (_, index): Slot => {
    const role = index < count ? 'requests' : 'background';
    return { number: index + 1, role, worker: null, isServing: false, forkedAt: 0, failures: 0 };
  });
  const stopped = new AbortController();
  const ended = new Map<Slot, Promise<void>>();
  const listening = Promise.withResolvers<number | null>();
  const allServing = Promise.withResolvers<true>();
  allServing.promise.catch(() => undefined);
  let wantedPort = 0;
  let serving: Extract<Order, { kind: 'serve' }> | null = null;
  let hasServed = false;
  const questions = createQuestions();

  const fork = (slot: Slot): void => {
    const worker = cluster.fork();
    Object.assign(slot, { worker, isServing: false, forkedAt: performance.now() });
    worker.on('message', (message: unknown) => {
      if (isMessage<Word>(message)) hear(slot, worker, message);
    });
    // A worker that is gone is noticed by its end.
    worker.on('error', () => undefined);
    const end = new Promise<void>((resolve) => {
      worker.once('exit', (code: number | null, signal: string | null) => {
        lose(slot, worker, { code, signal });
        resolve();
      });
    });
    ended.set(slot, end);
  };

  const hear = (slot: Slot, worker: Worker, word: Word): void => {
    if (word.kind === 'hello') {
      // All name the same port, also 0: that is how Node knows that they are to share it.
      order(worker, { kind: 'begin', role: slot.role, port: wantedPort });
      if (serving && slot.role === 'background') order(worker, serving);
    } else if (word.kind === 'listening') {
      listening.resolve(word.port);
      if (serving) order(worker, serving);
    } else if (word.kind === 'serving') {
      slot.isServing = true;
      if (slots.every(({ isServing }) => isServing)) {
        hasServed = true;
        allServing.resolve(true);
      }
    } else {
      questions.answer(word);
    }
  };

  const lose = (slot: Slot, worker: Worker, how: { code: number | null; signal: string | null }): void => {
    Object.assign(slot, { worker: null, isServing: false });
    listening.resolve(null);
    if (stopped.signal.aborted) return;
    if (!hasServed) return void allServing.reject(new StartError(`worker ${slot.number} ended while it started`));
    slot.failures = performance.now() - slot.forkedAt < longLifeMs ? slot.failures + 1 : 0;
    const pauseMs = Math.min(leastPauseMs * 2 ** Math.max(0, slot.failures - 1), mostPauseMs);
    const { number, role } = slot;
    log.error({ worker: number, role, pid: worker.process.pid, ...how, pauseMs }, 'a worker ended by itself; it is started again');
    void delay(pauseMs, undefined, { signal: stopped.signal }).then(
      () => fork(slot),
      () => undefined,
    );
  };

  const askAll = <Answer>(about: 'state' | 'metrics', pick: (word: Word) => Answer | null): Promise<Answer[]> => {
    const serves = slots.flatMap(({ worker, isServing }) => (worker && isServing ? [worker] : []));
    return Promise.all(serves.map((worker) => questions.ask(worker, about))).then((words) =>
      words.flatMap((word) => {
        const answer = word && pick(word);
        return answer === null ? [] : [answer];
      }),
    );
  };

  return {
    listen(port) {
      wantedPort = port;
      const [first] = slots;
      if (first) fork(first);
      return listening.promise;
    },
    serve(orders) {
      serving = { kind: 'serve', ...orders };
      for (const { worker, role } of slots) if (worker && role === 'requests') order(worker, serving);
      for (const slot of slots) if (!slot.worker) fork(slot);
      return allServing.promise;
    },
    processes: {
      expected: () => slots.length,
      states: () => askAll<ProcessState>('state', (word) => (word.kind === 'state' ? word.state : null)),
      metrics: () => askAll<object[]>('metrics', (word) => (word.kind === 'metrics' ? word.metrics : null)),
    },
    async stop(timeoutMs) {
      stopped.abort();
      const finished = new AbortController();
      for (const { worker } of slots) if (worker) order(worker, { kind: 'stop', timeoutMs });
      void delay(timeoutMs + graceMs, undefined, { signal: finished.signal }).then(
        () => slots.forEach(({ worker }) => worker?.process.kill('SIGKILL')),
        () => undefined,
      );
      await Promise.all(ended.values());
      finished.abort();
    },
  };
}

function order(worker: Worker, message: Order): void {
  if (worker.isConnected()) worker.send(message);
}

/** Questions to workers, and their answers by number. A worker that does not answer in time is null. */
function createQuestions() {
  const open = new Map<number, (word: Word | null) => void>();
  let last = 0;
  return {
    async ask(worker: Worker, about: 'state' | 'metrics'): Promise<Word | null> {
      const id = ++last;
      const { promise, resolve } = Promise.withResolvers<Word | null>();
      open.set(id, resolve);
      order(worker, { kind: 'ask', id, about });
      const finished = new AbortController();
      const late = delay(askMs, null, { signal: finished.signal }).catch(() => null);
      const word = await Promise.race([promise, late]);
      finished.abort();
      open.delete(id);
      return word;
    },
    answer(word: Extract<Word, { id: number }>): void {
      open.get(word.id)?.(word);
    },
  };
}
