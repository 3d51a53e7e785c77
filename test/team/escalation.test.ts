import { describe, expect, it } from 'vitest';
import { roles } from '../../src/domain/roles.ts';
import type { Role } from '../../src/domain/roles.ts';
import { openScene } from './support/scene.ts';
import type { Someone } from './support/scene.ts';

const scene = openScene();

/** Everybody in one organization; `other` is a second person of each role. */
type Cast = Record<Role | `other ${Role}`, Someone>;

async function cast(): Promise<Cast> {
  const owner = await scene.signUp('Owner');
  return {
    owner,
    admin: await scene.join(owner, 'Admin', 'admin'),
    editor: await scene.join(owner, 'Editor', 'editor'),
    viewer: await scene.join(owner, 'Viewer', 'viewer'),
    'other owner': await scene.join(owner, 'Owner2', 'owner'),
    'other admin': await scene.join(owner, 'Admin2', 'admin'),
    'other editor': await scene.join(owner, 'Editor2', 'editor'),
    'other viewer': await scene.join(owner, 'Viewer2', 'viewer'),
  };
}

/** Whether somebody may make a member what they say, by the rule in words: from admin on, and nobody above themselves. */
const mayGive = (by: Role, current: Role, wanted: Role): boolean =>
  by === 'owner' || (by === 'admin' && current !== 'owner' && wanted !== 'owner');

describe('a role is given by nobody who has not more, or the same from admin on', () => {
  it('to others, in all 64 combinations', async () => {
    const people = await cast();
    let allowed = 0;
    for (const by of roles)
      for (const current of roles)
        for (const wanted of roles) {
          const target = people[`other ${current}`];
          // Sessions of a changed member end, so each attempt begins with a new one.
          const session = await scene.sessionIn(people[by], people.owner.organizationId);
          const reply = await scene.call(session, 'PATCH', `/api/organizations/${people.owner.slug}/members/${target.userId}`, {
            role: wanted,
          });
          const expected = mayGive(by, current, wanted) ? 200 : 403;
          expect(reply.status, `${by} makes a member with the role ${current} a member with the role ${wanted}`).toBe(expected);
          const row = await scene.db('memberships').where({ organization_id: people.owner.organizationId, user_id: target.userId }).first();
          expect(row).toMatchObject({ role: expected === 200 ? wanted : current });
          allowed += expected === 200 ? 1 : 0;
          await scene
            .db('memberships')
            .where({ user_id: target.userId, organization_id: people.owner.organizationId })
            .update({ role: current });
        }
    expect(allowed).toBe(16 + 9);
  });

  it.each(roles.flatMap((by) => roles.map((wanted) => ({ by, wanted }))))('to oneself: $by becomes $wanted', async ({ by, wanted }) => {
    const people = await cast();
    const { userId, session } = people[by];
    const reply = await scene.call(session, 'PATCH', `/api/organizations/${people.owner.slug}/members/${userId}`, { role: wanted });
    expect(reply.status).toBe(mayGive(by, by, wanted) ? 200 : 403);
  });

  it('and removal follows the same ranks', async () => {
    const mayRemove: Record<Role, Role[]> = { owner: [...roles], admin: ['admin', 'editor', 'viewer'], editor: [], viewer: [] };
    const people = await cast();
    for (const by of roles)
      for (const current of roles) {
        const victim = await scene.join(people.owner, `Victim-${by}-${current}`, current);
        const session = await scene.sessionIn(people[by], people.owner.organizationId);
        const { status } = await scene.call(session, 'DELETE', `/api/organizations/${people.owner.slug}/members/${victim.userId}`);
        expect(status, `${by} removes a member with the role ${current}`).toBe(mayRemove[by].includes(current) ? 200 : 403);
      }
  });
});
