import { formatTimestamp } from '../../domain/time.ts';
import type { SourceRow } from './queries.ts';

export const sourceResource = (row: SourceRow) => ({
  id: row.id,
  bucketId: row.bucket_id,
  name: row.name,
  type: row.type,
  description: row.description,
  schema: row.schema,
  downsampling: row.downsampling,
  createdAt: formatTimestamp(row.created_at.getTime()),
  updatedAt: formatTimestamp(row.updated_at.getTime()),
});

export const sourceReply = (row: SourceRow) => ({ data: sourceResource(row) });
