import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import type { Knex } from 'knex';
import { pino } from 'pino';
import type { AuditRow } from '../../src/areas/audit/queries.ts';
import { operatorActor } from '../../src/areas/audit/service.ts';
import type { BucketRow } from '../../src/areas/buckets/queries.ts';
import { bucketRef } from '../../src/areas/buckets/resource.ts';
import { createKey } from '../../src/areas/keys/service.ts';
import { changePlan } from '../../src/areas/organizations/change-plan.ts';
import { insertOrganization } from '../../src/areas/organizations/queries.ts';
import { loadConfig } from '../../src/config.ts';
import type { Target } from '../../src/contract/runner/target.ts';
import { createWire } from '../../src/contract/runner/wire.ts';
import type { Environment } from '../../src/domain/context.ts';
import { hashSecret } from '../../src/domain/api-key.ts';
import type { IdSource } from '../../src/domain/ids.ts';
import { plans } from '../../src/domain/plans.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { createApplication } from '../../src/http/application.ts';
import type { ApplicationOptions } from '../../src/http/application.ts';
import { principalOfKey, principalOfSession } from '../../src/http/keys.ts';
import { claimAnswers, findKey, findSession } from '../../src/http/queries.ts';
import { makeCredential, makeProject } from './credentials.ts';
import { rowsOf } from './rows.ts';
import { StoreBusy } from '../../src/store/store.ts';
import type { Store } from '../../src/store/store.ts';

/** The time at which every scenario begins. */
export const startOfTime = Date.UTC(2026, 0, 15, 10, 30);

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids and secrets that count up; `part` keeps those of different makers apart. */
function countingIds(part: string): IdSource & { restart(): void } {
  let count = 0;
  let entries = 0;
  let secrets = 0;
  const idOf = (maker: string, number: number) =>
    `${Math.floor(startOfTime / 1000).toString(16)}${maker.padStart(10, '0')}${number.toString(16).padStart(6, '0')}`;
  return {
    restart: () => void ((count = 0), (entries = 0), (secrets = 0)),
    resourceId: () => idOf(part, ++count),
    // Apart from the others, so that a change's entry does not move the ids of the examples.
    entryId: () => idOf(`${part}a`, ++entries),
    requestId: () => '0'.repeat(24),
    secret(length) {
      secrets++;
      const seed = [...part].reduce((sum, character) => sum + character.charCodeAt(0), 0);
      return Array.from({ length }, (_, index) => base62.charAt((seed + secrets * 17 + index * index * 7) % 62)).join('');
    },
  };
}

/** Every table that a scenario may fill and that does not go with its organization. */
const emptied = [
  ...['points', 'ts_batch', 'ts_part', 'ts_chunk', 'ts_deletion', 'ts_series', 'ts_shard'],
  ...['ts_replay', 'ts_replay_row', 'ts_replay_lost'],
  ...['organizations', 'users', 'attempts', 'mail_outbox', 'password_resets', 'pending_sign_ups'],
];

