import { beforeEach, describe, expect, test } from 'vitest';
import { at, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { startHarness } from '../support/harness.ts';
import { bucketPath, follow, followAs, nextKey, reasonOf, refOf, useServers, valuesUntil, write } from './support.ts';

const servers = useServers({ TELLTALE_MAX_ORGANIZATION_STREAMS: '3', TELLTALE_MAX_STREAMS: '4' });

describe('a stream', () => {
  beforeEach(() => states.bucket(servers().scenario));

  test('ends when its key is revoked by another server, expires, or its bucket is deleted', async () => {
    const { second, scenario } = servers();
    const reader = await follow(second);
    const path = `${bucketPath()}/keys`;
    const expiresAt = '2026-01-15T10:31:00.000Z';
    const brief = textAt(await make(scenario, path, { name: 'Visitor', type: 'read', expiresAt }), 'data', 'key');
    const expiring = await follow(second, { 'X-API-Key': brief });
    const readId = textAt(await make(scenario, path, undefined, 'GET'), 'data', 1, 'id');
    await make(scenario, `${path}/${readId}`, undefined, 'DELETE');
    second.target.harness?.moveClock(1000);
    expect(reasonOf(await reader.next())).toEqual(['end', 'access_ended']);
    expect(await reader.next()).toBeNull();
    second.target.harness?.moveClock(59_000);
    expect(reasonOf(await expiring.next())).toEqual(['end', 'access_ended']);
    const admins = await follow(second, { 'X-API-Key': scenario.ground.adminKey });
    await make(scenario, bucketPath(), undefined, 'DELETE');
    expect(reasonOf(await admins.next())).toEqual(['end', 'bucket_not_found']);
  });

  test('ends with the membership behind its session, and of its dashboard', async () => {
    const { database, first, second, scenario } = servers();
    const project = textAt(await make(scenario, '/api/projects', { name: 'Shop' }), 'data', 'id');
    const dashboard = textAt(await make(scenario, `/api/projects/${project}/dashboards`, { name: 'Orders' }), 'data', 'id');
    await make(scenario, bucketPath(), { dashboardId: dashboard }, 'PATCH');
    const dashboardKey = textAt(
      await make(scenario, `/api/dashboards/${dashboard}/keys`, { name: 'Shop', keyType: 'production' }),
      'data',
      'key',
    );
    const session = (await first.target.harness?.credential(scenario.ground.adminKey, 'session:viewer')) ?? '';
    const byKey = await follow(second, { 'X-API-Key': dashboardKey });
    const bySession = await followAs(second, { Cookie: `telltale_session=${session}` });
    expect([byKey.status, bySession.status]).toEqual([200, 200]);
    await make(scenario, bucketPath(), { dashboardId: null }, 'PATCH');
    second.target.harness?.moveClock(1000);
    expect(reasonOf(await byKey.next())).toEqual(['end', 'bucket_not_found']);
    await database.db('memberships').del();
    second.target.harness?.moveClock(1000);
    expect(reasonOf(await bySession.next())).toEqual(['end', 'access_ended']);
  });

  test('is refused beyond those that may be open; one that is closed makes room', async () => {
    const { first, second } = servers();
    const readers = [await follow(first), await follow(first), await follow(first)];
    const refused = await follow(first);
    expect([refused.status, refused.headers['retry-after'], at(JSON.parse(await refused.rest()), 'code')]).toEqual([
      429,
      '5',
      'too_many_streams',
    ]);
    expect((await follow(second)).status).toBe(200);
    readers[0]?.close();
    await expect.poll(() => first.streams()).toBe(2);
    expect((await follow(first)).status).toBe(200);
  });

  test('counts as one call', async () => {
    const { first, second, scenario } = servers();
    const remaining = async (): Promise<number> => {
      const answer = await send(scenario, { method: 'GET', path: '/api/buckets', headers: { 'X-API-Key': scenario.ground.adminKey } });
      return Number(answer.headers['x-ratelimit-remaining']);
    };
    const before = await remaining();
    const reader = await follow(first);
    for (let value = 1; value <= 3; value++) await write(second, value);
    await valuesUntil(reader, 3);
    // The calls of the stream and of this question; those that write go to the other server, which has leased its own.
    expect(await remaining()).toBe(before - 2);
  });

  test('stops reading the log when its client does not take what comes', async () => {
    const { database, first } = servers();
    const reader = await follow(first);
    const ref = await refOf();
    reader.incoming.pause();
    const text = 'x'.repeat(100_000);
    for (let value = 0; value < 400; value++)
      await first.store.write(database.db, ref, [{ sourceId: null, key: nextKey(), values: { 1: text, 2: value } }]);
    const sent = await settled(() => first.events());
    // What the sockets of both sides take, and no more; 40 MB were written.
    expect(sent).toBeLessThan(200);
    reader.incoming.resume();
    const events = await reader.until(({ data }) => data.endsWith('"v":399}]}'));
    expect(events.map(({ data }) => Number(/"v":(\d+)\}\]\}$/.exec(data)?.[1]))).toEqual(Array.from({ length: 400 }, (_, index) => index));
  });
});

test('a server that stops ends its streams so that clients go elsewhere', async () => {
  const { scenario, secondPool } = servers();
  await states.bucket(scenario);
  const stopping = await startHarness(secondPool);
  const reader = await follow(stopping);
  const [event] = await Promise.all([reader.next(), stopping.close()]);
  expect(reasonOf(event)).toEqual(['end', 'server_stopping']);
  expect(await reader.next()).toBeNull();
});

/** The value of something that does not change any more. */
async function settled(ask: () => number): Promise<number> {
  let [last, same] = [-1, 0];
  await expect
    .poll(
      () => {
        const now = ask();
        same = now === last ? same + 1 : 0;
        last = now;
        return same;
      },
      { interval: 200, timeout: 60_000 },
    )
    .toBeGreaterThan(5);
  return last;
}
