import type { Knex } from 'knex';

/** Who did something: a person by a session, a key, or the operator by a command. */
export interface AuditRow {
  id: string;
  organization_id: string;
  at: Date;
  /** Resource type and verb, such as `bucket.create`. */
  action: string;
  resource_type: string;
  resource_id: string;
  actor_kind: string;
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
