import { beforeEach, describe, expect, test } from 'vitest';
import { at, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import { openEvents } from '../support/event-stream.ts';
import { beginning, bucketPath, foldAll, follow, valueOf, valuesUntil, write, useServers } from './support.ts';

const servers = useServers();

describe('a stream', () => {
  beforeEach(() => states.bucket(servers().scenario));

  test('tells what any server writes, soon and in order, and says what it is', async () => {
    const { first, second } = servers();
    const readers = [await follow(first), await follow(second)];
    expect(readers.map(({ status }) => status)).toEqual([200, 200]);
    const { headers } = await follow(first);
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect([headers['cache-control'], headers['x-accel-buffering']]).toEqual(['private, no-cache', 'no']);
    for (let value = 1; value <= 40; value++) await write(value % 3 ? first : second, value);
    const all = Array.from({ length: 40 }, (_, index) => index + 1);
    for (const reader of readers) expect(await valuesUntil(reader, 40)).toEqual(all);
    expect(readers[0]?.text()).toMatch(/^retry: 2000\nid: [0-9a-z.]+\n\n/);
  });

  test('is resumed after any event by header or parameter, the header counts more', async () => {
    const { first, second } = servers();
    const reader = await follow(first);
    for (let value = 1; value <= 6; value++) await write(first, value);
    const events = await reader.until((event) => valueOf(event) === 6);
    reader.close();
    await write(second, 7);
    for (const [index, { id }] of events.entries()) {
      const wanted = [...events.slice(index + 1).map(valueOf), 7];
      const headed = await follow(second, { 'Last-Event-ID': id });
      expect(await valuesUntil(headed, 7)).toEqual(wanted);
      headed.close();
      const other = events[0]?.id ?? '';
      const named = await follow(second, index === 0 ? {} : { 'Last-Event-ID': id }, `?lastEventId=${index === 0 ? id : other}`);
      expect(await valuesUntil(named, 7)).toEqual(wanted);
      named.close();
      await expect.poll(() => second.streams()).toBe(0);
    }
  });

  test('that never had an event is resumed from its beginning, also after folds', async () => {
    const { first, second } = servers();
    const reader = await follow(first);
    const id = await beginning(reader);
    reader.close();
    for (let value = 1; value <= 3; value++) {
      await write(second, value);
      await foldAll();
    }
    const resumed = await follow(first, { 'Last-Event-ID': id });
    expect(await valuesUntil(resumed, 3)).toEqual([1, 2, 3]);
  });

  test('tells of a gap when what it lacks is not kept any more, and goes on after it', async () => {
    const { database, first, second } = servers();
    const reader = await follow(first);
    await write(first, 1);
    const [event] = await reader.until((one) => valueOf(one) === 1);
    reader.close();
    await write(first, 2);
    await foldAll();
    // As if nobody had followed it for a quarter of an hour.
    await database.db('ts_shard').update({ followed_until: 1 });
    await write(first, 3);
    await foldAll();
    const resumed = await follow(first, { 'Last-Event-ID': event?.id ?? '' });
    await write(first, 4);
    const events = await resumed.until((one) => valueOf(one) === 4);
    expect(events.map(({ type }) => type)).toEqual(['gap', 'message']);
    expect(at(JSON.parse(events[0]?.data ?? ''), 'lostUntil')).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    resumed.close();
    const again = await follow(second, { 'Last-Event-ID': events[0]?.id ?? '' });
    expect(await valuesUntil(again, 4)).toEqual([4]);
  });

  test('leaves out what is deleted before it is sent, and tells no deletion', async () => {
    const { first, second, scenario } = servers();
    const reader = await follow(first);
    const id = await beginning(reader);
    reader.close();
    await write(first, 1);
    const secondKey = await write(first, 2);
    await write(first, 3);
    await send(scenario, {
      method: 'DELETE',
      path: `${bucketPath()}/records?key=${secondKey}`,
      headers: { 'X-API-Key': scenario.ground.adminKey },
    });
    await foldAll();
    await write(second, 4);
    const resumed = await follow(second, { 'Last-Event-ID': id });
    expect(await valuesUntil(resumed, 4)).toEqual([1, 3, 4]);
    await make(scenario, `${bucketPath()}/purge`, undefined);
    resumed.close();
    const purged = await follow(second, { 'Last-Event-ID': id });
    await write(second, 5);
    expect(await valuesUntil(purged, 5)).toEqual([5]);
  });

  test('shows that it is alive after fifteen seconds', async () => {
    const { first } = servers();
    const reader = await follow(first);
    await beginning(reader);
    first.target.harness?.moveClock(14_000);
    await write(first, 1);
    await reader.until((event) => valueOf(event) === 1);
    first.target.harness?.moveClock(15_000);
    expect(await reader.comment()).toBe('heartbeat');
  });

  test('refuses ids of other buckets and texts that are none', async () => {
    const { first, scenario } = servers();
    const foreign = textAt(await make(scenario, '/api/buckets', { name: 'Other' }), 'data', 'id');
    const other = await openEvents(`${first.target.baseUrl}/api/buckets/${foreign}/stream`, { 'X-API-Key': scenario.ground.adminKey });
    const othersId = await beginning(other);
    other.close();
    for (const id of [othersId, 'zzz', '0.0~0', `${'9'.repeat(899)}.1`]) {
      const reader = await follow(first, { 'Last-Event-ID': id });
      expect([reader.status, at(JSON.parse(await reader.rest()), 'details', 0, 'location')]).toEqual([400, 'header.Last-Event-ID']);
    }
  });

  test('is answered to HEAD by its head alone', async () => {
    const { first, scenario } = servers();
    const { status, headers, body } = await send(scenario, {
      method: 'HEAD',
      path: `${bucketPath()}/stream`,
      headers: { 'X-API-Key': scenario.ground.adminKey },
    });
    expect([status, headers['content-type'], body.length]).toEqual([200, 'text/event-stream; charset=utf-8', 0]);
    expect(first.streams()).toBe(0);
  });
});

test('buckets keyed by strings and integers, sources and texts', async () => {
  const { second, scenario } = servers();
  for (const keyType of ['string', 'integer'] as const) {
    scenario.ids.set('bucketId', textAt(await make(scenario, '/api/buckets', { name: keyType, keyType }), 'data', 'id'));
    await make(scenario, bucketPath(), [{ k: keyType === 'string' ? 'before' : 0, d: [{ sk: 1, v: 0 }] }]);
    const reader = await follow(second);
    const keys = keyType === 'string' ? ['b', 'a'] : [7, -3];
    await make(scenario, bucketPath(), [
      {
        k: keys[0],
        d: [
          { sk: 1, v: 1 },
          { sk: 2, v: null },
        ],
      },
    ]);
    await make(scenario, bucketPath(), [{ k: keys[1], d: [{ sk: 1, v: -0.5 }] }]);
    await make(scenario, bucketPath(), [{ k: keys[0], d: [{ sk: 2, v: 9 }] }]);
    const events = await reader.until((event) => valueOf(event) === 9);
    expect(events.map(({ data }): unknown => JSON.parse(data))).toEqual([
      {
        k: keys[0],
        d: [
          { sk: 1, v: 1 },
          { sk: 2, v: null },
        ],
      },
      { k: keys[1], d: [{ sk: 1, v: -0.5 }] },
      { k: keys[0], d: [{ sk: 2, v: 9 }] },
    ]);
    reader.close();
  }
});
