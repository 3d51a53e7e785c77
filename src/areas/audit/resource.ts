import type { AuditEntry } from '../../../generated/client/types.gen.ts';
import { formatTimestamp } from '../../domain/time.ts';
import type { AuditRow } from './queries.ts';

/** An entry of the audit log. */
export const auditResource = (row: AuditRow): AuditEntry => ({
  id: row.id,
  at: formatTimestamp(row.at.getTime()),
  action: row.action,
  resourceType: row.resource_type,
  resourceId: row.resource_id,
  actor: { kind: row.actor_kind, id: row.actor_id || null, credentialId: row.credential_id || null },
  requestId: row.request_id,
  before: row.before === null ? null : { ...row.before },
  after: row.after === null ? null : { ...row.after },
});
