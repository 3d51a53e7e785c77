import { formatTimestamp } from '../../domain/time.ts';
import type { DashboardRow } from './queries.ts';

export const dashboardResource = (row: DashboardRow) => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  description: row.description,
  createdAt: formatTimestamp(row.created_at.getTime()),
  updatedAt: formatTimestamp(row.updated_at.getTime()),
});

export const dashboardReply = (row: DashboardRow) => ({ data: dashboardResource(row) });
