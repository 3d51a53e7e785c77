import { describe, expect, it } from 'vitest';
import { at, textAt } from '../../src/contract/runner/scenario.ts';
import { createKeys } from '../../src/http/keys.ts';
import type { Role } from '../../src/domain/roles.ts';
import { openScene } from './support/scene.ts';
import type { Someone } from './support/scene.ts';

const scene = openScene();

const path = (team: Someone, member: Someone | string) =>
  `/api/organizations/${team.slug}/members/${typeof member === 'string' ? member : member.userId}`;
const change = (by: string, team: Someone, member: Someone, body: object) => scene.call(by, 'PATCH', path(team, member), body);
const remove = (by: string, team: Someone, member: Someone) => scene.call(by, 'DELETE', path(team, member));

const rolesIn = async (team: Someone): Promise<Record<string, Role>> => {
  const rows: { user_id: string; role: Role }[] = await scene.db('memberships').where({ organization_id: team.organizationId });
  return Object.fromEntries(rows.map(({ user_id, role }) => [user_id, role]));
};

describe('a member', () => {
  it('is seen by the others, and not from another organization', async () => {
    const [ada, eve] = [await scene.signUp('Ada'), await scene.signUp('Eve')];
    const bob = await scene.join(ada, 'Bob', 'viewer');
    const list = await scene.call(bob.session, 'GET', `/api/organizations/${ada.slug}/members?limit=1&offset=1`);
    expect(list.body).toMatchObject({ data: [{ userId: bob.userId, role: 'viewer' }], pagination: { total: 2, hasMore: false } });
    expect((await scene.call(eve.session, 'GET', `/api/organizations/${ada.slug}/members`)).status).toBe(404);
    expect((await scene.call(eve.session, 'GET', path(eve, bob))).status).toBe(404);
    expect((await scene.call(scene.adminKey, 'GET', '/api/organizations/acme/members')).status).toBe(403);
  });

  it('who is limited to projects sees nobody but themselves, and may leave', async () => {
    const ada = await scene.signUp('Ada');
    const projectId = textAt((await scene.call(ada.session, 'POST', '/api/projects', { name: 'Shop' })).body, 'data', 'id');
    const bob = await scene.join(ada, 'Bob', 'editor', [projectId]);
    const refused = { status: 403, code: 'project_scope_forbidden' };
    expect(await scene.call(bob.session, 'GET', `/api/organizations/${ada.slug}/members`)).toMatchObject(refused);
    expect(await scene.call(bob.session, 'GET', path(ada, ada))).toMatchObject(refused);
    expect((await scene.call(bob.session, 'GET', path(ada, bob))).body).toMatchObject({ data: { projectIds: [projectId] } });
    expect(await remove(bob.session, ada, bob)).toMatchObject({ status: 200, session: '' });
    expect((await scene.call(bob.session, 'GET', '/api/me')).status).toBe(401);
  });

  it('is limited to projects of the organization only, and is no admin then', async () => {
    const [ada, eve] = [await scene.signUp('Ada'), await scene.signUp('Eve')];
    const project = async (by: Someone) =>
      textAt((await scene.call(by.session, 'POST', '/api/projects', { name: 'Shop' })).body, 'data', 'id');
    const [own, foreign] = [await project(ada), await project(eve)];
    const bob = await scene.join(ada, 'Bob', 'editor');
    const places = (reply: { body: unknown }) => at(reply.body, 'details', 0, 'location');
    expect(places(await change(ada.session, ada, bob, { projectIds: [own, foreign] }))).toBe('body.projectIds[1]');
    expect(places(await change(ada.session, ada, bob, { projectIds: [] }))).toBe('body.projectIds');
    expect((await change(ada.session, ada, bob, { projectIds: [own] })).status).toBe(200);
    expect(places(await change(ada.session, ada, bob, { role: 'admin' }))).toBe('body.projectIds');
    expect((await change(ada.session, ada, bob, { role: 'admin', projectIds: null })).status).toBe(200);
    expect((await rolesIn(ada))[bob.userId]).toBe('admin');
  });

  it('who leaves the only organization gets one of their own at the next login', async () => {
    const ada = await scene.signUp('Ada');
    const bob = await scene.join(ada, 'Bob', 'owner');
    expect((await remove(ada.session, ada, ada)).status).toBe(200);
    const again = await scene.logIn(ada.email);
    expect(again.body).toMatchObject({ data: { organization: { name: "Ada's organization", role: 'owner' }, organizations: [{}] } });
    const kept = await scene.call(bob.session, 'GET', `/api/organizations/${ada.slug}`);
    expect(at(kept.body, 'data', 'ownerUserId')).toBe(bob.userId);
  });
});

