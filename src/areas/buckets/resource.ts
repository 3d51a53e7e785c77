import { formatTimestamp } from '../../domain/time.ts';
import type { BucketRef } from '../../store/store.ts';
import type { BucketRow } from './queries.ts';

/** What is in a bucket. */
export interface BucketCounts {
  sources: number;
  keys: number;
  dataPoints: number;
}

export const bucketResource = (row: BucketRow) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  keyType: row.key_type,
  retentionDays: row.retention_days,
  retentionRecords: row.retention_records,
  dashboardId: row.dashboard_id,
  createdAt: formatTimestamp(row.created_at.getTime()),
  updatedAt: formatTimestamp(row.updated_at.getTime()),
});

export const bucketReply = (row: BucketRow, counts: BucketCounts) => ({ data: { ...bucketResource(row), counts } });

/** The bucket as the store knows it. */
export const bucketRef = (row: BucketRow): BucketRef => ({
  organizationId: row.organization_id,
  bucketId: row.id,
  keyType: row.key_type,
  retentionDays: row.retention_days,
  retentionRecords: row.retention_records,
});
