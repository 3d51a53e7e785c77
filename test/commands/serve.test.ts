import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zBucketList } from '../../generated/client/zod.gen.ts';
import { runCommand, startServer } from '../support/command.ts';
import { openTestDatabase } from '../support/database.ts';
import { hasPostmaster, temporaryDirectory } from '../support/directory.ts';

/** The names of the organization's buckets, by the admin key that the start printed. */
async function bucketNames(url: string, key: string): Promise<string[]> {
  const response = await fetch(`${url}/api/buckets`, { headers: { 'X-API-Key': key } });
  expect(response.status).toBe(200);
  const body = zBucketList.parse(await response.json());
  return body.data.map((bucket) => bucket.name);
}

/** The process id of the PostgreSQL on a data directory. */
function postmasterPid(directory: string): number {
  return Number(readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A request whose body ends only when `finish` is called. */
function slowRequest(url: string, key: string, body: string): { finish(): Promise<number | undefined> } {
  const headers = { 'X-API-Key': key, 'Content-Type': 'application/json', 'Content-Length': body.length };
  const outgoing = request(`${url}/api/buckets`, { method: 'POST', headers, agent: false });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => response.resume().once('end', () => resolve(response.statusCode)));
  });
  answered.catch(() => undefined);
  outgoing.write(body.slice(0, 5));
  return {
    finish() {
      outgoing.end(body.slice(5));
      return answered;
    },
  };
}

