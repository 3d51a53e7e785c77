/**
 * Long work in steps: it yields wherever others may have their turn of the event loop, or a promise, to go on when that is fulfilled. A
 * step takes some milliseconds at most, and work that is short has one. What it relies on, and others may change, it must look at again
 * after a yield.
 */
export type Steps<T> = Generator<Promise<unknown> | undefined, T, undefined>;

/** Does work step by step, and lets others have their turn when it has gone on long enough. */
export type InTurns = <T>(steps: Steps<T>) => Promise<T>;

/** How long the steps of one work follow each other, in milliseconds. */
const mostMs = 4;

/**
 * Of all works that wait for their next turn, one goes on in each round of the event loop: a round takes no longer with many than with
 * one. `schedule` calls back in the next round, and `clock` tells milliseconds.
 */
export function createTurns(schedule: (run: () => void) => unknown = setImmediate, clock: () => number = () => performance.now()): InTurns {
  const waiting: (() => void)[] = [];
  function run(): void {
    waiting.shift()?.();
    if (waiting.length > 0) schedule(run);
  }
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) schedule(run);
    });
  return async (steps) => {
    let step = steps.next();
    for (let begun = clock(); !step.done;) {
      try {
        if (step.value !== undefined) await step.value;
      } catch (error) {
        step = steps.throw(error);
        continue;
      }
      if (clock() - begun >= mostMs) {
        await turn();
        begun = clock();
      }
      step = steps.next();
    }
    return step.value;
  };
}

/** Does work without a pause. @throws TypeError when it waits for a promise */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value !== undefined) throw new TypeError('this work waits for something else');
  }
}

/** Calls `work` with the stretches of `count` items, one a step. */
export function* stretches(count: number, work: (from: number, to: number) => void): Steps<void> {
  for (let from = 0; from < count; from += mostItems) {
    if (from > 0) yield;
    work(from, Math.min(count, from + mostItems));
  }
}

/** Items of which the work takes about a millisecond, at some tens of nanoseconds each. */
const mostItems = 50_000;

/** Makes room in an array: the numbers of `from`, with zeros behind them. */
export function* enlarged<Numbers extends Int32Array | Float64Array | Uint8Array>(from: Numbers, to: Numbers): Steps<Numbers> {
  yield* stretches(from.length, (first, end) => to.set(from.subarray(first, end), first));
  return to;
}
