import { describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { at, textAt } from '../../src/contract/runner/scenario.ts';
import { createKeys } from '../../src/http/keys.ts';
import { openScene } from './support/scene.ts';
import type { Someone } from './support/scene.ts';

const scene = openScene();

const switchTo = (session: string, body: object) => scene.call(session, 'POST', '/api/user/account-context', body);
const slugNow = async (session: string) => at((await scene.call(session, 'GET', '/api/me')).body, 'data', 'organization', 'slug');

/** Somebody who is a member of another person's organization, acting for their own. */
async function guest(role: 'viewer' | 'editor' = 'viewer'): Promise<{ host: Someone; bob: Someone }> {
  const host = await scene.signUp('Ada');
  const bob = await scene.join(host, 'Bob', role);
  return { host, bob: { ...bob, session: await scene.sessionIn(bob, bob.organizationId) } };
}

describe('the account context', () => {
  it('is what a session acts for: role, resources and plan', async () => {
    const { host, bob } = await guest();
    await scene.call(host.session, 'POST', '/api/projects', { name: "Ada's" });
    expect((await scene.call(bob.session, 'GET', '/api/projects')).body).toMatchObject({ data: [] });
    const switched = await switchTo(bob.session, { ownerUserId: host.userId });
    expect(switched).toMatchObject({ status: 200, body: { data: { organization: { slug: host.slug, role: 'viewer' } } } });
    const session = switched.session ?? '';
    expect((await scene.call(session, 'GET', '/api/projects')).body).toMatchObject({ data: [{ name: "Ada's" }] });
    expect(await scene.call(session, 'POST', '/api/projects', { name: 'Mine' })).toMatchObject({ status: 403 });
    const back = (await switchTo(session, { slug: bob.slug })).session ?? '';
    expect(await slugNow(back)).toBe(bob.slug);
  });

  it('gives the session a new secret; the old one ends here at once and elsewhere within a second', async () => {
    const { host, bob } = await guest();
    let time = scene.now();
    const elsewhere = createKeys(scene.db, { now: () => time }, { idleMs: 86_400_000 });
    await elsewhere.authenticate(bob.session);
    const fresh = (await switchTo(bob.session, { slug: host.slug })).session ?? '';
    expect(fresh).not.toBe(bob.session);
    expect((await scene.call(bob.session, 'GET', '/api/me')).status).toBe(401);
    time += 1_000;
    await expect(async () => elsewhere.authenticate(bob.session)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await elsewhere.authenticate(fresh)).organizationId).toBe(host.organizationId);
  });

  it('is refused to who is no member, in the same words whether there is such an organization or not', async () => {
    const [ada, eve] = [await scene.signUp('Ada'), await scene.signUp('Eve')];
    const replies = [];
    for (const body of [{ ownerUserId: ada.userId }, { slug: ada.slug }, { ownerUserId: 'f'.repeat(24) }, { slug: 'there-is-none' }])
      replies.push(await switchTo(eve.session, body));
    expect(replies.map(({ status, code }) => [status, code])).toEqual(replies.map(() => [403, 'account_context_forbidden']));
    expect(new Set(replies.map(({ body }) => JSON.stringify(at(body, 'message')))).size).toBe(1);
    expect(await slugNow(eve.session)).toBe(eve.slug);
  });

  it('is refused to who was a member', async () => {
    const { host, bob } = await guest();
    await scene.call(host.session, 'DELETE', `/api/organizations/${host.slug}/members/${bob.userId}`);
    expect(await switchTo(bob.session, { ownerUserId: host.userId })).toMatchObject({ status: 403, code: 'account_context_forbidden' });
    expect(await slugNow(bob.session)).toBe(bob.slug);
  });

  it('is named in one way', async () => {
    const ada = await scene.signUp('Ada');
    for (const body of [{}, { ownerUserId: ada.userId, slug: ada.slug }, { ownerUserId: null }, { slug: 'NO' }])
      expect((await switchTo(ada.session, body)).status).toBe(400);
  });

  it('of an owner of several organizations is the one that was joined first', async () => {
    const ada = await scene.signUp('Ada');
    scene.later(1_000);
    await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Second' });
    const second = (await switchTo(ada.session, { slug: 'second' })).session ?? '';
    expect(await slugNow(second)).toBe('second');
    expect(await slugNow((await switchTo(second, { ownerUserId: ada.userId })).session ?? '')).toBe(ada.slug);
  });

  it('is not changed by a key, nor by the page of another site', async () => {
    const ada = await scene.signUp('Ada');
    const made = await scene.call(ada.session, 'POST', '/api/user/api-tokens', { name: 'Script' });
    const body = { ownerUserId: ada.userId };
    for (const secret of [textAt(made.body, 'data', 'key'), scene.adminKey])
      expect(await switchTo(secret, body)).toMatchObject({ status: 403, code: 'forbidden' });
    const foreign = await scene.call(ada.session, 'POST', '/api/user/account-context', body, { Origin: 'https://evil.example' });
    expect(foreign).toMatchObject({ status: 403, code: 'origin_forbidden' });
  });
});

