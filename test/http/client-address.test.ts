import { describe, expect, it } from 'vitest';
import { beginScenario, send } from '../../src/contract/runner/scenario.ts';
import { openTestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import { createClientAddress } from '../../src/http/client-address.ts';
import { loadConfig } from '../../src/config.ts';

const of = createClientAddress(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);

describe('the address of a client', () => {
  it.each([
    ['whoever has the connection, when no proxy is trusted', createClientAddress([]), '203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['the peer, when that is no proxy of ours', of, '203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['whom our proxy was called by', of, '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['the last before our proxies, whatever is claimed before', of, '127.0.0.1', '1.2.3.4, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['the furthest proxy, when all are ours', of, '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['our proxy, when it says nothing', of, '10.0.0.1', undefined, '10.0.0.1'],
    ['our proxy, when it says nonsense', of, '10.0.0.1', '203.0.113.9, unknown', '10.0.0.1'],
    ['IPv4, also in the form of IPv6', of, '::ffff:127.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
    ['IPv6, also with brackets and a port', of, 'fd00::1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['IPv4 without its port', of, '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
  ])('is %s', (_what, find, peer, forwardedFor, expected) => expect(find(peer, forwardedFor)).toBe(expected));

  it('reads several headers as one list', () => expect(of('127.0.0.1', ['1.2.3.4', '203.0.113.9'])).toBe('203.0.113.9'));
});

describe('TELLTALE_TRUSTED_PROXIES', () => {
  const read = (value: string) => loadConfig({ TELLTALE_TRUSTED_PROXIES: value }).trustedProxies;

  it('is a list of addresses and networks', () => {
    expect(loadConfig({}).trustedProxies).toEqual([]);
    expect(read('127.0.0.1, ::1,10.0.0.0/8')).toEqual(['127.0.0.1', '::1', '10.0.0.0/8']);
  });

  it.each(['proxy.example', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '127.0.0.1,', '10.0.0.0/8/8', '10.0.0.0/-1'])('refuses %s', (value) =>
    expect(() => read(value)).toThrow('TELLTALE_TRUSTED_PROXIES must be addresses or networks'),
  );
});

describe('attempts to log in behind a proxy', () => {
  it('are counted by client, not by proxy', async () => {
    const database = await openTestDatabase();
    const harness = await startHarness(database.db, { settings: { TELLTALE_TRUSTED_PROXIES: '127.0.0.1' } });
    try {
      const scenario = await beginScenario(harness.target);
      const attempt = async (client: string) => {
        const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': client };
        const body = JSON.stringify({ email: 'nobody@example.com', password: 'a wrong one' });
        return (await send(scenario, { method: 'POST', path: '/api/auth/login', headers, body })).status;
      };
      for (let count = 0; count < 20; count++) expect(await attempt('198.51.100.1')).toBe(401);
      expect(await attempt('198.51.100.1')).toBe(429);
      expect(await attempt('203.0.113.5, 198.51.100.1')).toBe(429);
      expect(await attempt('198.51.100.2')).toBe(401);
    } finally {
      await harness.close();
      await database.close();
    }
  });
});
