import { at, beginScenario, jsonOf, make, textAt } from '../../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../../src/contract/runner/scenario.ts';
import type { WireRequest, WireResponse } from '../../../src/contract/runner/wire.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startHarness } from '../../support/harness.ts';
import type { Harnessed } from '../../support/harness.ts';

/** A server with a bucket named Weather, and ways to look into it. */
export interface Scene {
  url: string;
  adminKey: string;
  writeKey: string;
  bucketId: string;
  scenario: Scenario;
  database: TestDatabase;
  harness: Harnessed;
  send(request: WireRequest): Promise<WireResponse>;
  /** Sends lines to the bucket, and answers status, code, message and the places of the details. */
  write(lines: string, options?: { query?: string; headers?: Record<string, string> }): Promise<[number, unknown?, unknown?, unknown?]>;
  /** Name, type and labels of the sources. */
  sources(): Promise<unknown[]>;
  /** Time and values of the points that a query finds. */
  points(query?: object): Promise<unknown[]>;
  plantFault(error: Error): () => void;
  close(): Promise<void>;
}

const listOf = (body: unknown): unknown[] => {
  const data = at(body, 'data');
  if (!Array.isArray(data)) throw new Error(`no list: ${JSON.stringify(body)}`);
  return data;
};

export async function startScene(): Promise<Scene> {
  const database = await openTestDatabase();
  const harness = await startHarness(database.db);
  const scenario = await beginScenario(harness.target);
  const { adminKey } = scenario.ground;
  const bucketId = textAt(await make(scenario, '/api/buckets', { name: 'Weather' }), 'data', 'id');
  const writeKey = textAt(await make(scenario, `/api/buckets/${bucketId}/keys`, { name: 'Telegraf', type: 'write' }), 'data', 'key');
  const send = (request: WireRequest) => harness.target.wire.send(request);
  const admin = { 'X-API-Key': adminKey };
  return {
    url: harness.target.baseUrl,
    adminKey,
    writeKey,
    bucketId,
    scenario,
    database,
    harness,
    send,
    async write(lines, { query = '', headers = {} } = {}) {
      const path = `/api/buckets/${bucketId}/write${query}`;
      const answer = await send({ method: 'POST', path, headers: { ...admin, 'Content-Type': 'text/plain', ...headers }, body: lines });
      if (answer.status === 204) return [204];
      const body = jsonOf(answer);
      const details = at(body, 'details');
      const places = Array.isArray(details)
        ? details.map((detail: unknown) => `${textAt(detail, 'location')}: ${textAt(detail, 'message')}`)
        : [];
      return [answer.status, at(body, 'code'), at(body, 'message'), places];
    },
    async sources() {
      const answer = await send({ method: 'GET', path: `/api/buckets/${bucketId}/sources?limit=1000`, headers: admin });
      return listOf(jsonOf(answer))
        .map((source): [unknown, unknown, unknown] => [at(source, 'name'), at(source, 'type'), at(source, 'labels')])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    },
    async points(query = {}) {
      const headers = { ...admin, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ bucketId, downsample: false, ...query });
      const answer = await send({ method: 'POST', path: '/api/data/query', headers, body });
      return listOf(jsonOf(answer)).map((row) => [at(row, 'timestamp'), at(row, 'values')]);
    },
    plantFault(error) {
      const heal = harness.target.harness?.plantFault(error);
      return () => heal?.();
    },
    async close() {
      await harness.close();
      await database.close();
    },
  };
}
