import { describe, expect, it } from 'vitest';
import { createShared } from '../../src/domain/shared.ts';

/** Answers that come when the test lets them. */
function createAnswers() {
  const open: { answer: (value: number) => void; fail: (error: Error) => void }[] = [];
  const ask = (): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    open.push({ answer: resolve, fail: reject });
    return promise;
  };
  return { open, ask };
}

describe('those who ask for the same at once', () => {
  it('share the answer that is asked for after all of them have come', async () => {
    const { open, ask } = createAnswers();
    const shared = createShared<number>();
    const early = shared('a', ask);
    const late = [shared('a', ask), shared('a', ask), shared('a', ask)];
    expect(open).toHaveLength(1);
    open[0]?.answer(1);
    expect(await early).toBe(1);
    expect(open).toHaveLength(2);
    const later = shared('a', ask);
    open[1]?.answer(2);
    expect(await Promise.all(late)).toEqual([2, 2, 2]);
    open[2]?.answer(3);
    expect(await later).toBe(3);
    expect(open).toHaveLength(3);
  });

  it('do not wait for those who ask for something else', async () => {
    const { open, ask } = createAnswers();
    const shared = createShared<number>();
    const both = [shared('a', ask), shared('b', ask)];
    expect(open).toHaveLength(2);
    open[1]?.answer(2);
    expect(await both[1]).toBe(2);
    open[0]?.answer(1);
    expect(await both[0]).toBe(1);
  });

  it('are told of a failure, and the next ones ask anew', async () => {
    const { open, ask } = createAnswers();
    const shared = createShared<number>();
    const failed = shared('a', ask);
    const next = shared('a', ask);
    open[0]?.fail(new Error('lost'));
    await expect(failed).rejects.toThrow('lost');
    open[1]?.answer(2);
    expect(await next).toBe(2);
    const last = shared('a', ask);
    open[2]?.answer(3);
    expect(await last).toBe(3);
  });
});
