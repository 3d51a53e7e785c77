import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, startServer } from '../support/command.ts';
import { openTestDatabase } from '../support/database.ts';
import { temporaryDirectory } from '../support/directory.ts';
import { startVictim } from '../torture/server.ts';
import { createClients } from '../torture/clients.ts';
import { verify } from '../torture/verify.ts';
import { createWorld } from '../torture/world.ts';

describe('telltale db backup and restore', () => {
  it('keep all that was acknowledged before, and no half of what came meanwhile', async () => {
    const [directory, copies, fresh] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()];
    const server = await startVictim(directory, 1);
    const world = await createWorld(server, server.adminKey ?? '');
    const clients = await createClients(world, 1);
    world.point(server);
    const running = Promise.all(clients.map((client) => client.run()));
    await world.stored(60);
    const before = new Map(clients.map(({ name, writes }) => [name, writes.filter(({ outcome }) => outcome === 'stored').length]));
    const backup = join(copies, 'backup');
    const [made] = await Promise.all([runCommand(['db', 'backup', backup], { TELLTALE_DATA_DIR: directory }), world.stored(60)]);
    expect(made).toEqual({ code: 0, err: '', out: expect.stringMatching(/^backed up \d+ files, [\d.]+ MiB\n$/) });
    world.end();
    await running;
    server.kill('SIGTERM');
    await server.ended;
    expect(world.problems).toEqual([]);

    expect(await runCommand(['db', 'restore', backup], { TELLTALE_DATA_DIR: fresh })).toMatchObject({ code: 0, err: '' });
    const restored = await startServer({ TELLTALE_DATA_DIR: fresh });
    // What came while the copy was made may be there or not, but whole.
    for (const { name, writes } of clients)
      for (const [index, write] of writes.entries()) if (index >= (before.get(name) ?? 0)) write.outcome = 'unknown';
    const found = await verify(restored.url, world.key, world.bucketId, clients);
    expect(found.problems).toEqual([]);
    expect(found.acknowledged).toBeGreaterThanOrEqual(60);
  }, 120_000);

  it('work on a server that is stopped, and can be restored again and again', async () => {
    const [directory, copies] = [temporaryDirectory(), temporaryDirectory()];
    const server = await startServer({ TELLTALE_DATA_DIR: directory });
    server.kill('SIGTERM');
    await server.ended;
    const backup = join(copies, 'backup');
    expect(await runCommand(['db', 'backup', backup], { TELLTALE_DATA_DIR: directory })).toMatchObject({ code: 0, err: '' });
    for (let round = 0; round < 2; round++) {
      const fresh = temporaryDirectory();
      expect(await runCommand(['db', 'restore', backup], { TELLTALE_DATA_DIR: fresh })).toMatchObject({ code: 0, err: '' });
      const again = await startServer({ TELLTALE_DATA_DIR: fresh });
      const { status } = await fetch(`${again.url}/api/buckets`, { headers: { 'X-API-Key': server.adminKey ?? '' } });
      expect([status, again.adminKey]).toEqual([200, undefined]);
    }
    expect((await runCommand(['db', 'backup', backup], { TELLTALE_DATA_DIR: directory })).err).toBe(
      `telltale: ${backup} is not empty: name a new directory\n`,
    );
    expect((await runCommand(['db', 'restore', backup], { TELLTALE_DATA_DIR: directory })).err).toBe(
      `telltale: ${directory} holds a database already: move it away first, or set TELLTALE_DATA_DIR\n`,
    );
  }, 120_000);

  it('say in a line what they cannot do', async () => {
    const directory = temporaryDirectory();
    const complaint = async (args: string[], settings: Record<string, string> = { TELLTALE_DATA_DIR: directory }) =>
      (await runCommand(['db', ...args], settings)).err;
    expect(await complaint(['backup', join(directory, 'copy')])).toBe(`telltale: there is no database in ${directory}\n`);
    expect(await complaint(['restore', directory])).toBe(`telltale: ${directory} is no complete backup\n`);
    expect(await complaint(['backup'])).toMatch(/^telltale: expected backup <directory>/);
    const { url, close } = await openTestDatabase();
    expect(await complaint(['backup', 'copy'], { DATABASE_URL: url })).toMatch(
      /^telltale: this is for the embedded PostgreSQL; .* use pg_dump\n$/,
    );
    await close();
    const old = join(directory, 'old');
    mkdirSync(join(old, 'postgres'), { recursive: true });
    chmodSync(old, 0o755);
    for (const [name, content] of Object.entries({ PG_VERSION: '17\n', backup_label: '' }))
      writeFileSync(join(old, 'postgres', name), content);
    const target = temporaryDirectory();
    expect(await complaint(['restore', old], { TELLTALE_DATA_DIR: target })).toMatch(/^telltale: the backup was made by PostgreSQL 17, /);
    expect(existsSync(join(target, 'postgres'))).toBe(false);
  });
});