describe('a change of rights', () => {
  it('ends the sessions of the member in this organization, here at once and elsewhere within a second', async () => {
    const ada = await scene.signUp('Ada');
    const bob = await scene.join(ada, 'Bob', 'editor');
    const other = await scene.sessionIn(bob, bob.organizationId);
    // Another process of the server, which has just seen the session.
    let time = scene.now();
    const elsewhere = createKeys(scene.db, { now: () => time }, { idleMs: 86_400_000 });
    expect((await elsewhere.authenticate(bob.session)).person?.role).toBe('editor');
    expect((await change(ada.session, ada, bob, { role: 'viewer' })).status).toBe(200);
    expect((await scene.call(bob.session, 'GET', '/api/me')).status).toBe(401);
    expect((await scene.call(other, 'GET', '/api/me')).status).toBe(200);
    time += 1_000;
    await expect(async () => elsewhere.authenticate(bob.session)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('of oneself gives the session a new secret and ends the others', async () => {
    const ada = await scene.signUp('Ada');
    await scene.join(ada, 'Bob', 'owner');
    const second = (await scene.logIn(ada.email)).session ?? '';
    const lowered = await change(ada.session, ada, ada, { role: 'viewer' });
    expect(lowered).toMatchObject({ status: 200, body: { data: { role: 'viewer' } } });
    const statuses = [];
    for (const secret of [ada.session, second, lowered.session ?? '']) statuses.push((await scene.call(secret, 'GET', '/api/me')).status);
    expect(statuses).toEqual([401, 401, 200]);
    expect(await scene.call(lowered.session ?? '', 'POST', '/api/projects', { name: 'Mine' })).toMatchObject({ status: 403 });
  });

  it('is seen by the keys of the member, and removal ends them for good', async () => {
    const ada = await scene.signUp('Ada');
    const bob = await scene.join(ada, 'Bob', 'editor');
    const made = await scene.call(bob.session, 'POST', '/api/user/api-tokens', { name: 'Script' });
    const key = textAt(made.body, 'data', 'key');
    expect((await scene.call(key, 'POST', '/api/projects', { name: 'One' })).status).toBe(201);
    await change(ada.session, ada, bob, { role: 'viewer' });
    expect(await scene.call(key, 'POST', '/api/projects', { name: 'Two' })).toMatchObject({ status: 403 });
    expect((await remove(ada.session, ada, bob)).body).toMatchObject({ data: { deletedResources: { keys: 1 } } });
    expect(await scene.call(key, 'GET', '/api/projects')).toMatchObject({ status: 401, code: 'api_key_invalid' });
    await scene.db('memberships').insert({
      organization_id: ada.organizationId,
      user_id: bob.userId,
      role: 'editor',
      created_at: new Date(scene.now()),
    });
    scene.aMinuteLater();
    expect((await scene.call(key, 'GET', '/api/projects')).status).toBe(401);
  });

  it('is in the audit log, with what it was before', async () => {
    const ada = await scene.signUp('Ada');
    const bob = await scene.join(ada, 'Bob', 'editor');
    await change(ada.session, ada, bob, { role: 'admin' });
    await remove(ada.session, ada, bob);
    const log = await scene.db('audit_log').where({ resource_type: 'member' }).orderBy('id');
    expect(log).toMatchObject([
      { action: 'member.update', resource_id: bob.userId, actor_id: ada.userId, before: { role: 'editor' }, after: { role: 'admin' } },
      { action: 'member.delete', resource_id: bob.userId, before: { role: 'admin' }, after: null },
    ]);
  });
});

describe('the last owner', () => {
  it('cannot leave, be removed or be lowered', async () => {
    const ada = await scene.signUp('Ada');
    const bob = await scene.join(ada, 'Bob', 'admin');
    const refused = { status: 409, code: 'conflict' };
    expect(await remove(ada.session, ada, ada)).toMatchObject(refused);
    expect(await change(ada.session, ada, ada, { role: 'admin' })).toMatchObject(refused);
    expect(await change(ada.session, ada, ada, { projectIds: null })).toMatchObject({ status: 200 });
    expect((await rolesIn(ada))[ada.userId]).toBe('owner');
    expect(await remove(bob.session, ada, ada)).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it.each([
    ['leave', (one: Someone, _other: Someone, team: Someone) => remove(one.session, team, one)],
    ['lower themselves', (one: Someone, _other: Someone, team: Someone) => change(one.session, team, one, { role: 'admin' })],
    ['remove each other', (one: Someone, other: Someone, team: Someone) => remove(one.session, team, other)],
    ['lower each other', (one: Someone, other: Someone, team: Someone) => change(one.session, team, other, { role: 'viewer' })],
  ])('stays when two owners %s at the same time', async (_name, act) => {
    for (let round = 0; round < 5; round++) {
      const ada = await scene.signUp(`Ada${round}`);
      const bob = await scene.join(ada, `Bob${round}`, 'owner');
      const done = await Promise.all([act(ada, bob, ada), act(bob, ada, ada)]);
      const statuses = done.map(({ status }) => status).sort();
      expect(statuses[0]).toBe(200);
      expect([401, 403, 404, 409]).toContain(statuses[1]);
      expect(Object.values(await rolesIn(ada)).filter((role) => role === 'owner')).toHaveLength(1);
    }
  });

  it('stays when ten owners leave at the same time', async () => {
    const ada = await scene.signUp('Ada');
    const owners = [ada];
    for (let index = 0; index < 9; index++) owners.push(await scene.join(ada, `Owner${index}`, 'owner'));
    const done = await Promise.all(owners.map((owner) => remove(owner.session, ada, owner)));
    expect(done.filter(({ status }) => status === 409)).toHaveLength(1);
    expect(Object.values(await rolesIn(ada))).toEqual(['owner']);
  });
});