describe('telltale serve', () => {
  it('starts on nothing, stops on SIGTERM with its database, and goes on from there', async () => {
    const directory = temporaryDirectory();
    const first = await startServer({ TELLTALE_DATA_DIR: directory });
    expect(first.output().out).toMatch(
      /^Telltale listens\.\n {2}API +(http:\/\/localhost:\d+)\n {2}Docs +\1\/docs\n {2}Playground +\1\/playground\n {2}Mail +is kept, not sent.*\n {2}Admin key +tt_a_\w{36} .*\n$/,
    );
    const key = first.adminKey ?? '';
    expect(await bucketNames(first.url, key)).toEqual(['Demo greenhouse']);
    expect(hasPostmaster(directory)).toBe(true);
    first.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    expect(hasPostmaster(directory)).toBe(false);

    const second = await startServer({ TELLTALE_DATA_DIR: directory });
    expect(second.adminKey).toBeUndefined();
    expect(await bucketNames(second.url, key)).toEqual(['Demo greenhouse']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('finishes a request in flight after %s', async (signal) => {
    const server = await startServer({ TELLTALE_DATA_DIR: temporaryDirectory() });
    const slow = slowRequest(server.url, server.adminKey ?? '', '{"name": "made while stopping"}');
    await fetch(`${server.url}/api/health`);
    server.kill(signal);
    await server.until(/stopping/);
    expect(await slow.finish()).toBe(201);
    expect((await server.ended).code).toBe(0);
  });

  it('cuts a request off that does not end within the shutdown timeout', async () => {
    const directory = temporaryDirectory();
    const server = await startServer({ TELLTALE_DATA_DIR: directory, TELLTALE_SHUTDOWN_TIMEOUT_MS: '0' });
    const slow = slowRequest(server.url, server.adminKey ?? '', '{"name": "never made"}');
    await fetch(`${server.url}/api/health`);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    await expect(slow.finish()).rejects.toThrow();
    expect(hasPostmaster(directory)).toBe(false);
  });

  it('takes two signals in a row, as npm start sends them, for one', async () => {
    const server = await startServer({ TELLTALE_DATA_DIR: temporaryDirectory(), TELLTALE_DEMO: 'off' });
    server.kill('SIGINT');
    server.kill('SIGINT');
    expect((await server.ended).code).toBe(0);
  });

  it('refuses a data directory that another server uses, which does not notice', async () => {
    const directory = temporaryDirectory();
    const first = await startServer({ TELLTALE_DATA_DIR: directory });
    expect(await runCommand(['serve'], { PORT: '0', TELLTALE_DATA_DIR: directory })).toEqual({
      code: 1,
      out: '',
      err: `telltale: the data directory ${directory} is in use by another Telltale process\n`,
    });
    expect(await bucketNames(first.url, first.adminKey ?? '')).toHaveLength(1);
  });

  it('refuses a taken port before it touches anything', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const directory = join(temporaryDirectory(), 'data');
    expect(await runCommand(['serve'], { PORT: String(port), TELLTALE_DATA_DIR: directory })).toEqual({
      code: 1,
      out: '',
      err: `telltale: port ${port} on 127.0.0.1 is taken: stop the other program or set PORT\n`,
    });
    expect(existsSync(directory)).toBe(false);
    taken.close();
  });

  it('refuses an unreachable database without its password', async () => {
    expect(await runCommand(['serve'], { PORT: '0', DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/telltale' })).toEqual({
      code: 1,
      out: '',
      err: 'telltale: cannot reach the database telltale at 127.0.0.1:1: nothing listens there\n',
    });
  });

  it('refuses bad settings, each in a line', async () => {
    expect(await runCommand(['serve'], { PORT: 'web', TELLTALE_DEMO: 'maybe', TELLTALE_PORT: '80' })).toEqual({
      code: 1,
      out: '',
      err:
        'telltale: TELLTALE_PORT is not a setting; did you mean TELLTALE_DEMO?\n' +
        'telltale: PORT must be a whole number from 0 to 65535, not "web"\n' +
        'telltale: TELLTALE_DEMO must be one of auto, on, off, not "maybe"\n',
    });
  });

  it('refuses a data directory of another major version, and leaves it alone', async () => {
    const directory = temporaryDirectory();
    const first = await startServer({ TELLTALE_DATA_DIR: directory, TELLTALE_DEMO: 'off' });
    first.kill('SIGTERM');
    await first.ended;
    const versionFile = join(directory, 'postgres', 'PG_VERSION');
    writeFileSync(versionFile, '17\n');
    const { code, err } = await runCommand(['serve'], { PORT: '0', TELLTALE_DATA_DIR: directory });
    expect(code).toBe(1);
    expect(err).toMatch(/^telltale: .*postgres was made by PostgreSQL 17, this version of Telltale brings PostgreSQL 18: .*\n$/);
    writeFileSync(versionFile, '18\n');
    await startServer({ TELLTALE_DATA_DIR: directory });
  });

  it('goes on after kill -9 of the server', async () => {
    const directory = temporaryDirectory();
    const first = await startServer({ TELLTALE_DATA_DIR: directory });
    first.kill('SIGKILL');
    await first.ended;
    const second = await startServer({ TELLTALE_DATA_DIR: directory });
    expect(await bucketNames(second.url, first.adminKey ?? '')).toHaveLength(1);
  });

  it('ends when its database is killed, and goes on at the next start', async () => {
    const directory = temporaryDirectory();
    const first = await startServer({ TELLTALE_DATA_DIR: directory });
    process.kill(postmasterPid(directory), 'SIGKILL');
    const { code, err } = await first.ended;
    expect(code).toBe(1);
    expect(err).toContain('the embedded PostgreSQL ended by itself');
    const second = await startServer({ TELLTALE_DATA_DIR: directory });
    expect(await bucketNames(second.url, first.adminKey ?? '')).toHaveLength(1);
  });

  it('goes on after kill -9 of both', async () => {
    const directory = temporaryDirectory();
    const first = await startServer({ TELLTALE_DATA_DIR: directory });
    process.kill(postmasterPid(directory), 'SIGKILL');
    first.kill('SIGKILL');
    await first.ended;
    const second = await startServer({ TELLTALE_DATA_DIR: directory });
    expect(await bucketNames(second.url, first.adminKey ?? '')).toHaveLength(1);
  });

  it('makes no demo in a database of the operator, unless asked to, and then once', async () => {
    const { url, close } = await openTestDatabase();
    const silent = await startServer({ DATABASE_URL: url });
    expect(silent.adminKey).toBeUndefined();
    const asked = await startServer({ DATABASE_URL: url, TELLTALE_DEMO: 'on' });
    expect(asked.adminKey).toMatch(/^tt_a_/);
    const again = await startServer({ DATABASE_URL: url, TELLTALE_DEMO: 'on' });
    expect(again.adminKey).toBeUndefined();
    for (const server of [silent, asked, again]) {
      server.kill('SIGTERM');
      await server.ended;
    }
    await close();
  });
});
