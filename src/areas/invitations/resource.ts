import { formatTimestamp } from '../../domain/time.ts';
import type { InvitationRow } from './queries.ts';

/** Pending until its time is over. */
export const statusOf = ({ status, expires_at }: InvitationRow, now: number): InvitationRow['status'] | 'expired' =>
  status === 'pending' && expires_at.getTime() <= now ? 'expired' : status;

/** Why an invitation cannot be accepted or cancelled any more. */
export const endOf = { accepted: 'was accepted already', cancelled: 'was cancelled', expired: 'has expired' } as const;

/** An invitation as those see it who may invite; never its token. */
export const invitationResource = (row: InvitationRow, now: number) => ({
  id: row.id,
  email: row.email,
  role: row.role,
  projectIds: row.project_ids,
  status: statusOf(row, now),
  invitedBy: row.invited_by,
  createdAt: formatTimestamp(row.created_at.getTime()),
  expiresAt: formatTimestamp(row.expires_at.getTime()),
  closedAt: row.closed_at && formatTimestamp(row.closed_at.getTime()),
});
