import { describe, expect, it } from 'vitest';
import { at, textAt } from '../../src/contract/runner/scenario.ts';
import { openScene, password } from './support/scene.ts';
import type { Reply, Someone } from './support/scene.ts';

const scene = openScene();
const invitations = '/api/user/team-invitations';

const invite = (by: Someone, email: string, more: object = {}) =>
  scene.call(by.session, 'POST', invitations, { email, role: 'editor', ...more });
const accept = (by: Someone, token: string) => scene.call(by.session, 'POST', `${invitations}/accept`, { token });
const tokenTo = async (email: string): Promise<string> =>
  /accept-invitation\?token=([0-9A-Za-z]{43})\n/.exec((await scene.server.target.harness?.mailTo(email)) ?? '')?.[1] ?? '';
const isMember = async (team: Someone, someone: Someone): Promise<boolean> =>
  (await scene.db('memberships').where({ organization_id: team.organizationId, user_id: someone.userId }).first()) !== undefined;
const withoutId = ({ body }: Reply) => JSON.stringify(body, (name, value: unknown) => (name === 'requestId' ? undefined : value));

describe('an invitation', () => {
  it('makes a member of the person who has the message and the address', async () => {
    const [ada, bob] = [await scene.signUp('Ada'), await scene.signUp('Bob')];
    const invited = await invite(ada, 'BOB@example.com', { role: 'viewer' });
    expect(invited).toMatchObject({ status: 201, body: { data: { email: bob.email, status: 'pending', invitedBy: ada.userId } } });
    const token = await tokenTo(bob.email);
    expect(JSON.stringify(invited.body)).not.toContain(token);
    expect(JSON.stringify(await scene.db('audit_log').select())).not.toContain(token);
    expect(await accept(bob, token)).toMatchObject({ status: 200, body: { data: { slug: ada.slug, role: 'viewer', projectIds: null } } });
    expect(await isMember(ada, bob)).toBe(true);
    const list = await scene.call(ada.session, 'GET', invitations);
    expect(at(list.body, 'data', 0)).toMatchObject({ status: 'accepted', closedAt: '2026-01-15T10:30:00.000Z' });
    const log: { action: string; actor_id: string }[] = await scene.db('audit_log').where({ organization_id: ada.organizationId });
    expect(log.map(({ action, actor_id }) => [action, actor_id])).toEqual(
      expect.arrayContaining([
        ['invitation.create', ada.userId],
        ['invitation.accept', bob.userId],
        ['member.create', bob.userId],
      ]),
    );
  });

  it('tells its reader who invites them, where to, and until when', async () => {
    const ada = await scene.signUp('Ada', { organizationName: 'Analytical Engines' });
    await invite(ada, 'grace@example.com', { role: 'admin' });
    expect(await scene.db('mail_outbox').where({ recipient: 'grace@example.com' }).first()).toMatchObject({
      subject: 'Ada invites you to Analytical Engines on Telltale',
      body: expect.stringMatching(/Ada \(ada@example\.com\) invites you to be an admin of [^]*until 2026-01-22T10:30:00\.000Z/),
    });
  });

  it('is accepted by signing up, account and membership at once', async () => {
    const ada = await scene.signUp('Ada');
    await invite(ada, 'grace@example.com');
    const grace = await scene.signUp('Grace', { invitationToken: await tokenTo('grace@example.com') });
    const me = await scene.call(grace.session, 'GET', '/api/me');
    expect(at(me.body, 'data', 'organization')).toMatchObject({ slug: ada.slug, role: 'editor' });
    expect(at(me.body, 'data', 'organizations', 'length')).toBe(2);
  });

  it('of which nothing can be used leaves no account behind', async () => {
    const ada = await scene.signUp('Ada');
    await invite(ada, 'grace@example.com');
    const token = await tokenTo('grace@example.com');
    const attempts = [
      { email: 'eve@example.com', invitationToken: token },
      { email: 'grace@example.com', invitationToken: 'x'.repeat(43) },
    ];
    const replies = [];
    for (const attempt of attempts)
      replies.push(await scene.call(null, 'POST', '/api/auth/signup', { ...attempt, password, name: 'Somebody' }));
    expect(replies.map(({ status }) => status)).toEqual([400, 400]);
    expect(withoutId(replies[0] ?? fail())).toBe(withoutId(replies[1] ?? fail()));
    expect(await scene.db('users').pluck('email')).toEqual([ada.email]);
  });

  it('works once, also when it is accepted many times at once', async () => {
    const [ada, bob] = [await scene.signUp('Ada'), await scene.signUp('Bob')];
    await invite(ada, bob.email);
    const token = await tokenTo(bob.email);
    const replies = await Promise.all(Array.from({ length: 8 }, () => accept(bob, token)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    await scene.call(ada.session, 'DELETE', `/api/organizations/${ada.slug}/members/${bob.userId}`);
    expect(await accept(bob, token)).toMatchObject({
      status: 409,
      body: { details: [{ message: expect.stringContaining('was accepted') }] },
    });
    expect(await isMember(ada, bob)).toBe(false);
  });

  it('is not accepted beyond the number of members that the plan allows, also by two at once', async () => {
    const [ada, bob, cat] = [await scene.signUp('Ada'), await scene.signUp('Bob'), await scene.signUp('Cat')];
    for (const { email } of [bob, cat]) await invite(ada, email);
    await invite(ada, 'grace@example.com');
    await scene.server.target.harness?.setPlan(ada.session, 'free');
    const tokens = await Promise.all([tokenTo(bob.email), tokenTo(cat.email)]);
    const replies = await Promise.all([accept(bob, tokens[0] ?? ''), accept(cat, tokens[1] ?? '')]);
    expect(replies.map(({ status, code }) => [status, code]).sort()).toEqual([
      [200, undefined],
      [403, 'over_limit'],
    ]);
    const invited = { email: 'grace@example.com', password, name: 'Grace', invitationToken: await tokenTo('grace@example.com') };
    expect(await scene.call(null, 'POST', '/api/auth/signup', invited)).toMatchObject({ status: 403, code: 'over_limit' });
    expect(await scene.db('users').where({ email: 'grace@example.com' })).toEqual([]);
  });

  it('ends after seven days, and not before', async () => {
    const [ada, bob] = [await scene.signUp('Ada'), await scene.signUp('Bob')];
    await invite(ada, bob.email);
    const token = await tokenTo(bob.email);
    scene.later(7 * 86_400_000 - 1);
    expect(at((await scene.call(ada.session, 'GET', invitations)).body, 'data', 0, 'status')).toBe('pending');
    scene.later(1);
    expect(at((await scene.call(ada.session, 'GET', invitations)).body, 'data', 0, 'status')).toBe('expired');
    expect(await accept(bob, token)).toMatchObject({
      status: 409,
      body: { details: [{ message: expect.stringContaining('has expired') }] },
    });
    expect(await isMember(ada, bob)).toBe(false);
  });

  it('that is cancelled, or sent again, does not work any more', async () => {
    const [ada, bob] = [await scene.signUp('Ada'), await scene.signUp('Bob')];
    await invite(ada, bob.email, { role: 'admin' });
    const first = await tokenTo(bob.email);
    const again = await invite(ada, bob.email, { role: 'viewer' });
    const second = await tokenTo(bob.email);
    expect((await accept(bob, first)).status).toBe(409);
    const cancel = `${invitations}/${textAt(again.body, 'data', 'id')}/cancel`;
    expect(await scene.call(ada.session, 'POST', cancel)).toMatchObject({ status: 200, body: { data: { status: 'cancelled' } } });
    expect((await scene.call(ada.session, 'POST', cancel)).status).toBe(409);
    expect((await accept(bob, second)).status).toBe(409);
    expect(await isMember(ada, bob)).toBe(false);
  });

  it('leaves one pending when an address is invited many times at once', async () => {
    const ada = await scene.signUp('Ada');
    await Promise.all(Array.from({ length: 6 }, () => invite(ada, 'grace@example.com')));
    expect(await scene.db('invitations').where({ status: 'pending' })).toHaveLength(1);
  });

  it('is limited to projects of the organization', async () => {
    const [ada, bob] = [await scene.signUp('Ada'), await scene.signUp('Bob')];
    const project = async (by: Someone) =>
      textAt((await scene.call(by.session, 'POST', '/api/projects', { name: 'Shop' })).body, 'data', 'id');
    const [own, foreign] = [await project(ada), await project(bob)];
    expect((await invite(ada, bob.email, { projectIds: [own, foreign] })).status).toBe(400);
    expect((await invite(ada, bob.email, { role: 'admin', projectIds: [own] })).status).toBe(400);
    expect((await invite(ada, bob.email, { projectIds: [own] })).status).toBe(201);
    expect((await accept(bob, await tokenTo(bob.email))).body).toMatchObject({ data: { projectIds: [own] } });
  });
});

describe('who has a token', () => {
  it('and another address learns nothing', async () => {
    const [ada, bob, eve] = [await scene.signUp('Ada'), await scene.signUp('Bob'), await scene.signUp('Eve')];
    await invite(ada, bob.email);
    const stolen = await accept(eve, await tokenTo(bob.email));
    expect(stolen).toMatchObject({ status: 404, code: 'not_found' });
    expect(withoutId(stolen)).toBe(withoutId(await accept(eve, 'x'.repeat(43))));
    expect(await isMember(ada, eve)).toBe(false);
    expect((await accept(bob, await tokenTo(bob.email))).status).toBe(200);
  });

  it.each(['ada+team@example.com', 'a.da@example.com', 'ada@example.com.evil.example', 'ada@examp1e.com', 'ada@sub.example.com'])(
    'and the look-alike address %s is somebody else',
    async (email) => {
      const owner = await scene.signUp('Owner');
      await invite(owner, 'ada@example.com');
      const eve = await scene.signUp('Eve', { email });
      expect((await accept(eve, await tokenTo('ada@example.com'))).status).toBe(404);
      expect(await isMember(owner, eve)).toBe(false);
    },
  );

  it.each(['аda@example.com', 'ada@exаmple.com', 'ada@example.com\u200b', 'ａda@example.com', 'ada@éxample.com', 'ada@example.com\n'])(
    'or an address that is not of ASCII characters, such as %j, has neither account nor invitation',
    async (email) => {
      const owner = await scene.signUp('Owner');
      expect((await invite(owner, email)).status).toBe(400);
      expect((await scene.call(null, 'POST', '/api/auth/signup', { email, password, name: 'Eve' })).status).toBe(400);
    },
  );

  it('guesses in vain, and not often', async () => {
    const [ada, bob] = [await scene.signUp('Ada'), await scene.signUp('Bob')];
    await invite(ada, bob.email);
    await scene.db('attempts').delete();
    const statuses = [];
    for (let guess = 0; guess < 25; guess++) statuses.push((await accept(bob, String(guess).padStart(43, 'x'))).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 404), ...Array.from({ length: 5 }, () => 429)]);
    expect((await accept(bob, await tokenTo(bob.email))).status).toBe(429);
    scene.aMinuteLater();
    expect((await accept(bob, await tokenTo(bob.email))).status).toBe(200);
  });
});

