import type { Context, PublicContext } from '../../domain/context.ts';
import { insertAudit } from './queries.ts';

/** What was done to one resource. */
export interface Change {
  /** Resource type and verb, such as `bucket.create`; the operation declares it as `x-audit`. */
  action: `${string}.${string}`;
  resourceId: string;
  /** The resource as the API shows it, never with a secret; absent where there was none. */
  before?: object;
  after?: object;
}

/** Who did it, where no credential of the organization says so. */
export interface Actor {
  kind: string;
  id: string;
  credentialId: string;
  organizationId: string;
}

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
    id: ids.resourceId(),
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
