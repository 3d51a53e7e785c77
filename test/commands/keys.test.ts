import { describe, expect, it } from 'vitest';
import { runCommand, startServer } from '../support/command.ts';
import { openTestDatabase } from '../support/database.ts';
import { temporaryDirectory } from '../support/directory.ts';

async function statusOf(url: string, key: string): Promise<number> {
  return (await fetch(`${url}/api/buckets`, { headers: { 'X-API-Key': key } })).status;
}

describe('telltale keys', () => {
  it('manages admin keys beside a server on the embedded database', async () => {
    const settings = { TELLTALE_DATA_DIR: temporaryDirectory(), TELLTALE_DEMO: 'off' };
    const server = await startServer(settings);
    const created = await runCommand(['keys', 'create', '--organization', 'acme', '--create', '--name', 'CI'], settings);
    expect(created).toMatchObject({ code: 0, err: 'made the organization acme (enterprise)\n' });
    const key = created.out.trim();
    expect(key).toMatch(/^tt_a_\w{36}$/);
    expect(await statusOf(server.url, key)).toBe(200);
    const answer = await fetch(`${server.url}/api/audit-log`, { headers: { 'X-API-Key': key } });
    const log = JSON.parse(await answer.text());
    const byOperator = { actor: { kind: 'operator', id: null, credentialId: null }, before: null };
    expect(log.data).toMatchObject([
      { ...byOperator, action: 'key.create', after: { name: 'CI' } },
      { ...byOperator, action: 'organization.create', after: { slug: 'acme', plan: 'enterprise' } },
    ]);
    expect(JSON.stringify(log)).not.toContain(key);

    const listed = await runCommand(['keys', 'list', '-o', 'acme'], settings);
    const [id = '', ...rest] = listed.out.trim().split('\t');
    expect(rest).toEqual([`tt_a_…${key.slice(-4)}`, expect.stringMatching(/Z$/), 'never used', 'CI']);

    expect(await runCommand(['keys', 'revoke', '-o', 'acme', id], settings)).toEqual({ code: 0, out: `revoked ${id}\n`, err: '' });
    expect((await runCommand(['keys', 'list', '-o', 'acme'], settings)).out).toBe('');
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    expect((await runCommand(['keys', 'create', '-o', 'acme'], settings)).out).toMatch(/^tt_a_/);
  });

  it('says in a line what it cannot do, and does nothing then', async () => {
    const { db, url, close } = await openTestDatabase();
    const complaint = async (...args: string[]): Promise<string> => {
      const { code, err } = await runCommand(['keys', ...args], { DATABASE_URL: url });
      expect(code).toBe(1);
      return err;
    };
    expect(await complaint('create', '-o', 'acme')).toBe('telltale: there is no organization "acme"; keys create --create makes it\n');
    expect(await complaint('create', '-o', 'No Slug', '--create')).toMatch(/^telltale: the slug "No Slug" must be /);
    expect(await complaint('create')).toBe('telltale: --organization <slug> is missing; telltale keys --help tells more\n');
    expect(await complaint('delete', '-o', 'acme')).toMatch(/^telltale: expected create, list or revoke <id>/);
    expect(await complaint('list', '--org', 'acme')).toMatch(/^telltale: Unknown option '--org'/);
    expect(await db('organizations').select()).toEqual([]);
    await close();
  });
});

describe('telltale migrate', () => {
  it('says what it did', async () => {
    const { db, url, close } = await openTestDatabase();
    await db.raw('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    expect(await runCommand(['migrate'], { DATABASE_URL: url })).toEqual({
      code: 0,
      err: '',
      out: expect.stringMatching(/^applied 0001_foundation\n(applied \d{4}_\w+\n)*$/),
    });
    expect(await runCommand(['migrate'], { DATABASE_URL: url })).toEqual({ code: 0, err: '', out: 'the schema is up to date\n' });
    await close();
  });
});

describe('telltale', () => {
  it('tells its version and its commands', async () => {
    expect(await runCommand(['--version'], {})).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    for (const args of [
      [],
      ['--help'],
      ['serve', '--help'],
      ['migrate', '--help'],
      ['keys', '--help'],
      ['db', '--help'],
      ['outbox', '--help'],
    ]) {
      expect(await runCommand(args, {})).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage: telltale/), err: '' });
    }
    expect(await runCommand(['sevre'], {})).toEqual({
      code: 1,
      out: '',
      err: 'telltale: there is no command "sevre"; telltale --help lists them\n',
    });
  });
});
