import { describe, expect, it } from 'vitest';
import { at, textAt } from '../../src/contract/runner/scenario.ts';
import { reservedSlugs } from '../../src/domain/slug.ts';
import { openScene } from './support/scene.ts';

const scene = openScene();

describe('an organization', () => {
  it('belongs to whoever makes it, who goes on acting for the other one', async () => {
    const ada = await scene.signUp('Ada');
    const made = await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Difference Engines' });
    expect(made).toMatchObject({ status: 201, body: { data: { slug: 'difference-engines', ownerUserId: ada.userId } } });
    const me = (await scene.call(ada.session, 'GET', '/api/me')).body;
    expect(at(me, 'data', 'organization', 'slug')).toBe(ada.slug);
    expect(at(me, 'data', 'organizations', 1)).toMatchObject({ slug: 'difference-engines', role: 'owner', projectIds: null });
    expect(
      await scene
        .db('audit_log')
        .where({ action: 'organization.create', resource_id: textAt(made.body, 'data', 'id') })
        .first(),
    ).toMatchObject({
      organization_id: textAt(made.body, 'data', 'id'),
      actor_id: ada.userId,
    });
  });

  it('is found by its members and their keys, and by nobody else', async () => {
    const [ada, eve] = [await scene.signUp('Ada'), await scene.signUp('Eve')];
    await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Second' });
    for (const slug of [ada.slug, 'second']) expect((await scene.call(ada.session, 'GET', `/api/organizations/${slug}`)).status).toBe(200);
    const hidden = await scene.call(eve.session, 'GET', `/api/organizations/${ada.slug}`);
    const missing = await scene.call(eve.session, 'GET', '/api/organizations/there-is-none');
    expect(hidden).toMatchObject({ status: 404, code: 'not_found' });
    expect(at(hidden.body, 'message')).toBe(at(missing.body, 'message'));
    expect((await scene.call(scene.adminKey, 'GET', '/api/organizations/acme')).status).toBe(200);
    for (const slug of [ada.slug, 'globex'])
      expect((await scene.call(scene.adminKey, 'GET', `/api/organizations/${slug}`)).status).toBe(404);
  });

  it('is changed only where the session acts, be its person an owner elsewhere', async () => {
    const ada = await scene.signUp('Ada');
    await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Second' });
    expect((await scene.call(ada.session, 'PATCH', '/api/organizations/second', { name: 'Mine' })).status).toBe(404);
    expect((await scene.call(ada.session, 'PATCH', `/api/organizations/${ada.slug}`, { name: 'Mine' })).status).toBe(200);
    expect((await scene.call(scene.adminKey, 'PATCH', `/api/organizations/${ada.slug}`, { name: 'Mine' })).status).toBe(404);
  });

  it('moves to another slug, and the old one is free', async () => {
    const ada = await scene.signUp('Ada');
    const moved = await scene.call(ada.session, 'PATCH', `/api/organizations/${ada.slug}`, { slug: 'engines' });
    expect(moved).toMatchObject({ status: 200, body: { data: { slug: 'engines' } } });
    expect((await scene.call(ada.session, 'GET', `/api/organizations/${ada.slug}`)).status).toBe(404);
    expect((await scene.call(ada.session, 'GET', '/api/organizations/engines/keys')).status).toBe(200);
    const again = await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Anything', slug: ada.slug });
    expect(again.status).toBe(201);
    const entry = await scene.db('audit_log').where({ action: 'organization.update' }).first();
    expect(entry).toMatchObject({ before: { slug: ada.slug }, after: { slug: 'engines' } });
  });
});

describe('a slug', () => {
  it('is made from the name, and another one where that is taken or reserved', async () => {
    const ada = await scene.signUp('Ada');
    const slugOf = async (name: string) =>
      textAt((await scene.call(ada.session, 'POST', '/api/organizations', { name })).body, 'data', 'slug');
    expect(await slugOf('Café Zürich & Söhne')).toBe('cafe-zurich-sohne');
    expect(await slugOf('Café Zürich & Söhne')).toMatch(/^cafe-zurich-sohne-[0-9a-f]{5}$/);
    expect(await slugOf('東京')).toBe('organization');
    expect(await slugOf('Docs')).toBe('organization-docs');
    expect(await slugOf('А'.repeat(100))).toMatch(/^organization-[0-9a-f]{5}$/);
  });

  it('that is taken, in whatever letters the name is, is refused', async () => {
    const ada = await scene.signUp('Ada');
    for (const slug of ['acme', ada.slug]) {
      const refused = { status: 409, body: { details: [{ location: 'body.slug' }] } };
      expect(await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Mine', slug })).toMatchObject(refused);
    }
    const taken = await scene.call(ada.session, 'PATCH', `/api/organizations/${ada.slug}`, { slug: 'acme' });
    expect(taken).toMatchObject({ status: 409, code: 'conflict', body: { details: [{ location: 'body.slug' }] } });
    expect((await scene.call(scene.adminKey, 'GET', '/api/organizations/acme')).status).toBe(200);
  });

  it('that is a reserved word is refused', async () => {
    const ada = await scene.signUp('Ada');
    for (const slug of reservedSlugs) {
      const refused = { status: 400, body: { details: [{ location: 'body.slug', message: 'is reserved; choose another one' }] } };
      expect(await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Mine', slug }), slug).toMatchObject(refused);
      expect(await scene.call(ada.session, 'PATCH', `/api/organizations/${ada.slug}`, { slug }), slug).toMatchObject(refused);
    }
  });

  it.each(['ACME', 'acme ', 'ac_me', '-acme', 'acme-', 'аcme', 'acme\u0000', 'a/b', '..', '', 'a'.repeat(64)])(
    '%j is malformed',
    async (slug) => {
      const ada = await scene.signUp('Ada');
      expect(await scene.call(ada.session, 'POST', '/api/organizations', { name: 'Mine', slug })).toMatchObject({ status: 400 });
    },
  );

  it('is given once when many ask for it at the same time', async () => {
    const ada = await scene.signUp('Ada');
    const made = await Promise.all(
      Array.from({ length: 8 }, () => scene.call(ada.session, 'POST', '/api/organizations', { name: 'Race', slug: 'race' })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  it('goes to one of two who move to it at the same time', async () => {
    const [ada, bob] = [await scene.signUp('Ada'), await scene.signUp('Bob')];
    const moves = await Promise.all(
      [ada, bob].map(({ session, slug }) => scene.call(session, 'PATCH', `/api/organizations/${slug}`, { slug: 'wanted' })),
    );
    expect(moves.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
