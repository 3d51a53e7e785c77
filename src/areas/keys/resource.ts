import { keyPrefixes } from '../../domain/api-key.ts';
import { formatTimestamp } from '../../domain/time.ts';
import type { ApiKeyRow } from './queries.ts';

const optional = (time: Date | null) => (time === null ? null : formatTimestamp(time.getTime()));

/** What every kind of key shows; never its secret. */
export const keyFacts = (row: ApiKeyRow) => ({
  lastFour: row.last_four,
  expiresAt: optional(row.expires_at),
  createdAt: formatTimestamp(row.created_at.getTime()),
  lastUsedAt: optional(row.last_used_at),
});

/** A bucket's key without its secret. */
export function bucketKeyResource(row: ApiKeyRow) {
  if ((row.kind !== 'write' && row.kind !== 'read') || row.bucket_id === null) throw new Error(`the key ${row.id} is not a bucket's`);
  return { id: row.id, bucketId: row.bucket_id, name: row.name, type: row.kind, prefix: keyPrefixes[row.kind], ...keyFacts(row) };
}