describe('who invites', () => {
  it('is an owner or admin, by session', async () => {
    const ada = await scene.signUp('Ada');
    for (const role of ['viewer', 'editor'] as const)
      expect((await invite(await scene.join(ada, role, role), 'grace@example.com')).status).toBe(403);
    expect((await invite(await scene.join(ada, 'Admin', 'admin'), 'grace@example.com', { role: 'admin' })).status).toBe(201);
    expect(await invite(ada, 'grace@example.com', { role: 'owner' })).toMatchObject({ status: 400 });
    const key = textAt((await scene.call(ada.session, 'POST', '/api/user/api-tokens', { name: 'Script' })).body, 'data', 'key');
    for (const secret of [key, scene.adminKey])
      expect((await scene.call(secret, 'POST', invitations, { email: 'grace@example.com', role: 'viewer' })).status).toBe(403);
  });

  it('does not invite a member', async () => {
    const ada = await scene.signUp('Ada');
    const bob = await scene.join(ada, 'Bob', 'viewer');
    expect(await invite(ada, bob.email)).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('and is removed or lowered cannot come back by an invitation of theirs', async () => {
    const [ada, second] = [await scene.signUp('Ada'), await scene.signUp('Second')];
    for (const lower of [
      (path: string) => scene.call(ada.session, 'PATCH', path, { role: 'editor' }),
      (path: string) => scene.call(ada.session, 'DELETE', path),
    ]) {
      const eve = await scene.join(ada, `Eve${lower.length}${Math.abs(await countUsers())}`, 'admin');
      await invite(eve, second.email, { role: 'admin' });
      const token = await tokenTo(second.email);
      expect((await lower(`/api/organizations/${ada.slug}/members/${eve.userId}`)).status).toBe(200);
      expect(await accept(second, token)).toMatchObject({ status: 409 });
      expect(await isMember(ada, second)).toBe(false);
    }
  });

  it('reaches only their own organization', async () => {
    const [ada, eve] = [await scene.signUp('Ada'), await scene.signUp('Eve')];
    const id = textAt((await invite(ada, 'grace@example.com')).body, 'data', 'id');
    expect(at((await scene.call(eve.session, 'GET', invitations)).body, 'pagination', 'total')).toBe(0);
    expect((await scene.call(eve.session, 'POST', `${invitations}/${id}/cancel`)).status).toBe(404);
    expect((await scene.call(ada.session, 'GET', invitations)).body).toMatchObject({ data: [{ status: 'pending' }] });
  });

  it('fills no mailboxes', async () => {
    const ada = await scene.signUp('Ada');
    for (let index = 0; index < 50; index++) expect((await invite(ada, 'grace@example.com')).status).toBe(201);
    const refused = await invite(ada, 'grace@example.com');
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited', headers: { 'retry-after': '3600' } });
    expect(await scene.db('mail_outbox')).toHaveLength(50);
    scene.later(3_600_000);
    expect((await invite(ada, 'grace@example.com')).status).toBe(201);
  });
});

const countUsers = async (): Promise<number> => (await scene.db('users').pluck('id')).length;

function fail(): never {
  throw new Error('there is no such reply');
}
