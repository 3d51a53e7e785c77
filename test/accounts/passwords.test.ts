import { describe, expect, it } from 'vitest';
import { at } from '../../src/contract/runner/scenario.ts';
import { hashSecret } from '../../src/domain/api-key.ts';
import { openPeople, otherPassword, password } from './support/people.ts';

const { ask, db, housekeep, isAccepted, lastToken, logIn, mails, moveClock, post, signUp } = openPeople();

const hourMs = 3_600_000;
const forgot = (email = 'ada@example.com') => post('/api/auth/password/forgot', { email });
const reset = (token: string, chosen = otherPassword) => post('/api/auth/password/reset', { token, password: chosen });

describe('a forgotten password', () => {
  it('is replaced by the link in a message, which ends all sessions on every server', async () => {
    const { session } = await signUp('ADA@example.com');
    expect([await isAccepted(session), await isAccepted(session, true)]).toEqual([true, true]);
    expect(await forgot('Ada@Example.com')).toMatchObject({ status: 202, body: { data: { accepted: true } } });
    const [message] = await mails();
    expect(message).toMatchObject({ recipient: 'ada@example.com', subject: 'Reset your password', withheld: false });
    const token = await lastToken();
    expect(message?.body).toContain(`http://localhost:4680/account/reset-password?token=${token}\n`);
    expect(await reset(token)).toMatchObject({ status: 200, body: { data: { sessionsEnded: 1 } }, session: '' });
    expect(await isAccepted(session)).toBe(false);
    moveClock(1_000);
    expect(await isAccepted(session, true)).toBe(false);
    expect([(await logIn()).code, (await logIn('ada@example.com', otherPassword)).status]).toEqual(['login_failed', 200]);
    expect((await mails()).map(({ subject }) => subject)).toEqual(['Reset your password', 'Your password was changed']);
  });

  it('is kept as the hash of its token only', async () => {
    await signUp();
    await forgot();
    const token = await lastToken();
    const rows = await db()('password_resets');
    expect(rows).toMatchObject([{ token_sha256: hashSecret(token), email: 'ada@example.com' }]);
    expect(JSON.stringify([rows, await db()('audit_log')])).not.toContain(token);
  });

  it('is replaced once for each link, and a link that was used ends the others', async () => {
    await signUp();
    await forgot();
    const first = await lastToken();
    await forgot();
    const second = await lastToken();
    expect(first).not.toBe(second);
    expect((await reset(first)).status).toBe(200);
    for (const token of [first, second]) expect(await reset(token)).toMatchObject({ status: 410, code: 'link_invalid' });
  });

  it('is replaced once when a link is used by several at the same time', async () => {
    await signUp();
    await forgot();
    const token = await lastToken();
    const statuses = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => (await reset(token, `password number ${index}`)).status),
    );
    expect(statuses.sort()).toEqual([200, 410, 410, 410, 410, 410]);
  });

  it('is replaced once when several links are used at the same time', async () => {
    await signUp();
    const tokens: string[] = [];
    for (let count = 0; count < 4; count++) {
      await forgot();
      tokens.push(await lastToken());
    }
    const statuses = await Promise.all(tokens.map(async (token) => (await reset(token)).status));
    expect(statuses.sort()).toEqual([200, 410, 410, 410]);
  });

  it('is replaced within an hour', async () => {
    await signUp();
    await forgot();
    const token = await lastToken();
    moveClock(hourMs - 1);
    expect((await reset(token)).status).toBe(200);
    await forgot();
    const late = await lastToken();
    moveClock(hourMs);
    expect((await reset(late)).code).toBe('link_invalid');
    moveClock(1);
    await housekeep();
    expect(await db()('password_resets')).toEqual([]);
  });

  it('of an address without an account leads nowhere, and nothing tells so', async () => {
    await signUp();
    const statements = async (email: string) => {
      const seen: string[] = [];
      const note = ({ sql }: { sql: string }) => seen.push(sql);
      db().on('query', note);
      const { status, body, headers } = await forgot(email);
      db().off('query', note);
      return { answer: { status, body, headers: { ...headers, 'x-request-id': '', date: '' } }, seen };
    };
    const [known, unknown] = [await statements('ada@example.com'), await statements('eve@example.com')];
    expect(known.seen.length).toBeGreaterThan(4);
    expect(unknown).toEqual(known);
    expect(await mails()).toMatchObject([
      { recipient: 'ada@example.com', withheld: false },
      { recipient: 'eve@example.com', withheld: true },
    ]);
    expect(await reset(await lastToken())).toMatchObject({ status: 410, code: 'link_invalid' });
  });

  it('brings five messages an hour at most, whether there is an account or not', async () => {
    await signUp();
    for (let count = 0; count < 7; count++) expect((await forgot()).status).toBe(202);
    expect((await mails()).map(({ withheld }) => withheld)).toEqual([false, false, false, false, false, true, true]);
    moveClock(hourMs);
    expect((await forgot()).status).toBe(202);
    expect((await mails()).at(-1)?.withheld).toBe(false);
  });

  it('is asked for twenty times a minute at most', async () => {
    for (let count = 0; count < 10; count++) await forgot(`person-${count}@example.com`);
    for (let count = 0; count < 10; count++) expect((await reset('0'.repeat(43))).status).toBe(410);
    for (const refused of [await forgot(), await reset('0'.repeat(43)), await logIn()])
      expect([refused.status, refused.code, Number(refused.headers['retry-after'])]).toEqual([429, 'rate_limited', 60]);
  });

  it('does not come back when the user is gone', async () => {
    const { userId } = await signUp();
    await forgot();
    const token = await lastToken();
    await db()('organizations').delete();
    await db()('users').where({ id: userId }).delete();
    expect((await reset(token)).code).toBe('link_invalid');
  });

  it.each(['', '0'.repeat(42), '0'.repeat(44), `${'0'.repeat(42)}-`, `${'0'.repeat(42)}ä`])('refuses %j as a token', async (token) => {
    expect(await reset(token)).toMatchObject({ status: 400, body: { details: [{ location: 'body.token' }] } });
  });
});

