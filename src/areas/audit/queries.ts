import type { Knex } from 'knex';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { CredentialKind } from '../../domain/principal.ts';

/** By what somebody did something: a session, a kind of key, or a command of the operator. */
export type ActorKind = CredentialKind | 'operator';

/** One change of one resource, and who made it. */
export interface AuditRow {
  id: string;
  organization_id: string;
  at: Date;
  /** Resource type and verb, such as `bucket.create`. */
  action: string;
  resource_type: string;
  resource_id: string;
  actor_kind: ActorKind;
  /** The user behind a session or user key, else the key. */
  actor_id: string;
  credential_id: string;
  request_id: string;
  /** The resource as the API shows it, before and after; null where there was none. */
  before: object | null;
  after: object | null;
}

export async function insertAudit(db: Knex, row: AuditRow): Promise<void> {
  const text = (resource: object | null) => resource && JSON.stringify(resource);
  await db('audit_log').insert({ ...row, before: text(row.before), after: text(row.after) });
}

/** Which entries are wanted; each that is named narrows. */
export interface AuditFilter {
  /** A user, or a key or session. */
  actor?: string;
  action?: string;
  resourceType?: string;
  resourceId?: string;
  requestId?: string;
  from?: Date;
  to?: Date;
}

/** The entries of an organization, newest first. */
export async function listAudit(
  db: Knex,
  organizationId: string,
  filter: AuditFilter,
  { limit, offset }: PageRequest,
): Promise<Page<AuditRow>> {
  const { actor, from, to, action, resourceType, resourceId, requestId } = filter;
  const named = { action, resource_type: resourceType, resource_id: resourceId, request_id: requestId };
  const wanted = () => {
    const found = db('audit_log').where({ organization_id: organizationId });
    for (const [column, value] of Object.entries(named)) if (value !== undefined) void found.where(column, value);
    if (actor !== undefined) void found.where((either) => void either.where({ actor_id: actor }).orWhere({ credential_id: actor }));
    if (from !== undefined) void found.where('at', '>=', from);
    if (to !== undefined) void found.where('at', '<', to);
    return found;
  };
  const newestFirst = [
    { column: 'at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ];
  const rows: AuditRow[] = await wanted().orderBy(newestFirst).limit(limit).offset(offset);
  const counted = await wanted().count<{ count: number }[]>({ count: '*' });
  return { rows, total: counted[0]?.count ?? 0 };
}

/** Forgets entries from before a time, of all organizations. */
export async function deleteAuditBefore(db: Knex, time: Date): Promise<number> {
  return db('audit_log').where('at', '<', time).delete();
}
