import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Knex } from 'knex';
import { credentialHeader } from '../../../src/contract/runner/credential.ts';
import { at, textAt } from '../../../src/contract/runner/scenario.ts';
import { openDatabase } from '../../../src/db/connect.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startHarness } from '../../support/harness.ts';
import type { Harnessed } from '../../support/harness.ts';

/** An answer as these tests look at it. */
export interface Reply {
  status: number;
  code: unknown;
  body: unknown;
  headers: Readonly<Record<string, string | undefined>>;
  /** The secret of the session that the answer sets. */
  session: string;
}

export interface Asking {
  /** A session or a key. */
  secret?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** The other one of the two servers. */
  onSecond?: boolean;
}

export const password = 'correct horse battery';
export const otherPassword = 'staple correct battery';

/** Two servers on one database, emptied before each test, and what people do with them. */
export function openPeople(settings: Record<string, string> = {}) {
  let database: TestDatabase;
  let secondPool: Knex;
  let first: Harnessed;
  let second: Harnessed;
  let adminKey = '';

  beforeAll(async () => {
    database = await openTestDatabase();
    secondPool = await openDatabase({ url: database.url, poolMax: 10, statementTimeoutMs: 30_000 });
    first = await startHarness(database.db, { settings });
    second = await startHarness(secondPool, { settings });
  });
  beforeEach(async () => {
    ({ adminKey } = await first.target.begin());
    await second.target.begin();
  });
  afterAll(async () => {
    await second.close();
    await first.close();
    await secondPool.destroy();
    await database.close();
  });

  const ask = async (method: string, path: string, { secret, headers = {}, body, onSecond = false }: Asking = {}): Promise<Reply> => {
    const response = await (onSecond ? second : first).target.wire.send({
      method,
      path,
      headers: {
        ...(secret === undefined ? {} : credentialHeader(secret)),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const reply: unknown = JSON.parse(response.body.toString('utf8'));
    const session = /^telltale_session=([^;]*)/.exec(response.headers['set-cookie'] ?? '')?.[1] ?? '';
    return { status: response.status, code: at(reply, 'code'), body: reply, headers: response.headers, session };
  };
  const post = (path: string, body: unknown, asking: Asking = {}) => ask('POST', path, { ...asking, body });
  const logIn = (email = 'ada@example.com', secret = password, asking: Asking = {}) =>
    post('/api/auth/login', { email, password: secret }, asking);
  const signUp = async (email = 'ada@example.com') => {
    const reply = await post('/api/auth/signup', { email, password, name: 'Ada' });
    if (reply.status !== 201) throw new Error(`signing up answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return { session: reply.session, userId: textAt(reply.body, 'data', 'user', 'id') };
  };
  const mails = (): Promise<{ recipient: string; subject: string; body: string; withheld: boolean }[]> =>
    database.db('mail_outbox').orderBy(['created_at', 'id']);

  return {
    db: () => database.db,
    ask,
    post,
    logIn,
    signUp,
    mails,
    /** The token of the last message. */
    async lastToken(): Promise<string> {
      const token = /\?token=([0-9A-Za-z]{43})\n/.exec((await mails()).at(-1)?.body ?? '')?.[1];
      if (token === undefined) throw new Error('the last message has no token');
      return token;
    },
    /** Whether a session is accepted. */
    isAccepted: async (secret: string, onSecond = false) => (await ask('GET', '/api/me', { secret, onSecond })).status === 200,
    moveClock(milliseconds: number): void {
      for (const server of [first, second]) server.target.harness?.moveClock(milliseconds);
    },
    housekeep: () => first.housekeep(),
    /** The session of an owner of an organization who did not sign up. */
    owner: async (): Promise<string> => (await first.target.harness?.credential(adminKey, 'session:owner')) ?? '',
  };
}
