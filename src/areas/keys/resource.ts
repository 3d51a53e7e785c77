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

/** A dashboard's key without its secret. */
export function dashboardKeyResource(row: ApiKeyRow) {
  if (row.kind !== 'dashboard' || row.dashboard_id === null) throw new Error(`the key ${row.id} is not a dashboard's`);
  return { id: row.id, name: row.name, dashboardId: row.dashboard_id, keyType: row.label, prefix: keyPrefixes[row.kind], ...keyFacts(row) };
}

/** A project's key without its secret. */
export function projectKeyResource(row: ApiKeyRow) {
  if ((row.kind !== 'project' && row.kind !== 'connection') || row.project_id === null)
    throw new Error(`the key ${row.id} is not a project's`);
  return { id: row.id, name: row.name, projectId: row.project_id, type: row.kind, prefix: keyPrefixes[row.kind], ...keyFacts(row) };
}

/** A person's own key without its secret. */
export function userKeyResource(row: ApiKeyRow) {
  if (row.kind !== 'user' || row.access_level === null) throw new Error(`the key ${row.id} is not a person's`);
  return { id: row.id, name: row.name, accessLevel: row.access_level, prefix: keyPrefixes[row.kind], ...keyFacts(row) };
}

/** Any key without its secret, as its own list shows it. */
export function keyResource(row: ApiKeyRow): object {
  if (row.kind === 'write' || row.kind === 'read') return bucketKeyResource(row);
  if (row.kind === 'dashboard') return dashboardKeyResource(row);
  if (row.kind === 'project' || row.kind === 'connection') return projectKeyResource(row);
  return row.kind === 'user' ? userKeyResource(row) : organizationKeyResource(row);
}

/** A key of the organization itself without its secret. */
export function organizationKeyResource(row: ApiKeyRow) {
  if (row.kind !== 'admin' && row.kind !== 'organization') throw new Error(`the key ${row.id} is not the organization's`);
  return { id: row.id, name: row.name, type: row.kind, prefix: keyPrefixes[row.kind], ...keyFacts(row) };
}