export interface Harnessed {
  target: Target;
  /** The server's own. */
  store: Store;
  /** Takes calls from the quota of the key's organization, as many requests at once would. */
  take(secret: string, calls: number): Promise<void>;
  /** How many streams are open. */
  streams(): number;
  /** How many records were sent to streams. */
  events(): number;
  /** The same from the hour of the key's project. */
  takeReporting(secret: string, calls: number): Promise<void>;
  /** Does what the server does beside its requests. */
  housekeep(): Promise<void>;
  /** Forgets keys and leases, as a new process would. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Parts and settings of the server that a test may replace, mostly to plant a fault. */
export type Faults = Pick<ApplicationOptions, 'overrides'> & {
  /** Changes an answer on its way out. */
  tamper?: (request: { method: string; path: string }, answer: Answer) => void;
  /** Changes a request on its way in. */
  receive?: (request: IncomingMessage) => void;
  /** Other settings than the usual ones. */
  settings?: Record<string, string>;
};

/** An answer on its way out. */
export interface Answer {
  status: number;
  headers: Record<string, string | number>;
  body: string;
}

/** The real server on a real database and a real socket, with its clock, its ids and its faults in hand. */
export async function startHarness(db: Knex, faults: Faults = {}): Promise<Harnessed> {
  let time = startOfTime;
  const clock = { now: () => time };
  const ids = countingIds('');
  const foundersIds = countingIds('f');
  let lines: string[] = [];
  const log = pino({ level: 'warn' }, new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }));
  const config = loadConfig({
    TELLTALE_DEFAULT_PLAN: 'scale',
    TELLTALE_PASSWORD_COST: '10',
    TELLTALE_SESSION_IDLE_MS: String(365 * 86_400_000),
    TELLTALE_SESSION_MAX_MS: String(365 * 86_400_000),
    TELLTALE_MAX_BODY_BYTES: '65536',
    TELLTALE_MAX_BULK_BODY_BYTES: '4194304',
    TELLTALE_MAX_UNFOLDED_VALUES: '200000',
    TELLTALE_MAX_ORGANIZATION_STREAMS: '20',
    TELLTALE_VALIDATE_RESPONSES: faults.tamper || faults.overrides ? 'off' : 'on',
    ...faults.settings,
  });
  const application = await createApplication({ config, db, clock, ids, log, overrides: faults.overrides });
  const server = createServer((request, response) => {
    faults.receive?.(request);
    if (faults.tamper) intercept(faults.tamper, request, response);
    application.handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const wire = createWire(baseUrl);
  const fault = plantable(db);

  const found = async (slug: string) => {
    const organizationId = foundersIds.resourceId();
    await insertOrganization(db, { id: organizationId, slug, name: slug, plan: 'scale', created_at: new Date(time) });
    const owner = { organizationId, kind: 'admin' as const, name: 'Founder', expiresAt: null };
    return (await createKey({ db, clock, ids: foundersIds }, owner)).secret;
  };
  const principalOf = async (secret: string): Promise<Principal> => {
    const session = await findSession(db, hashSecret(secret));
    if (session) return principalOfSession(session);
    const row = await findKey(db, hashSecret(secret));
    if (!row) throw new Error('the key is unknown');
    return principalOfKey(row);
  };

  const target: Target = {
    baseUrl,
    wire,
    async begin() {
      await application.reset();
      application.environment.signUp.mode = config.signUp;
      await db.raw(emptied.map((table) => `delete from ${table}`).join('; '));
      time = startOfTime;
      ids.restart();
      foundersIds.restart();
      lines = [];
      return { adminKey: await found('acme'), slug: 'acme', foreignAdminKey: await found('globex'), nonce: 'contract-1' };
    },
    harness: {
      async credential(adminKey, caller, projectIds) {
        const { organizationId } = await principalOf(adminKey);
        return makeCredential({ db, clock, ids: foundersIds }, organizationId, caller, projectIds);
      },
      async emptyProject(adminKey) {
        const { organizationId } = await principalOf(adminKey);
        return { organizationId, projectId: await makeProject({ db, clock, ids: foundersIds }, organizationId) };
      },
      async watch(adminKey, looking) {
        const [{ organizationId }, { credentialId, person }] = [await principalOf(adminKey), await principalOf(looking)];
        return () => rowsOf(db, { organizationId, userId: person?.userId ?? null, credentialId });
      },
      async setPlan(adminKey, plan) {
        const { organizationId } = await principalOf(adminKey);
        const services = { db, clock, ids: foundersIds, requestId: 'command' };
        await db.transaction((inner) => changePlan({ ...services, db: inner }, operatorActor(organizationId), plan));
        await application.reset();
      },
      async pauseWrites(adminKey) {
        const { organizationId } = await principalOf(adminKey);
        await db('organizations').where({ id: organizationId }).update({ over_limit: true });
        await application.reset();
      },
      moveClock: (milliseconds) => void (time += milliseconds),
      async exhaustQuota(secret) {
        await application.quota.take(await principalOf(secret), plans.scale.callsPerMonth);
      },
      async exhaustHour(secret) {
        await application.quota.takeReporting(await principalOf(secret), plans.scale.reportingCallsPerHour);
      },
      plantFault: fault.plant,
      setSignUp: (mode) => void (application.environment.signUp.mode = mode),
      async mailTo(address) {
        const mail: { body: string } | undefined = await db('mail_outbox')
          .where({ recipient: address })
          .orderBy('id', 'desc')
          .first('body');
        return mail?.body ?? '';
      },
      fillLog: (bucketId) => fillLog(application.environment, bucketId),
      async holdIdempotencyKey(secret, idempotencyKey) {
        const { credentialId: callerId, organizationId } = await principalOf(secret);
        const transaction = await db.transaction();
        if (!(await claimAnswers(transaction, [{ organizationId, callerId, idempotencyKey }]))[0])
          throw new Error('the idempotency key is held already');
        return () => transaction.commit().then(() => undefined);
      },
      async auditLog() {
        const rows: AuditRow[] = await db('audit_log').select();
        return rows.map((row) => {
          const { id, action, credential_id: credentialId, request_id: requestId } = row;
          return { id, action, credentialId, requestId, text: JSON.stringify(row) };
        });
      },
      credentialId: (secret) =>
        principalOf(secret).then(
          (principal) => principal.credentialId,
          () => null,
        ),
      logged: (requestId) => lines.filter((line) => line.includes(requestId)).join(''),
    },
  };
  return {
    target,
    store: application.environment.store,
    async take(secret, calls) {
      await application.quota.take(await principalOf(secret), calls);
    },
    streams: () => application.environment.streams.counts.open,
    events: () => application.environment.streams.counts.events,
    takeReporting: async (secret, calls) => void (await application.quota.takeReporting(await principalOf(secret), calls)),
    housekeep: () => application.housekeeping.run(),
    reset: () => application.reset(),
    async close() {
      application.endStreams();
      wire.close();
      await new Promise((resolve) => server.close(resolve));
      await application.close();
    },
  };
}

/** Writes numbered series until the store takes no more. */
async function fillLog({ db, store }: Environment, bucketId: string): Promise<void> {
  const row: BucketRow | undefined = await db('buckets').where({ id: bucketId }).first();
  if (row === undefined) throw new Error(`there is no bucket ${bucketId}`);
  const count = 100_000;
  const batch = {
    seriesOf: new Int32Array(count),
    keys: Float64Array.from({ length: count }, (_, i) => i),
    numbers: new Float64Array(count),
  };
  try {
    for (;;)
      await store.writeColumns(db, bucketRef(row), { series: [{ sourceId: null, field: '1' }], count, ...batch, kinds: null, texts: [] });
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
  }
}

/** Lets a test make every use of the database fail. */
function plantable(db: Knex): { plant(error: Error): () => void } {
  const acquire = db.client.acquireConnection.bind(db.client);
  return {
    plant(error) {
      db.client.acquireConnection = () => Promise.reject(error);
      return () => void (db.client.acquireConnection = acquire);
    },
  };
}

/** Headers that stand in a flat list. */
function pairsOf(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? '']] : [])));
}

/** Holds an answer back until it is whole, and lets `tamper` change it. */
function intercept(tamper: NonNullable<Faults['tamper']>, request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  const end = response.end.bind(response);
  const answer: Answer = { status: 200, headers: {}, body: '' };
  Object.assign(response, {
    writeHead(status: number, headers: string[] | Record<string, string | number>) {
      answer.status = status;
      answer.headers = Array.isArray(headers) ? pairsOf(headers) : { ...headers };
      return response;
    },
    write(chunk: string) {
      answer.body += chunk;
      return true;
    },
    end(body?: unknown) {
      if (typeof body === 'string') answer.body += body;
      tamper({ method: request.method ?? '', path: request.url ?? '' }, answer);
      if ('Content-Length' in answer.headers) answer.headers['Content-Length'] = Buffer.byteLength(answer.body);
      writeHead(answer.status, answer.headers);
      return end(answer.body);
    },
  });
}
