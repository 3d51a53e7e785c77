import type { KeyKind } from './api-key.ts';
import type { Plan } from './plans.ts';
import type { Role } from './roles.ts';

/** How somebody has proved who they are: by a key of some kind, or by a browser's session. */
export type CredentialKind = KeyKind | 'session';

/** The person behind a session or a user key, as a member of the organization that is acted for. */
export interface Person {
  userId: string;
  role: Role;
  /** The projects that the membership is limited to; null: all of them. */
  projectIds: readonly string[] | null;
}

/** Who calls, and the organization that they act for. */
export interface Principal {
  kind: CredentialKind;
  /** The id of the key or of the session. */
  credentialId: string;
  organizationId: string;
  plan: Plan;
  /** More resources than the plan allows: writes are paused. */
  isOverLimit: boolean;
  /** The one bucket of a write or read key. */
  bucketId: string | null;
  /** The one project of a project or connection key. */
  projectId: string | null;
  /** The one dashboard of a dashboard key. */
  dashboardId: string | null;
  person: Person | null;
  /** What a user key may do of what its user may; `read_write` for every other credential. */
  accessLevel: 'read_only' | 'read_write';
}
