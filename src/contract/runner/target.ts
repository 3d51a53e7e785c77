import type { Plan } from '../../domain/plans.ts';
import type { Caller } from '../permissions.ts';
import type { Wire } from './wire.ts';

/** A server under test. */
export interface Target {
  baseUrl: string;
  wire: Wire;
  /** A fresh organization, or at least one without buckets of ours. */
  begin(): Promise<Ground>;
  /** What can only be done from inside the server's process; null for a server somewhere else. */
  harness: Harness | null;
}

/** What a scenario starts with. */
export interface Ground {
  adminKey: string;
  /** The slug of its organization; null where it is not known. */
  slug: string | null;
  /** An admin key of another organization. */
  foreignAdminKey: string | null;
  /** Different for each scenario of one organization; part of its idempotency keys. */
  nonce: string;
}

/** An entry of the audit log, and all of it as text. */
export interface AuditEntry {
  id: string;
  action: string;
  credentialId: string;
  requestId: string;
  text: string;
}

/** The rows of an organization, by table, as one text each; and the ids of what is there. */
export interface Rows {
  tables: Record<string, string>;
  ids: string[];
}

/** Powers over the server, its clock and its database. */
export interface Harness {
  moveClock(milliseconds: number): void;
  /** Uses up the month's calls of the key's organization. */
  exhaustQuota(secret: string): Promise<void>;
  /**
   * A credential of a new caller of this kind in the organization of the key; bucket, project and dashboard are new too.
   * The membership of a person may be limited to projects.
   */
  credential(adminKey: string, caller: Caller, projectIds?: readonly string[]): Promise<string>;
  /** A new project with nothing in it, and the organization of the key. */
  emptyProject(adminKey: string): Promise<{ projectId: string; organizationId: string }>;
  /** A way to ask what the database has of the key's organization, but for what is the caller's own who looks. */
  watch(adminKey: string, looking: string): Promise<() => Promise<Rows>>;
  /** Uses up the calls that the key's project has in this hour. */
  exhaustHour(secret: string): Promise<void>;
  /** Puts the organization of the key on a plan. */
  setPlan(adminKey: string, plan: Plan): Promise<void>;
  /** Pauses the writes of the key's organization, as having more than its plan allows does. */
  pauseWrites(adminKey: string): Promise<void>;
  /** Makes the database unreachable, or broken, until the answer is called. */
  plantFault(error: Error): () => void;
  /** Says who may sign up, until the next scenario. */
  setSignUp(mode: 'open' | 'confirm' | 'closed'): void;
  /** The text of the newest message to an address. */
  mailTo(address: string): Promise<string>;
  /** Writes to a bucket, whose keys are numbers, until the store takes no more before its background work has caught up. */
  fillLog(bucketId: string): Promise<void>;
  /** Holds an idempotency key of this credential as a running request does, until the answer is called. */
  holdIdempotencyKey(secret: string, idempotencyKey: string): Promise<() => Promise<void>>;
  /** Every entry of the audit log, of all organizations. */
  auditLog(): Promise<AuditEntry[]>;
  /** The id of a key or session; null for none that is known. */
  credentialId(secret: string): Promise<string | null>;
  /** The log lines about a request. */
  logged(requestId: string): string;
}
