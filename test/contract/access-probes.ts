import { beginScenario, jsonOf, make, send, textAt } from '../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../src/contract/runner/scenario.ts';
import { states } from '../../src/contract/runner/states.ts';
import type { Caller } from '../../src/contract/permissions.ts';
import type { TestDatabase } from '../support/database.ts';
import { openEvents } from '../support/event-stream.ts';
import type { Harnessed } from '../support/harness.ts';

type Probe = (scenario: Scenario, harness: Harnessed, db: TestDatabase['db']) => Promise<string[]>;

const get = async (scenario: Scenario, headers: Record<string, string>, path = '/api/buckets'): Promise<number> =>
  (await send(scenario, { method: 'GET', path, headers })).status;

const told = (what: string, status: number, wanted: number): string[] => (status === wanted ? [] : [`${what} answered ${status}`]);

const credential = async ({ ground }: Scenario, harness: Harnessed, caller: Caller): Promise<string> =>
  (await harness.target.harness?.credential(ground.adminKey, caller)) ?? '';

/** A new dashboard and its key. */
async function dashboard(scenario: Scenario, name: string): Promise<{ id: string; key: string }> {
  const project = textAt(await make(scenario, '/api/projects', { name }), 'data', 'id');
  const id = textAt(await make(scenario, `/api/projects/${project}/dashboards`, { name }), 'data', 'id');
  return { id, key: textAt(await make(scenario, `/api/dashboards/${id}/keys`, { name }), 'data', 'key') };
}

const probes = {
  async dashboardKeyElsewhere(scenario) {
    const [own, other] = [await dashboard(scenario, 'Own'), await dashboard(scenario, 'Other')];
    const bucketOf = async (dashboardId: string, name: string) =>
      textAt(await make(scenario, '/api/buckets', { name, dashboardId }), 'data', 'id');
    const [mine, others] = [await bucketOf(own.id, 'Mine'), await bucketOf(other.id, 'Others')];
    const ask = (id: string) => get(scenario, { 'X-API-Key': own.key }, `/api/buckets/${id}/records`);
    return [...told('its own bucket', await ask(mine), 200), ...told("another dashboard's bucket", await ask(others), 404)];
  },

  async membershipEnded(scenario, harness, db) {
    const headers = { Cookie: `telltale_session=${await credential(scenario, harness, 'session:viewer')}` };
    const before = told('a session', await get(scenario, headers), 200);
    await db('memberships').del();
    harness.target.harness?.moveClock(1000);
    return [...before, ...told('a session after its membership', await get(scenario, headers), 401)];
  },

  async revokedElsewhere(scenario, harness, db) {
    const key = await credential(scenario, harness, 'user:viewer:read_only');
    const before = told('a key', await get(scenario, { 'X-API-Key': key }), 200);
    await db('api_keys').where({ kind: 'user' }).del();
    harness.target.harness?.moveClock(1000);
    return [...before, ...told('a revoked key', await get(scenario, { 'X-API-Key': key }), 401)];
  },

  async streamOfRevokedKey(scenario, harness, db) {
    await states.bucket(scenario);
    const path = `/api/buckets/${scenario.ids.get('bucketId')}`;
    const reader = await openEvents(`${harness.target.baseUrl}${path}/stream`, { 'X-API-Key': scenario.keys.get('read') ?? '' });
    await db('api_keys').where({ kind: 'read' }).del();
    harness.target.harness?.moveClock(1000);
    // It is looked at before each event, so that this one comes only if it is not.
    await make(scenario, path, [{ k: 0, d: [{ sk: 1, v: 1 }] }]);
    const event = await reader.next();
    reader.close();
    return event?.type === 'end' ? [] : ['a stream went on without its key'];
  },

  async anothersIdempotencyKey(scenario, harness) {
    const other = await credential(scenario, harness, 'admin');
    const create = async (key: string) => {
      const headers = { 'X-API-Key': key, 'Content-Type': 'application/json', 'Idempotency-Key': 'the-same' };
      return send(scenario, { method: 'POST', path: '/api/buckets', headers, body: '{"name":"Once"}' });
    };
    const first = await create(scenario.ground.adminKey);
    const second = await create(other);
    return [...told('a request', first.status, 201), ...told("another caller's Idempotency-Key", second.status, 409)];
  },

  async countedCalls(scenario, _harness, db) {
    await get(scenario, { 'X-API-Key': scenario.ground.adminKey });
    const rows: { slug: string }[] = await db('call_leases as l').join('organizations as o', 'o.id', 'l.organization_id').select('o.slug');
    return rows.filter(({ slug }) => slug !== 'acme').map(({ slug }) => `calls are counted for ${slug}`);
  },

  async sessionAsKey(scenario, harness) {
    const secret = await credential(scenario, harness, 'session:owner');
    return [
      ...told('a session as X-API-Key', await get(scenario, { 'X-API-Key': secret }), 401),
      ...told('a session as Bearer', await get(scenario, { Authorization: `Bearer ${secret}` }), 401),
    ];
  },
} satisfies Record<string, Probe>;

export type ProbeName = keyof typeof probes;

/** What is wrong with who may do what, by one probe in a fresh organization. */
export async function probeAccess(name: ProbeName, harness: Harnessed, db: TestDatabase['db']): Promise<string[]> {
  const scenario = await beginScenario(harness.target);
  const probe: Probe = probes[name];
  try {
    return await probe(scenario, harness, db);
  } catch (error) {
    const last =
      scenario.last && `${scenario.last.request.path} ${scenario.last.response.status} ${JSON.stringify(jsonOf(scenario.last.response))}`;
    return [`the probe broke off: ${String(error)} after ${last}`];
  }
}

export const probeNames: ProbeName[] = [
  'dashboardKeyElsewhere',
  'membershipEnded',
  'revokedElsewhere',
  'streamOfRevokedKey',
  'anothersIdempotencyKey',
  'countedCalls',
  'sessionAsKey',
];
