import { describe, expect, it } from 'vitest';
import { openPeople } from './support/people.ts';

const { db, housekeep, logIn, moveClock, signUp } = openPeople();

describe('10,000 attempts to log in', () => {
  it('are twenty a minute for both servers together, and leave one row behind', async () => {
    await signUp();
    const statuses = new Map<number, number>();
    const count = ({ status }: { status: number }) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
    for (let round = 0; round < 200; round++) {
      const guesses = Array.from({ length: 50 }, (_, index) =>
        logIn('ada@example.com', `guess ${round * 50 + index}`, { onSecond: index % 2 === 1 }),
      );
      for (const answer of await Promise.all(guesses)) count(answer);
    }
    // The sign-up was one of the twenty.
    expect(Object.fromEntries(statuses)).toEqual({ 401: 19, 429: 9981 });
    expect(await db()('attempts')).toMatchObject([{ count: 10_001 }]);
    expect((await logIn()).status).toBe(429);
    moveClock(60_001);
    expect((await logIn()).status).toBe(200);
    await housekeep();
    expect(await db()('attempts')).toMatchObject([{ count: 1 }]);
  });

  it('over many minutes leave nothing behind', async () => {
    for (let minute = 0; minute < 100; minute++) {
      await logIn('ada@example.com', 'a wrong one');
      moveClock(60_000);
    }
    expect(await db()('attempts')).toHaveLength(100);
    await housekeep();
    expect((await db()('attempts')).length).toBeLessThanOrEqual(1);
  });
});
