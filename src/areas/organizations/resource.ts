import { formatTimestamp } from '../../domain/time.ts';
import type { OrganizationRow } from './queries.ts';

export const organizationResource = (row: OrganizationRow) => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  plan: row.plan,
  ownerUserId: row.owner_user_id,
  createdAt: formatTimestamp(row.created_at.getTime()),
  updatedAt: formatTimestamp(row.updated_at.getTime()),
});

export const organizationReply = (row: OrganizationRow) => ({ data: organizationResource(row) });
