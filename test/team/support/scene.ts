import { afterAll, beforeAll, beforeEach } from 'vitest';
import { credentialHeader } from '../../../src/contract/runner/credential.ts';
import { at, beginScenario, jsonOf, send, textAt } from '../../../src/contract/runner/scenario.ts';
import type { Scenario } from '../../../src/contract/runner/scenario.ts';
import { insertMembership, insertSession } from '../../../src/areas/accounts/queries.ts';
import { createSecret, hashSecret } from '../../../src/domain/api-key.ts';
import { createIdSource } from '../../../src/domain/ids.ts';
import type { Role } from '../../../src/domain/roles.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startHarness, startOfTime } from '../../support/harness.ts';
import type { Harnessed } from '../../support/harness.ts';

/** An answer as these tests look at it. */
export interface Reply {
  status: number;
  code: unknown;
  body: unknown;
  headers: Readonly<Record<string, string | undefined>>;
  /** The secret of the session that the answer sets; empty when it takes one away, undefined when it does neither. */
  session: string | undefined;
}

/** Somebody who has signed up. */
export interface Someone {
  userId: string;
  email: string;
  session: string;
  /** Of their own organization. */
  slug: string;
  organizationId: string;
}

export const password = 'correct horse battery';

/** A server with an empty database for each test of a file, and people to sign up. */
export function openScene() {
  let database: TestDatabase | undefined;
  let server: Harnessed | undefined;
  let scenario: Scenario | undefined;
  let time = startOfTime;
  const ids = createIdSource();

  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the scene is not open');
    return part;
  };

  beforeAll(async () => {
    database = await openTestDatabase();
    server = await startHarness(database.db);
  });
  afterAll(async () => {
    await server?.close();
    await database?.close();
  });
  beforeEach(async () => {
    scenario = await beginScenario(there(server).target);
    time = startOfTime;
  });

  const call = async (
    secret: string | null,
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Reply> => {
    const headers = {
      ...(secret === null ? {} : credentialHeader(secret)),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...more,
    };
    const sent = { method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await send(there(scenario), sent);
    const reply = jsonOf(response);
    const session = /^telltale_session=([^;]*)/.exec(response.headers['set-cookie'] ?? '')?.[1];
    return { status: response.status, code: at(reply, 'code'), body: reply, headers: response.headers, session };
  };

  const signUp = async (name: string, more: object = {}): Promise<Someone> => {
    const usual = `${name.toLowerCase()}@example.com`;
    // There may be more of them than attempts in a minute.
    await there(database).db('attempts').delete();
    const reply = await call(null, 'POST', '/api/auth/signup', { email: usual, password, name, ...more });
    if (reply.status !== 201) throw new Error(`${name} could not sign up: ${JSON.stringify(reply.body)}`);
    const organization = at(reply.body, 'data', 'organization');
    return {
      userId: textAt(reply.body, 'data', 'user', 'id'),
      email: textAt(reply.body, 'data', 'user', 'email'),
      session: reply.session ?? '',
      slug: textAt(organization, 'slug'),
      organizationId: textAt(organization, 'id'),
    };
  };

  /** A session of somebody that acts for an organization. */
  const sessionIn = async ({ userId }: Someone, organizationId: string): Promise<string> => {
    const secret = createSecret('session', ids);
    const times = { created_at: new Date(time), last_used_at: new Date(time), expires_at: new Date(time + 86_400_000) };
    const row = { id: ids.resourceId(), user_id: userId, organization_id: organizationId, address: '', user_agent: '', ...times };
    await insertSession(there(database).db, { ...row, secret_sha256: hashSecret(secret) });
    return secret;
  };

  /** Somebody new who is a member of the organization of another one, and whose session acts for it. */
  const join = async (team: Someone, name: string, role: Role, projectIds: string[] | null = null): Promise<Someone> => {
    const someone = await signUp(name);
    const membership = { organization_id: team.organizationId, user_id: someone.userId, role, project_ids: projectIds };
    await insertMembership(there(database).db, { ...membership, created_at: new Date(time) });
    return { ...someone, session: await sessionIn(someone, team.organizationId) };
  };

  const later = (milliseconds: number): void => {
    time += milliseconds;
    there(server).target.harness?.moveClock(milliseconds);
  };

  return {
    call,
    signUp,
    join,
    sessionIn,
    logIn: (email: string) => call(null, 'POST', '/api/auth/login', { email, password }),
    now: () => time,
    get db() {
      return there(database).db;
    },
    get server() {
      return there(server);
    },
    get adminKey() {
      return there(scenario).ground.adminKey;
    },
    later,
    /** A fresh time, in which nothing is remembered from the last second and no attempt counts. */
    aMinuteLater: () => later(60_000),
  };
}
