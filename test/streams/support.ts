import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { at, beginScenario } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { openDatabase } from '../../src/db/connect.ts';
import type { BucketRef } from '../../src/store/store.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { openEvents } from '../support/event-stream.ts';
import type { EventReader, ServerEvent } from '../support/event-stream.ts';
import { startHarness } from '../support/harness.ts';
import type { Harnessed } from '../support/harness.ts';
import type { Knex } from 'knex';

/** Two servers on one database, each with a pool and caches of its own: what is written to one is read from the other. */
export interface Servers {
  database: TestDatabase;
  secondPool: Knex;
  first: Harnessed;
  second: Harnessed;
  scenario: Scenario;
}

const servers: Partial<Servers> = {};
let open: EventReader[] = [];

/** The servers of the tests of a file; each test has an organization of its own. */
export function useServers(settings: Record<string, string> = {}): () => Servers {
  beforeAll(async () => {
    const database = await openTestDatabase();
    const secondPool = await openDatabase({ url: database.url, poolMax: 10, statementTimeoutMs: 30_000 });
    const [first, second] = [await startHarness(database.db, { settings }), await startHarness(secondPool, { settings })];
    Object.assign(servers, { database, secondPool, first, second });
  });
  beforeEach(async () => {
    open = [];
    await all().second.reset();
    servers.scenario = await beginScenario(all().first.target);
  });
  afterEach(async () => {
    for (const reader of open) reader.close();
    await expect.poll(() => [all().first.streams(), all().second.streams()]).toEqual([0, 0]);
  });
  afterAll(async () => {
    const { first, second, secondPool, database } = all();
    await second.close();
    await first.close();
    await secondPool.destroy();
    await database.close();
  });
  return all;
}

function all(): Servers {
  const { database, secondPool, first, second, scenario } = servers;
  if (!database || !secondPool || !first || !second) throw new Error('the servers start before the first test');
  return {
    database,
    secondPool,
    first,
    second,
    scenario: scenario ?? {
      target: first.target,
      ground: { slug: '', adminKey: '', foreignAdminKey: null, nonce: '' },
      keys: new Map(),
      ids: new Map(),
      last: null,
    },
  };
}

export const bucketPath = (): string => `/api/buckets/${all().scenario.ids.get('bucketId')}`;

/** Opens a stream that is closed after the test. */
export async function followAs(server: Harnessed, headers: Record<string, string>, query = ''): Promise<EventReader> {
  const reader = await openEvents(`${server.target.baseUrl}${bucketPath()}/stream${query}`, headers);
  open.push(reader);
  return reader;
}

/** The same with the bucket's read key, where there is one. */
export function follow(server: Harnessed, headers: Record<string, string> = {}, query = ''): Promise<EventReader> {
  const { keys, ground } = all().scenario;
  return followAs(server, { 'X-API-Key': keys.get('read') ?? ground.adminKey, ...headers }, query);
}

/** The id with which a stream began. */
export async function beginning(reader: EventReader): Promise<string> {
  await expect.poll(() => reader.lastEventId()).not.toBe('');
  return reader.lastEventId();
}

let key = Date.UTC(2026, 0, 15, 10);
/** A key of its own for each record. */
export const nextKey = (): number => (key += 1000);

/** Writes one record of one series; answers its key. */
export async function write(server: Harnessed, value: number): Promise<number> {
  const body = JSON.stringify([{ k: nextKey(), d: [{ sk: 1, v: value }] }]);
  const headers = { 'X-API-Key': all().scenario.ground.adminKey, 'Content-Type': 'application/json' };
  const { status } = await server.target.wire.send({ method: 'POST', path: bucketPath(), headers, body });
  expect(status).toBe(200);
  return key;
}

export const valueOf = (event: ServerEvent | null): unknown => event && at(JSON.parse(event.data), 'd', 0, 'v');

/** The values of all events until that of a value. */
export async function valuesUntil(reader: EventReader, last: number): Promise<unknown[]> {
  return (await reader.until((event) => valueOf(event) === last)).map(valueOf);
}

/** The type of an event, and the reason that it gives. */
export const reasonOf = (event: ServerEvent | null): unknown[] => [event?.type, event && at(JSON.parse(event.data), 'reason')];

/** The bucket as the store knows it. */
export async function refOf(): Promise<BucketRef> {
  const { database, scenario } = all();
  const bucketId = scenario.ids.get('bucketId') ?? '';
  const row: { organization_id: string } = await database.db('buckets').where({ id: bucketId }).first('organization_id');
  return { organizationId: row.organization_id, bucketId, keyType: 'timestamp', retentionDays: null, retentionRecords: null };
}

export async function foldAll(): Promise<void> {
  const { database, first } = all();
  await first.store.maintain(database.db, await refOf(), Date.UTC(2026, 0, 15), { all: true });
}
