import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Knex } from 'knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/db/connect.ts';
import { findPlace } from '../../src/db/embedded-place.ts';
import { findRunningEmbedded, startEmbedded } from '../../src/db/embedded.ts';
import type { EmbeddedDatabase } from '../../src/db/embedded.ts';
import { hasPostmaster, temporaryDirectory } from '../support/directory.ts';

async function startIn(dataDirectory: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDirectory, durable: false });
  onTestFinished(database.stop);
  return database;
}

async function connected<Result>(url: string, work: (db: Knex) => Promise<Result>): Promise<Result> {
  const db = await openDatabase({ url, poolMax: 1, statementTimeoutMs: 0 });
  return work(db).finally(() => db.destroy());
}

describe('the embedded PostgreSQL', () => {
  it('is made once, keeps its data, and gives the server no superuser', async () => {
    const directory = temporaryDirectory();
    const first = await startIn(directory);
    expect(first.created).toBe(true);
    await connected(first.url, (db) => db.raw('CREATE TABLE kept (id integer)'));
    await first.stop();
    await first.ended;
    expect(hasPostmaster(directory)).toBe(false);

    const second = await startIn(directory);
    expect(second.created).toBe(false);
    await connected(second.url, async (db) => {
      expect(await db.schema.hasTable('kept')).toBe(true);
      const { rows } = await db.raw(`SELECT current_setting('is_superuser') AS super, current_setting('listen_addresses') AS addresses`);
      expect(rows).toEqual([{ super: 'off', addresses: '' }]);
    });
  });

  it('is durable unless told otherwise', async () => {
    const database = await startEmbedded({ dataDirectory: temporaryDirectory() });
    onTestFinished(database.stop);
    const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'];
    const { rows } = await connected(database.url, (db) =>
      db.raw('SELECT name, setting FROM pg_settings WHERE name = ANY (?)', [settings]),
    );
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toMatchObject({ setting: 'on' });
  });

  it('starts once per directory', async () => {
    const directory = temporaryDirectory();
    const first = await startIn(directory);
    await expect(startEmbedded({ dataDirectory: directory })).rejects.toThrow(`${directory} is in use by another Telltale process`);
    expect(findRunningEmbedded(directory)).toBe(first.url);
    await connected(first.url, (db) => db.raw('SELECT 1'));
    await first.stop();
    expect(findRunningEmbedded(directory)).toBeNull();
  });

  it('replaces what a broken-off first start left', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'postgres.new'));
    writeFileSync(join(directory, 'postgres.new', 'PG_VERSION'), '18\n');
    expect((await startIn(directory)).created).toBe(true);
    expect(existsSync(join(directory, 'postgres.new'))).toBe(false);
  });

  it('stops a PostgreSQL that a killed server left behind', async () => {
    const directory = temporaryDirectory();
    await (await startIn(directory)).stop();
    const { account, binaries, postgresDirectory } = findPlace(directory);
    const orphan = spawn(
      binaries.postgres,
      ['-D', postgresDirectory, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${postgresDirectory}`],
      {
        ...account,
        cwd: '/',
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const ended = once(orphan, 'exit');
    for await (const line of createInterface({ input: orphan.stderr })) if (line.includes('ready to accept connections')) break;
    const database = await startIn(directory);
    expect(await ended).toEqual([0, null]);
    await connected(database.url, (db) => db.raw('SELECT 1'));
  });

  it('is not misled by a process id that has another owner by now', async () => {
    const directory = temporaryDirectory();
    await (await startIn(directory)).stop();
    const postgresDirectory = join(directory, 'postgres');
    const stale = `${process.pid}\n${postgresDirectory}\n1\n5432\n${postgresDirectory}\n\n  1 1\nready\n`;
    writeFileSync(join(postgresDirectory, 'postmaster.pid'), stale);
    writeFileSync(join(postgresDirectory, '.s.PGSQL.5432.lock'), stale);
    await connected((await startIn(directory)).url, (db) => db.raw('SELECT 1'));
  });

  it('has a socket that every system takes, wherever the directory is', async () => {
    const directory = join(temporaryDirectory(), `it's "a", ${'long '.repeat(20)}path`);
    await connected((await startIn(directory)).url, (db) => db.raw('SELECT 1'));
  });

  it('says what keeps it from starting', async () => {
    const directory = temporaryDirectory();
    await (await startIn(directory)).stop();
    const file = join(directory, 'postgres', 'postgresql.conf');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nno_such_parameter = 1\n`);
    await expect(startEmbedded({ dataDirectory: directory })).rejects.toThrow(
      /did not start in .*: configuration file .* contains errors$/,
    );
    await expect(startEmbedded({ dataDirectory: join(file, 'data') })).rejects.toThrow(/^cannot use the data directory .*: ENOTDIR: /);
  });
});
