import { describe, expect, it } from 'vitest';
import { runCommand, startServer } from '../support/command.ts';
import { openTestDatabase } from '../support/database.ts';
import { temporaryDirectory } from '../support/directory.ts';

/** Asks again and again, at most for a few seconds, until an answer has the status. */
async function waitFor(status: number, ask: () => Promise<Response>): Promise<Response> {
  const begun = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer.status === status) return answer;
    if (performance.now() - begun > 10_000) throw new Error(`still ${answer.status}: ${await answer.text()}`);
  }
}

describe('telltale organizations', () => {
  it('changes plans beside a running server, which follows within a second', async () => {
    const settings = { TELLTALE_DATA_DIR: temporaryDirectory(), TELLTALE_DEMO: 'off' };
    const server = await startServer(settings);
    const key = (await runCommand(['keys', 'create', '-o', 'acme', '--create'], settings)).out.trim();
    const ask = (method: string, path: string, body?: object) =>
      fetch(`${server.url}${path}`, {
        method,
        headers: { 'X-API-Key': key, ...(body ? { 'Content-Type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const made: string[] = [];
    for (const name of ['One', 'Two', 'Three', 'Four'])
      made.push(JSON.parse(await (await ask('POST', '/api/buckets', { name })).text()).data.id);

    const fallen = await runCommand(['organizations', 'plan', 'acme', 'free'], settings);
    expect(fallen).toEqual({
      code: 0,
      out: 'acme: enterprise -> free\n',
      err: 'its writes are paused until it is back under the limits; it has 4 buckets, where the plan free allows 3 buckets\n',
    });
    const begun = performance.now();
    const refused = await waitFor(403, () => ask('PATCH', `/api/buckets/${made[0]}`, { description: 'x' }));
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(JSON.parse(await refused.text()).code).toBe('over_limit');
    expect((await runCommand(['organizations', 'list'], settings)).out).toMatch(/^acme\tfree\twrites paused\t\S+Z\tacme\n$/);
    expect((await runCommand(['organizations', 'plan', 'acme'], settings)).out).toBe(
      'acme\tfree\twrites paused\nbuckets\t4 of 3\nprojects\t0 of 2\ndashboards\t0 of 3\nmembers\t0 of 2\n',
    );

    expect((await ask('DELETE', `/api/buckets/${made[3]}`)).status).toBe(200);
    expect((await ask('PATCH', `/api/buckets/${made[0]}`, { description: 'y' })).status).toBe(200);
    expect((await runCommand(['organizations', 'plan', 'acme', 'pro'], settings)).out).toBe('acme: free -> pro\n');
    await waitFor(201, () => ask('POST', '/api/buckets', { name: 'Five' }));
    const log = JSON.parse(await (await ask('GET', '/api/audit-log?action=organization.plan')).text());
    expect(log.data).toMatchObject([
      { actor: { kind: 'operator', id: null }, before: { plan: 'free' }, after: { plan: 'pro' } },
      { actor: { kind: 'operator', id: null }, before: { plan: 'enterprise' }, after: { plan: 'free' } },
    ]);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });

  it('says in a line what it cannot do', async () => {
    const { url, close } = await openTestDatabase();
    const complaint = async (...args: string[]): Promise<string> => {
      const { code, err } = await runCommand(['organizations', ...args], { DATABASE_URL: url });
      expect(code).toBe(1);
      return err;
    };
    expect(await complaint('plan', 'acme')).toBe('telltale: there is no organization "acme"; telltale organizations list names all\n');
    expect(await complaint('plan', 'acme', 'gold')).toBe('telltale: the plan must be one of free, pro, scale, enterprise, not "gold"\n');
    for (const args of [['plan'], ['list', 'acme'], ['plan', 'acme', 'pro', 'now'], ['delete', 'acme']])
      expect(await complaint(...args)).toMatch(/^telltale: expected list, plan <slug> or plan <slug> <plan>/);
    await close();
  });
});
