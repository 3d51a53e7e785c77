import type { Knex } from 'knex';
import type { BucketKeyCreate } from '../../../generated/client/types.gen.ts';
import { createSecret, hashSecret } from '../../domain/api-key.ts';
import type { KeyKind } from '../../domain/api-key.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Context } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { invalid, notFound } from '../../domain/errors.ts';
import type { IdSource } from '../../domain/ids.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { recordChange } from '../audit/service.ts';
import { requireBucket } from '../buckets/service.ts';
import * as queries from './queries.ts';
import type { ApiKeyRow, KeyOf } from './queries.ts';
import { keyResource } from './resource.ts';

/** A key together with its secret, which is known only now. */
export interface NewKey {
  row: ApiKeyRow;
  secret: string;
}

/** Whose a new key is; which of the ids belongs to which kind, the database checks. */
export interface KeyOwner {
  organizationId: string;
  kind: KeyKind;
  name: string;
  expiresAt: Date | null;
  bucketId?: string;
  projectId?: string;
  dashboardId?: string;
  userId?: string;
  accessLevel?: 'read_only' | 'read_write';
  label?: 'production' | 'development';
  createdBy?: string;
}

const bucketKinds = ['write', 'read'] as const;

/** Makes a key and stores its hash. */
export async function createKey({ db, clock, ids }: { db: Knex; clock: Clock; ids: IdSource }, owner: KeyOwner): Promise<NewKey> {
  const secret = createSecret(owner.kind, ids);
  const row: ApiKeyRow = {
    id: ids.resourceId(),
    organization_id: owner.organizationId,
    bucket_id: owner.bucketId ?? null,
    project_id: owner.projectId ?? null,
    dashboard_id: owner.dashboardId ?? null,
    user_id: owner.userId ?? null,
    access_level: owner.accessLevel ?? null,
    label: owner.label ?? null,
    created_by: owner.createdBy ?? null,
    kind: owner.kind,
    name: owner.name,
    secret_sha256: hashSecret(secret),
    last_four: secret.slice(-4),
    expires_at: owner.expiresAt,
    last_used_at: null,
    created_at: new Date(clock.now()),
  };
  await queries.insertKey(db, row);
  return { row, secret };
}

/** The same for somebody who calls: the audit log is told. */
export function issueKey(context: Context, owner: KeyOwner): Promise<NewKey> {
  return transaction(context, async (inner) => {
    const made = await createKey(inner, owner);
    await recordChange(inner, { action: 'key.create', resourceId: made.row.id, after: keyResource(made.row) });
    return made;
  });
}

/** Revokes a key of these kinds and of this thing; this process refuses it from now on. @throws ApiError 404 */
export async function revokeKey(context: Context, kinds: readonly KeyKind[], of: KeyOf, keyId: string): Promise<void> {
  await transaction(context, async (inner) => {
    const deleted = await queries.deleteKey(inner.db, inner.principal.organizationId, kinds, of, keyId);
    if (!deleted) throw notFound();
    await recordChange(inner, { action: 'key.delete', resourceId: keyId, before: keyResource(deleted) });
  });
  context.forgetKey(keyId);
}

export async function createBucketKey(context: Context, bucketId: string, input: BucketKeyCreate): Promise<NewKey> {
  const bucket = await requireBucket(context, bucketId);
  return issueKey(context, {
    organizationId: bucket.organization_id,
    bucketId: bucket.id,
    kind: input.type,
    name: input.name,
    expiresAt: expiryOf(context, input.expiresAt),
    createdBy: context.principal.person?.userId,
  });
}

/** The time at which a new key ends. @throws ApiError 400 when it is over already */
export function expiryOf(context: Context, expiresAt: string | null | undefined): Date | null {
  if (typeof expiresAt !== 'string') return null;
  const time = parseTimestamp(expiresAt);
  if (time <= context.clock.now()) throw invalid('body.expiresAt', 'must be in the future');
  return new Date(time);
}

export async function listBucketKeys(context: Context, bucketId: string, page: PageRequest): Promise<Page<ApiKeyRow>> {
  const bucket = await requireBucket(context, bucketId);
  await context.flushLastUse();
  return queries.listKeys(context.db, bucket.organization_id, bucketKinds, { bucket_id: bucket.id }, page);
}

/** Revokes a key of a bucket; this process refuses it from now on. */
export function deleteBucketKey(context: Context, bucketId: string, keyId: string): Promise<void> {
  return revokeKey(context, bucketKinds, { bucket_id: bucketId }, keyId);
}