describe('a password', () => {
  const change = (secret: string, currentPassword = password) =>
    post('/api/user/password', { currentPassword, newPassword: otherPassword }, { secret });

  it('is changed by who knows it: other sessions end, and this one has a new secret', async () => {
    const { session: other } = await signUp();
    const { session } = await logIn();
    const key = await post('/api/user/api-tokens', { name: 'Script' }, { secret: session });
    for (const secret of [other, session]) expect(await isAccepted(secret, true)).toBe(true);
    const changed = await change(session);
    expect(changed).toMatchObject({ status: 200, body: { data: { sessionsEnded: 1 } } });
    expect(changed.headers['set-cookie']).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    expect(changed.session).toMatch(/^tt_s_/);
    expect([await isAccepted(other), await isAccepted(session), await isAccepted(changed.session)]).toEqual([false, false, true]);
    moveClock(1_000);
    const onSecond = [other, session, changed.session].map((secret) => isAccepted(secret, true));
    expect(await Promise.all(onSecond)).toEqual([false, false, true]);
    expect([(await logIn()).code, (await logIn('ada@example.com', otherPassword)).status]).toEqual(['login_failed', 200]);
    expect((await mails()).map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['ada@example.com', 'Your password was changed'],
    ]);
    // Keys are not of the password.
    expect((await ask('GET', '/api/buckets', { secret: String(at(key.body, 'data', 'key')) })).status).toBe(200);
  });

  it('stays when the current one is wrong', async () => {
    const { session } = await signUp();
    expect(await change(session, 'a wrong one')).toMatchObject({ status: 403, code: 'password_wrong', session: '' });
    expect([await isAccepted(session), (await logIn()).status, await mails()]).toEqual([true, 200, []]);
  });

  it('that is changed ends the links that were sent', async () => {
    const { session } = await signUp();
    await forgot();
    const token = await lastToken();
    expect((await change(session)).status).toBe(200);
    expect((await reset(token)).code).toBe('link_invalid');
  });

  it('is guessed at twenty times a minute at most', async () => {
    const { session } = await signUp();
    for (let count = 0; count < 19; count++) expect((await change(session, `guess ${count}`)).status).toBe(403);
    expect((await change(session)).status).toBe(429);
  });

  it('leaves an entry in the audit log, without a secret', async () => {
    const { session, userId } = await signUp();
    await change(session);
    const [entry] = await db()('audit_log').where({ action: 'user.update' });
    expect(entry).toMatchObject({ resource_id: userId, actor_kind: 'session', actor_id: userId });
    expect(JSON.stringify(entry)).not.toMatch(/password|scrypt/);
  });
});
