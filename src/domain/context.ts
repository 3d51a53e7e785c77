import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Beside, Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Detail } from './errors.ts';
import { assertMatch } from './entity-tag.ts';
import type { IdSource } from './ids.ts';
import type { Plan } from './plans.ts';
import type { Principal } from './principal.ts';
import type { Slots } from './slots.ts';
import type { Streams } from './streams.ts';
import type { InTurns } from './turns.ts';

/** `open`: everybody, at once; `confirm`: by a link that is sent; `closed`: who was invited. */
export type SignUpMode = 'open' | 'confirm' | 'closed';

/** What the server process is made of; the same for every request. */
export interface Environment {
  db: Knex;
  store: Store;
  clock: Clock;
  ids: IdSource;
  log: Logger;
  /** Where people reach this server, without a slash at the end. */
  publicUrl: string;
  limits: Limits;
  /** How long a person's session lasts at most, and without a request, in milliseconds. */
  sessions: { maxMs: number; idleMs: number };
  /** The cost of a password's hash, as `hashPassword` says. */
  passwordCost: number;
  /** Who may sign up, as the settings say. */
  signUp: { mode: SignUpMode };
  /** The plan of new organizations. */
  defaultPlan: Plan;
  /** Forgets a key or session that was revoked, so that this process refuses it at once. */
  forgetKey(credentialId: string): void;
  /** Makes this process ask again for everybody of an organization, whose plan or state has changed. */
  forgetOrganization(organizationId: string): void;
  /** Exports that run at the same time; each holds a database connection. */
  exportSlots: Slots;
  /** The open streams of this process. */
  streams: Streams;
  /** What is wrong with a value by a schema of the contract, with places like `values.temperature`. Fills in its defaults. */
  judge(schema: 'ImportPoint' | 'ImportSource' | 'Metadata', value: unknown): Detail[];
  /** Does long work step by step, with other requests in between. */
  inTurns: InTurns;
  /** Writes the last uses of keys that are still in memory. */
  flushLastUse(): Promise<void>;
}

/** Bounds of one request. */
export interface Limits {
  bodyBytes: number;
  bulkBodyBytes: number;
  queryPoints: number;
  /** The most series of a bucket. */
  series: number;
}

/** One request of a public operation: nobody is known. */
export interface PublicContext extends Environment {
  requestId: string;
  client: Client;
}

/** Where a request comes from. */
export interface Client {
  address: string;
  userAgent: string;
  /** The secret in the session's cookie, known or not; undefined when there is none. */
  session: string | undefined;
}

/** One request: the environment, who calls, and the transaction if one is open. */
export interface Context extends PublicContext {
  principal: Principal;
  /** The `If-Match` header of a change. */
  ifMatch: string | undefined;
  /** The `Last-Event-ID` header of a stream that is resumed. */
  lastEventId: string | undefined;
  /** What must be stored together with the one write of points that the request makes. */
  beside: Beside | undefined;
  /** Asks again who calls, for answers that last: whether they still may. @throws ApiError as at the beginning */
  recheck(): Promise<Principal>;
  /** Aborted when the client goes away before it has its answer: reads that take long then stop. */
  signal(): AbortSignal;
}

/** Runs `work` in a transaction; in one that is open already, as part of it. */
export function transaction<T>(context: Context, work: (inner: Context) => Promise<T>): Promise<T> {
  if (context.db.isTransaction) return work(context);
  return context.db.transaction((db) => work({ ...context, db }));
}

/** The same for requests of public operations. */
export function publicTransaction<T>(context: PublicContext, work: (inner: PublicContext) => Promise<T>): Promise<T> {
  return context.db.transaction((db) => work({ ...context, db }));
}

/** Refuses a change whose `If-Match` does not name the current representation. @throws ApiError 412 */
export function requireMatch(context: Context, representation: unknown): void {
  assertMatch(context.ifMatch, JSON.stringify(representation));
}
