import { describe, expect, it } from 'vitest';
import { at, textAt } from '../../src/contract/runner/scenario.ts';
import { openPeople } from './support/people.ts';

const settings = { TELLTALE_SESSION_IDLE_MS: '86400000', TELLTALE_SESSION_MAX_MS: '259200000' };
const { ask, housekeep, isAccepted, logIn, moveClock, signUp } = openPeople(settings);

const dayMs = 86_400_000;

async function list(secret: string): Promise<unknown[]> {
  const { status, body } = await ask('GET', '/api/user/sessions', { secret });
  const data = at(body, 'data');
  if (status !== 200 || !Array.isArray(data)) throw new Error(`the list answered ${status}`);
  return data;
}

const end = (secret: string, id: string) => ask('DELETE', `/api/user/sessions/${id}`, { secret });

describe('sessions', () => {
  it('are listed with where they come from and when they end', async () => {
    const { session } = await signUp();
    moveClock(60_000);
    const phone = await logIn(undefined, undefined, { headers: { 'User-Agent': `Phone ${'x'.repeat(500)}` } });
    moveClock(60_000);
    expect(await list(session)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        current: true,
        organizationId: expect.stringMatching(/^[0-9a-f]{24}$/),
        address: '127.0.0.1',
        userAgent: '',
        createdAt: '2026-01-15T10:30:00.000Z',
        lastUsedAt: '2026-01-15T10:32:00.000Z',
        expiresAt: '2026-01-16T10:32:00.000Z',
      },
      expect.objectContaining({
        current: false,
        userAgent: expect.stringMatching(/^Phone x{394}$/),
        createdAt: '2026-01-15T10:31:00.000Z',
        lastUsedAt: '2026-01-15T10:31:00.000Z',
        expiresAt: '2026-01-16T10:31:00.000Z',
      }),
    ]);
    expect(JSON.stringify(await list(phone.session))).not.toContain(phone.session);
    const page = await ask('GET', '/api/user/sessions?limit=1&offset=1', { secret: phone.session });
    expect(page.body).toMatchObject({ data: [{ current: true }], pagination: { limit: 1, offset: 1, total: 2, hasMore: false } });
  });

  it('are not listed when they are over, by time or by rest, and do not come back', async () => {
    const { session: unused } = await signUp();
    moveClock(dayMs / 2);
    const { session } = await logIn();
    moveClock(dayMs / 2 + 1);
    expect(await list(session)).toMatchObject([{ current: true }]);
    expect(await isAccepted(unused)).toBe(false);
    for (const _ of [1, 2, 3, 4]) {
      moveClock(dayMs / 2);
      await isAccepted(session);
      await housekeep();
    }
    expect(await list(session)).toMatchObject([{ expiresAt: '2026-01-18T22:30:00.000Z' }]);
    moveClock(dayMs / 2);
    expect(await isAccepted(session)).toBe(false);
    expect((await ask('GET', '/api/user/sessions', { secret: session })).status).toBe(401);
  });

  it('are ended one by one, at once here and within a second elsewhere', async () => {
    const { session: other } = await signUp();
    const { session } = await logIn();
    expect(await isAccepted(other, true)).toBe(true);
    const otherId = textAt(await list(session), 0, 'id');
    expect((await end(session, otherId)).body).toEqual({ data: { id: otherId, deleted: true } });
    expect([await isAccepted(other), await isAccepted(session)]).toEqual([false, true]);
    moveClock(1_000);
    expect([await isAccepted(other, true), await isAccepted(session, true)]).toEqual([false, true]);
    expect((await end(session, otherId)).status).toBe(404);
  });

  it('are ended all at once but for this one', async () => {
    const { session } = await signUp();
    const others = [(await logIn()).session, (await logIn()).session];
    for (const secret of others) expect(await isAccepted(secret, true)).toBe(true);
    const { session: strange } = await signUp('eve@example.com');
    expect((await ask('DELETE', '/api/user/sessions', { secret: session })).body).toEqual({ data: { ended: 2 } });
    moveClock(1_000);
    for (const onSecond of [false, true]) {
      expect(await Promise.all(others.map((secret) => isAccepted(secret, onSecond)))).toEqual([false, false]);
      expect([await isAccepted(session, onSecond), await isAccepted(strange, onSecond)]).toEqual([true, true]);
    }
    expect((await ask('DELETE', '/api/user/sessions', { secret: session })).body).toEqual({ data: { ended: 0 } });
  });

  it('of others are neither seen nor ended', async () => {
    const { session } = await signUp();
    const { session: strange } = await signUp('eve@example.com');
    const id = textAt(await list(strange), 0, 'id');
    expect(await list(session)).toHaveLength(1);
    const refused = await end(session, id);
    const unknown = await end(session, 'f'.repeat(24));
    expect([refused.status, refused.body]).toEqual([404, unknown.body]);
    expect(await isAccepted(strange)).toBe(true);
  });

  it('are new at each login, and the one that a login brings along ends', async () => {
    const { session } = await signUp();
    expect(await isAccepted(session, true)).toBe(true);
    const { session: second } = await logIn(undefined, undefined, { secret: session });
    expect([session !== second, await isAccepted(session), await isAccepted(second)]).toEqual([true, false, true]);
    moveClock(1_000);
    expect(await isAccepted(session, true)).toBe(false);
    const failed = await logIn(undefined, 'a wrong one', { secret: second });
    expect([failed.code, await isAccepted(second)]).toEqual(['login_failed', true]);
    // A cookie that somebody planted is never taken over.
    const planted = `tt_s_${'0'.repeat(36)}`;
    expect((await logIn(undefined, undefined, { secret: planted })).session).not.toBe(planted);
  });
});
