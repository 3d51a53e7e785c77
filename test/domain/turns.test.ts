import { expect, test } from 'vitest';
import { atOnce, createTurns, stretches } from '../../src/domain/turns.ts';
import type { Steps } from '../../src/domain/turns.ts';

/** Turns whose clock goes on by `msOfStep` with every look, and whose rounds come when they are asked for. */
function slowTurns(msOfStep: number) {
  const rounds: (() => void)[] = [];
  let now = 0;
  const inTurns = createTurns(
    (run) => rounds.push(run),
    () => (now += msOfStep),
  );
  return { inTurns, rounds };
}

function* counting(name: string, steps: number, log: string[]): Steps<string> {
  for (let step = 1; step <= steps; step++) {
    if (step > 1) yield;
    log.push(`${name}${step}`);
  }
  return name;
}

const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

test('short work is done at once, without a round of the event loop', async () => {
  const { inTurns, rounds } = slowTurns(0);
  const log: string[] = [];
  expect(await inTurns(counting('a', 5, log))).toBe('a');
  expect([log.length, rounds.length]).toEqual([5, 0]);
});

test('of long works one goes on in each round, in the order in which they waited', async () => {
  const { inTurns, rounds } = slowTurns(10);
  const log: string[] = [];
  const done = Promise.all([inTurns(counting('a', 3, log)), inTurns(counting('b', 2, log)), inTurns(counting('c', 1, log))]);
  const perRound: string[] = [log.join(' ')];
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    const before = log.length;
    round();
    await settled();
    perRound.push(log.slice(before).join(' '));
  }
  expect(perRound).toEqual(['a1 b1 c1', 'a2', 'b2', 'a3']);
  expect(await done).toEqual(['a', 'b', 'c']);
});

test('the event loop serves others between the steps', async () => {
  const log: string[] = [];
  let clock = 0;
  const inTurns = createTurns(setImmediate, () => (clock += 10));
  const work = inTurns(counting('a', 3, log));
  setImmediate(() => log.push('other'));
  await work;
  expect(log.indexOf('other')).toBeLessThan(log.indexOf('a3'));
});

test('what fails in a later step fails for who waits, and nobody else', async () => {
  const { inTurns, rounds } = slowTurns(10);
  function* failing(): Steps<never> {
    yield;
    throw new Error('broken');
  }
  const [bad, good] = [inTurns(failing()), inTurns(counting('a', 2, []))];
  const told = expect(bad).rejects.toThrow('broken');
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    round();
    await settled();
  }
  await told;
  expect(await good).toBe('a');
});

test('stretches cover all items once, in order', () => {
  for (const count of [0, 1, 49_999, 50_000, 50_001, 120_000]) {
    const seen: [number, number][] = [];
    atOnce(stretches(count, (from, to) => seen.push([from, to])));
    expect(seen.reduce((at, [from, to]) => (from === at && to > from ? to : NaN), 0)).toBe(count);
  }
});
