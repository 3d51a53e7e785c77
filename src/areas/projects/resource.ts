import { formatTimestamp } from '../../domain/time.ts';
import type { ProjectRow } from './queries.ts';

export const projectResource = (row: ProjectRow) => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  description: row.description,
  createdAt: formatTimestamp(row.created_at.getTime()),
  updatedAt: formatTimestamp(row.updated_at.getTime()),
});

export const projectReply = (row: ProjectRow) => ({ data: projectResource(row) });
