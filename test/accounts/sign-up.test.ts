import { describe, expect, it } from 'vitest';
import { at } from '../../src/contract/runner/scenario.ts';
import { openPeople, otherPassword, password } from './support/people.ts';

const dayMs = 86_400_000;

const ada = { email: 'Ada@example.com', password, name: 'Ada Lovelace', organizationName: 'Analytical Engines' };

describe('a sign-up that is to be confirmed', () => {
  const { ask, db, housekeep, lastToken, logIn, mails, moveClock, owner, post } = openPeople({ TELLTALE_SIGN_UP: 'confirm' });
  const signUp = (more: object = {}) => post('/api/auth/signup', { ...ada, ...more });
  const confirm = (token: string) => post('/api/auth/signup/confirm', { token });

  it('makes the account by the link in a message, once', async () => {
    expect(await signUp()).toMatchObject({ status: 202, body: { data: { accepted: true } }, session: '' });
    expect([(await logIn()).code, await db()('users')]).toEqual(['login_failed', []]);
    expect(await mails()).toMatchObject([{ recipient: 'ada@example.com', subject: 'Confirm your e-mail address', withheld: false }]);
    const token = await lastToken();
    const confirmed = await confirm(token);
    expect(confirmed).toMatchObject({
      status: 201,
      body: {
        data: { user: { email: 'ada@example.com', name: 'Ada Lovelace' }, organization: { name: 'Analytical Engines', role: 'owner' } },
      },
    });
    expect((await ask('GET', '/api/me', { secret: confirmed.session })).status).toBe(200);
    expect((await logIn()).status).toBe(200);
    expect((await confirm(token)).code).toBe('link_invalid');
    expect(await db()('audit_log').where({ action: 'user.create' })).toHaveLength(1);
  });

  it('looks the same for an address that has an account, which gets a note instead', async () => {
    await signUp();
    await confirm(await lastToken());
    const seenWith = async (email: string) => {
      const seen: string[] = [];
      const note = ({ sql }: { sql: string }) => seen.push(sql);
      db().on('query', note);
      const { status, body, headers } = await signUp({ email, password: otherPassword });
      db().off('query', note);
      return { answer: { status, body, headers: { ...headers, 'x-request-id': '', date: '' } }, seen };
    };
    const [known, unknown] = [await seenWith('ada@EXAMPLE.com'), await seenWith('eve@example.com')];
    expect(known.seen.length).toBeGreaterThan(4);
    expect(unknown).toEqual(known);
    const [, note, link] = await mails();
    expect(note).toMatchObject({ recipient: 'ada@example.com', subject: 'You have an account already', withheld: false });
    expect(note?.body).not.toContain('token');
    expect(link).toMatchObject({ recipient: 'eve@example.com', subject: 'Confirm your e-mail address' });
    expect((await logIn()).status).toBe(200);
  });

  it('makes one account only when several are asked for, and keeps hashes only', async () => {
    await signUp();
    const first = await lastToken();
    await signUp({ password: otherPassword });
    const second = await lastToken();
    expect(JSON.stringify(await db()('pending_sign_ups'))).not.toMatch(new RegExp(`${password}|${otherPassword}|${first}|${second}`));
    const statuses = await Promise.all([first, second, first, second].map(async (token) => (await confirm(token)).status));
    expect(statuses.sort()).toEqual([201, 410, 410, 410]);
    expect(await db()('users')).toHaveLength(1);
    expect(await db()('pending_sign_ups')).toEqual([]);
  });

  it('lasts a day, with five messages an hour', async () => {
    for (let count = 0; count < 7; count++) await signUp();
    expect((await mails()).map(({ withheld }) => withheld)).toEqual([false, false, false, false, false, true, true]);
    const token = await lastToken();
    moveClock(dayMs);
    expect((await confirm(token)).code).toBe('link_invalid');
    moveClock(1);
    await housekeep();
    expect(await db()('pending_sign_ups')).toEqual([]);
  });

  it('is not asked of who was invited, and a wrong invitation tells nothing', async () => {
    const session = await owner();
    await post('/api/user/team-invitations', { email: 'grace@example.com', role: 'editor' }, { secret: session });
    const invitationToken = await lastToken();
    await signUp();
    await confirm(await lastToken());
    const wrong = ['ada@example.com', 'eve@example.com'].map((email) => signUp({ email, invitationToken }));
    const [known, unknown] = await Promise.all(wrong);
    expect([known?.status, at(known?.body, 'details')]).toEqual([400, at(unknown?.body, 'details')]);
    expect(unknown?.status).toBe(400);
    const grace = await signUp({ email: 'grace@example.com', invitationToken });
    expect([grace.status, at(grace.body, 'data', 'organization', 'role')]).toEqual([201, 'editor']);
  });
});

describe('a sign-up where it is closed', () => {
  const { db, lastToken, owner, post } = openPeople({ TELLTALE_SIGN_UP: 'closed' });
  const signUp = (more: object = {}) => post('/api/auth/signup', { ...ada, ...more });

  it('needs an invitation', async () => {
    const session = await owner();
    await post('/api/user/team-invitations', { email: 'ada@example.com', role: 'viewer' }, { secret: session });
    const invitationToken = await lastToken();
    expect(await signUp()).toMatchObject({ status: 403, code: 'sign_up_closed' });
    expect(await signUp({ invitationToken: '0'.repeat(43) })).toMatchObject({ status: 400, code: 'validation_failed' });
    expect(await signUp({ email: 'eve@example.com', invitationToken })).toMatchObject({ status: 400, code: 'validation_failed' });
    expect(await db()('users').where({ email: 'ada@example.com' })).toEqual([]);
    expect(await signUp({ invitationToken })).toMatchObject({ status: 201, body: { data: { organization: { role: 'viewer' } } } });
    expect(await signUp({ invitationToken })).toMatchObject({ status: 400 });
  });
});

describe('an e-mail address', () => {
  const { post } = openPeople();

  it.each([
    ['a Cyrillic а', '\u0430da@example.com'],
    ['a Cyrillic а in the domain', 'ada@ex\u0430mple.com'],
    ['the Kelvin sign, whose lower case is k', '\u212aarl@example.com'],
    ['a dotless ı', 'm\u0131ke@example.com'],
    ['a full-width @', 'ada\uff20example.com'],
    ['an ideographic dot', 'ada@example\u3002com'],
    ['a ligature', '\ufb01@example.com'],
    ['a zero-width space', 'ada\u200b@example.com'],
    ['a combining accent', 'ada\u0301@example.com'],
  ])('with %s is refused, by its place', async (_what, email) => {
    for (const [path, more] of [
      ['/api/auth/signup', { password, name: 'Ada' }],
      ['/api/auth/login', { password }],
      ['/api/auth/password/forgot', {}],
    ] as const) {
      const reply = await post(path, { email, ...more });
      expect(reply).toMatchObject({ status: 400, code: 'validation_failed' });
      expect(at(reply.body, 'details')).toEqual([{ location: 'body.email', message: expect.stringMatching(/ASCII/) }]);
    }
  });

  it('is the same in upper and lower case', async () => {
    expect((await post('/api/auth/signup', { ...ada, email: 'ADA@EXAMPLE.COM' })).status).toBe(201);
    expect((await post('/api/auth/signup', { ...ada, email: 'ada@example.com' })).status).toBe(409);
    expect((await post('/api/auth/login', { email: 'aDa@eXample.com', password })).status).toBe(200);
  });
});
