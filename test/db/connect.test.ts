import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/db/connect.ts';
import { openTestDatabase } from '../support/database.ts';

const open = (url: string) => openDatabase({ url, poolMax: 1, statementTimeoutMs: 0 });

describe('openDatabase', () => {
  it('sets the statement timeout', async () => {
    const db = await openDatabase({ url: inject('postgresUrl'), poolMax: 1, statementTimeoutMs: 50 });
    onTestFinished(() => db.destroy());
    await expect(db.raw('SELECT pg_sleep(10)')).rejects.toMatchObject({ code: '57014' });
  });

  it('refuses a PostgreSQL that is too old', async () => {
    const { db, url, close } = await openTestDatabase();
    onTestFinished(close);
    // The real server, made to report another version.
    await db.raw(`CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql RETURN '140017'`);
    await db.raw('ALTER ROLE CURRENT_USER IN DATABASE ?? SET search_path = public, pg_catalog', [new URL(url).pathname.slice(1)]);
    await expect(open(url)).rejects.toThrow(/^the database test_\w+ at \S+ is PostgreSQL 14; Telltale needs 15 or later$/);
  });

  it('refuses a database that is not in UTF-8', async () => {
    const { db, url, close } = await openTestDatabase();
    onTestFinished(close);
    const name = `${new URL(url).pathname.slice(1)}_latin1`;
    await db.raw(`CREATE DATABASE ?? ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0`, [name]);
    onTestFinished(() => db.raw('DROP DATABASE ??', [name]));
    await expect(open(url.replace(/test_\w+/, name))).rejects.toThrow(/ has the encoding LATIN1; Telltale needs UTF8$/);
  });

  it('says in a line why there is no connection, without user and password', async () => {
    const known = inject('postgresUrl');
    await expect(open('postgres://someone:hunter2@127.0.0.1:1/telltale')).rejects.toThrow(
      /^cannot reach the database telltale at 127\.0\.0\.1:1: nothing listens there$/,
    );
    await expect(open('postgres://someone:hunter2@host.invalid/telltale')).rejects.toThrow(
      /^cannot reach the database telltale at host\.invalid:5432: the host name (is unknown|cannot be looked up)$/,
    );
    await expect(open(known.replace('/telltale?', '/nowhere?'))).rejects.toThrow(
      /^cannot reach the database nowhere at \S+: there is no such database$/,
    );
    await expect(open(known.replace('telltale@', 'stranger:hunter2@'))).rejects.toThrow(
      /^cannot reach the database telltale at \S+: user name or password are wrong$/,
    );
  });
});
