import type { Context, PublicContext } from '../../domain/context.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { requireScope } from '../../domain/scope.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { insertAudit, listAudit } from './queries.ts';
import type { ActorKind, AuditFilter, AuditRow } from './queries.ts';

/** What was done to one resource. */
export interface Change {
  /** Resource type and verb, such as `bucket.create`; the operation declares it as `x-audit`. */
  action: `${string}.${string}`;
  resourceId: string;
  /** The resource as the API shows it, never with a secret; absent where there was none. */
  before?: object;
  after?: object;
}

/** Who did it, where no credential of the organization says so. The operator is `operatorActor`. */
export interface Actor {
  kind: ActorKind;
  id: string;
  credentialId: string;
  organizationId: string;
}

/** A command on the server, as an actor in an organization. */
export const operatorActor = (organizationId: string): Actor => ({ kind: 'operator', id: '', credentialId: '', organizationId });

/** Writes a change into the audit log of the caller's organization. Call it in the transaction of the change. */
export function recordChange(context: Context, change: Change): Promise<void> {
  const { kind, credentialId, organizationId, person } = context.principal;
  return recordChangeBy(context, { kind, id: person?.userId ?? credentialId, credentialId, organizationId }, change);
}

/** The same for a change whose actor is known in another way, such as a person who signs up. */
export async function recordChangeBy(
  { db, ids, clock, requestId }: Pick<PublicContext, 'db' | 'ids' | 'clock' | 'requestId'>,
  actor: Actor,
  { action, resourceId, before, after }: Change,
): Promise<void> {
  await insertAudit(db, {
    id: ids.entryId(),
    organization_id: actor.organizationId,
    at: new Date(clock.now()),
    action,
    resource_type: action.slice(0, action.indexOf('.')),
    resource_id: resourceId,
    actor_kind: actor.kind,
    actor_id: actor.id,
    credential_id: actor.credentialId,
    request_id: requestId,
    before: before ?? null,
    after: after ?? null,
  });
}

/** What a request asks of the log; times as the contract writes them. */
export type AuditQuery = PageRequest & Omit<AuditFilter, 'from' | 'to'> & { startTime?: string; endTime?: string };

/** The changes in the caller's organization, newest first. @throws ApiError 403 for a member with some projects only */
export async function listChanges({ db, principal }: Context, { startTime, endTime, ...query }: AuditQuery): Promise<Page<AuditRow>> {
  requireScope(principal, null);
  const from = startTime === undefined ? undefined : new Date(parseTimestamp(startTime));
  const to = endTime === undefined ? undefined : new Date(parseTimestamp(endTime));
  return listAudit(db, principal.organizationId, { ...query, from, to }, query);
}