describe('a session that acts for one organization', () => {
  it('reaches nothing of another one by its addresses, its person being an owner of both', async () => {
    const ada = await scene.signUp('Ada');
    await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Second' });
    const second = (await switchTo(ada.session, { slug: 'second' })).session ?? '';
    const mine = await scene.call(second, 'POST', '/api/projects', { name: 'Secret' });
    const projectId = textAt(mine.body, 'data', 'id');
    const invited = await scene.call(second, 'POST', '/api/user/team-invitations', { email: 'grace@example.com', role: 'viewer' });
    const first = (await switchTo(second, { slug: ada.slug })).session ?? '';
    const attempts: [string, string, object?][] = [
      ['GET', `/api/projects/${projectId}`],
      ['PUT', `/api/projects/${projectId}`, { name: 'Taken' }],
      ['DELETE', `/api/projects/${projectId}`],
      ['PATCH', '/api/organizations/second', { name: 'Taken' }],
      ['GET', '/api/organizations/second/keys'],
      ['POST', '/api/organizations/second/keys', { name: 'Key', type: 'admin' }],
      ['GET', '/api/organizations/second/members'],
      ['GET', `/api/organizations/second/members/${ada.userId}`],
      ['PATCH', `/api/organizations/second/members/${ada.userId}`, { role: 'viewer' }],
      ['DELETE', `/api/organizations/second/members/${ada.userId}`],
      ['POST', `/api/user/team-invitations/${textAt(invited.body, 'data', 'id')}/cancel`],
    ];
    for (const [method, path, body] of attempts)
      expect(await scene.call(first, method, path, body), `${method} ${path}`).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('the permission foundation', () => {
  const foundation = async (secret: string) => at((await scene.call(secret, 'GET', '/api/user/permission-foundation')).body, 'data');
  const area = async (secret: string, name: string): Promise<unknown> => {
    const permissions = at(await foundation(secret), 'permissions');
    return Array.isArray(permissions) ? permissions.find((one: unknown) => at(one, 'area') === name) : undefined;
  };

  it('names every area once, and follows the role', async () => {
    const ada = await scene.signUp('Ada');
    const permissions = at(await foundation(ada.session), 'permissions');
    const names = Array.isArray(permissions) ? permissions.map((one: unknown) => textAt(one, 'area')) : [];
    expect(names).toEqual([...new Set(Object.values(operations).map((operation) => operation.area))]);
    expect(await area(ada.session, 'Projects')).toEqual({ area: 'Projects', read: 'all', write: 'all' });
    const editor = await scene.join(ada, 'Editor', 'editor');
    expect(await area(editor.session, 'Projects')).toEqual({ area: 'Projects', read: 'all', write: 'some' });
    const viewer = await scene.join(ada, 'Viewer', 'viewer');
    expect(await area(viewer.session, 'Projects')).toEqual({ area: 'Projects', read: 'all', write: 'none' });
  });

  it('follows the access level of a key, and the plan', async () => {
    const ada = await scene.signUp('Ada');
    const made = await scene.call(ada.session, 'POST', '/api/user/api-tokens', { name: 'Script', accessLevel: 'read_only' });
    const key = textAt(made.body, 'data', 'key');
    expect(await foundation(key)).toMatchObject({
      accessLevel: 'read_only',
      role: 'owner',
      capabilities: { premium: true, userKeys: true, reportingKeys: true, limits: { projects: 100 } },
    });
    expect(await area(key, 'Projects')).toEqual({ area: 'Projects', read: 'all', write: 'none' });
    await scene.server.target.harness?.setPlan(ada.session, 'free');
    expect(await foundation(ada.session)).toMatchObject({
      capabilities: { premium: false, userKeys: false, reportingKeys: false, limits: { projects: 2 } },
    });
  });

  it('tells the projects, and whether writes are paused', async () => {
    const ada = await scene.signUp('Ada');
    const projectId = textAt((await scene.call(ada.session, 'POST', '/api/projects', { name: 'Shop' })).body, 'data', 'id');
    const bob = await scene.join(ada, 'Bob', 'viewer', [projectId]);
    expect(await foundation(bob.session)).toMatchObject({ projectScope: { limited: true, projectIds: [projectId] }, writeLocked: false });
    await scene.server.target.harness?.pauseWrites(ada.session);
    expect(await foundation(ada.session)).toMatchObject({ writeLocked: true, writeLockReason: 'over_limit' });
  });
});

describe('a viewer who is limited to projects', () => {
  it('is told that these are read-only, and nothing of the others', async () => {
    const ada = await scene.signUp('Ada');
    const project = async (name: string) => textAt((await scene.call(ada.session, 'POST', '/api/projects', { name })).body, 'data', 'id');
    const [shop, office] = [await project('Shop'), await project('Office')];
    const bob = await scene.join(ada, 'Bob', 'viewer', [shop]);
    const cat = await scene.join(ada, 'Cat', 'viewer');
    const rename = (by: Someone, id: string) => scene.call(by.session, 'PUT', `/api/projects/${id}`, { name: 'Renamed' });
    expect(await rename(bob, shop)).toMatchObject({ status: 403, code: 'project_write_forbidden' });
    expect(await rename(bob, office)).toMatchObject({ status: 403, code: 'project_scope_forbidden' });
    expect(await rename(bob, 'f'.repeat(24))).toMatchObject({ status: 403, code: 'project_scope_forbidden' });
    expect(await rename(cat, shop)).toMatchObject({ status: 403, code: 'shared_account_write_forbidden' });
    expect((await scene.call(bob.session, 'GET', `/api/projects/${shop}`)).status).toBe(200);
    expect(await scene.call(bob.session, 'POST', '/api/buckets', { name: 'Mine' })).toMatchObject({ code: 'project_write_forbidden' });
  });
});
