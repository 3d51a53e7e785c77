import { formatTimestamp } from '../../domain/time.ts';
import type { MemberRow } from './queries.ts';

export const memberResource = (row: MemberRow) => ({
  userId: row.user_id,
  email: row.email,
  name: row.name,
  role: row.role,
  projectIds: row.project_ids,
  createdAt: formatTimestamp(row.created_at.getTime()),
});

export const memberReply = (row: MemberRow) => ({ data: memberResource(row) });
