import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, startServer } from '../support/command.ts';
import { temporaryDirectory } from '../support/directory.ts';

describe("the operator's port", () => {
  it('is there when it is asked for, on the loopback interface, and goes with the server', async () => {
    const server = await startServer({ TELLTALE_DATA_DIR: temporaryDirectory(), TELLTALE_DEMO: 'off', TELLTALE_OPERATOR_PORT: '0' });
    const [, operator = ''] = /Operator +(http:\/\/127\.0\.0\.1:\d+)/.exec(server.output().out) ?? [];
    const health = await fetch(`${operator}/health`);
    expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ status: 'ok', problems: [] })]);
    expect(await (await fetch(`${operator}/metrics`)).text()).toMatch(/^telltale_healthy 1$/m);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });

  it('is not there otherwise', async () => {
    const server = await startServer({ TELLTALE_DATA_DIR: temporaryDirectory(), TELLTALE_DEMO: 'off' });
    expect(server.output().out).not.toContain('Operator');
  });

  it('stops the start when it is taken, before anything is touched', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = String(typeof address === 'object' && address ? address.port : 0);
    const directory = join(temporaryDirectory(), 'data');
    expect(await runCommand(['serve'], { PORT: '0', TELLTALE_OPERATOR_PORT: port, TELLTALE_DATA_DIR: directory })).toEqual({
      code: 1,
      out: '',
      err: `telltale: port ${port} on 127.0.0.1 is taken: stop the other program or set TELLTALE_OPERATOR_PORT\n`,
    });
    expect(existsSync(directory)).toBe(false);
    taken.close();
  });
});
