import { formatTimestamp } from '../../domain/time.ts';
import type { SourceRow } from './queries.ts';

export const sourceResource = (row: SourceRow) => ({
  id: row.id,
  bucketId: row.bucket_id,
  name: row.name,
  type: row.type,
  labels: sorted(row.labels),
  description: row.description,
  schema: row.schema,
  downsampling: row.downsampling,
  createdAt: formatTimestamp(row.created_at.getTime()),
  updatedAt: formatTimestamp(row.updated_at.getTime()),
});

/** One order, however the labels were sent. */
const sorted = (labels: SourceRow['labels']) => Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

export const sourceReply = (row: SourceRow) => ({ data: sourceResource(row) });
