import { describe, expect, it } from 'vitest';
import { openPeople } from './support/people.ts';

const { ask, db, moveClock, signUp } = openPeople();

const usual = { timezone: 'UTC', theme: 'system', weekStart: 'monday', hourCycle: 'h23' };
const setZone = (secret: string, timezone: string) => ask('PUT', '/api/user/preferences/timezone', { secret, body: { timezone } });

describe('preferences', () => {
  it('are of one person, and replaced as a whole but for the zone', async () => {
    const [ada, eve] = [await signUp(), await signUp('eve@example.com')];
    expect((await setZone(ada.session, 'Europe/Berlin')).body).toEqual({ data: { ...usual, timezone: 'Europe/Berlin' } });
    const put = (body: object) => ask('PUT', '/api/user/preferences', { secret: ada.session, body });
    expect((await put({ theme: 'dark', hourCycle: 'h12' })).body).toEqual({
      data: { ...usual, timezone: 'Europe/Berlin', theme: 'dark', hourCycle: 'h12' },
    });
    expect((await put({})).body).toEqual({ data: { ...usual, timezone: 'Europe/Berlin' } });
    expect((await ask('GET', '/api/user/preferences', { secret: eve.session })).body).toEqual({ data: usual });
    expect((await ask('GET', '/api/me', { secret: ada.session })).body).toMatchObject({ data: { user: { timezone: 'Europe/Berlin' } } });
    expect(await db()('audit_log').where({ action: 'preferences.update' }).orderBy('id')).toMatchObject([
      { resource_id: ada.userId, before: usual, after: { ...usual, timezone: 'Europe/Berlin' } },
      {},
      {},
    ]);
  });

  it.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new-york', 'America/New_York'],
    ['Amerika/New_York', 'America/New_York'],
    ['UTD', 'UTC'],
    ['Asia/Tokio', 'Asia/Tokyo'],
  ])('know no zone %s, and say that %s may be meant', async (wrong, meant) => {
    const { session } = await signUp();
    const details = [{ location: 'body.timezone', message: `must be a zone of the IANA database; did you mean ${meant}?` }];
    expect(await setZone(session, wrong)).toMatchObject({ status: 400, code: 'validation_failed', body: { details } });
  });

  it('say only what a zone is when the name is like none', async () => {
    const { session } = await signUp();
    const details = [{ location: 'body.timezone', message: 'must be a zone of the IANA database, such as Europe/Berlin' }];
    expect(await setZone(session, 'Xyzzy/Plugh_Quux')).toMatchObject({ status: 400, body: { details } });
    for (const wrong of ['+01:00', 'Europe/Berlin ', 'Europe/Bärlin', '', 'x'.repeat(65)])
      expect((await setZone(session, wrong)).status).toBe(400);
    expect((await ask('GET', '/api/user/preferences', { secret: session })).body).toEqual({ data: usual });
  });

  it('need Premium for the zone, by the organization that is acted for', async () => {
    const { session } = await signUp();
    await db()('organizations').update({ plan: 'free' });
    moveClock(1_000);
    expect(await setZone(session, 'Europe/Berlin')).toMatchObject({ status: 403, code: 'premium_required' });
    expect((await ask('PUT', '/api/user/preferences', { secret: session, body: { theme: 'light' } })).status).toBe(200);
    await db()('organizations').update({ plan: 'pro' });
    moveClock(1_000);
    expect((await setZone(session, 'Europe/Berlin')).status).toBe(200);
  });
});
