import type { Knex } from 'knex';
import type { BucketCreate, BucketUpdate } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { requireMatch, transaction } from '../../domain/context.ts';
import { conflict, invalid, notFound } from '../../domain/errors.ts';
import { isResourceId } from '../../domain/ids.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { plans } from '../../domain/plans.ts';
import type { Plan } from '../../domain/plans.ts';
import { requireScope } from '../../domain/scope.ts';
import { createShared } from '../../domain/shared.ts';
import type { Shared } from '../../domain/shared.ts';
import type { KeyType } from '../../store/store.ts';
import { recordChange } from '../audit/service.ts';
import { findDashboard } from '../dashboards/queries.ts';
import { listKeyIds } from '../keys/queries.ts';
import { lockOrganization, requireRetention, requireRoom, settleLimits } from '../organizations/limits.ts';
import * as queries from './queries.ts';
import type { BucketChange, BucketRow } from './queries.ts';
import { bucketRef, bucketReply } from './resource.ts';
import type { BucketCounts } from './resource.ts';

export interface CountedBucket {
  bucket: BucketRow;
  counts: BucketCounts;
}

const nameTaken = (name: string) => conflict('body.name', `another bucket of the organization is named ${JSON.stringify(name)}`);

function requireTimeKeys(keyType: KeyType, retentionDays: number | null | undefined): void {
  if (keyType !== 'timestamp' && typeof retentionDays === 'number')
    throw invalid('body.retentionDays', `needs a bucket keyed by time, not by ${keyType}; retentionRecords works there`);
}

/**
 * Lets a dashboard's key see only the buckets of its dashboard, and a person with some projects only those of their dashboards.
 *
 * @throws ApiError 404, 403
 */
async function requireVisible<Row extends BucketRow>(context: Context, bucket: Row | undefined): Promise<Row> {
  const { db, principal } = context;
  if (!bucket || (principal.dashboardId !== null && bucket.dashboard_id !== principal.dashboardId)) throw notFound();
  if ((principal.person?.projectIds ?? null) !== null) requireScope(principal, await projectOf(db, bucket));
  return bucket;
}

async function projectOf(db: Knex, { organization_id: organizationId, dashboard_id: dashboardId }: BucketRow): Promise<string | null> {
  return (dashboardId && (await findDashboard(db, organizationId, dashboardId))?.project_id) ?? null;
}

/** The dashboard that a body names. @throws ApiError 400 when there is none, 403 outside of the caller's projects */
async function requireNamedDashboard({ db, principal }: Context, dashboardId: string | null | undefined): Promise<void> {
  if (dashboardId === undefined) return;
  const dashboard = dashboardId === null ? undefined : await findDashboard(db, principal.organizationId, dashboardId);
  if (dashboardId !== null && !dashboard) throw invalid('body.dashboardId', 'is not a dashboard of the organization');
  requireScope(principal, dashboard?.project_id ?? null);
}

/** A bucket of the caller's organization that the caller may see. @throws ApiError 404, 403 */
export async function requireBucket(context: Context, bucketId: string): Promise<BucketRow> {
  return requireVisible(context, await queries.findBucket(context.db, context.principal.organizationId, bucketId));
}

/** Look-ups of buckets that are under way, by the pool that they go to. */
const lookups = new WeakMap<Knex, Shared<BucketRow | undefined>>();

/** As `requireBucket`, in one look-up with others that come at once: for calls that come by the thousand. @throws ApiError 404 */
export async function requireBucketShared(context: Context, bucketId: string): Promise<BucketRow> {
  const { db, principal } = context;
  if (db.isTransaction) return requireBucket(context, bucketId);
  let lookup = lookups.get(db);
  if (lookup === undefined) lookups.set(db, (lookup = createShared()));
  const found = await lookup(`${principal.organizationId} ${bucketId}`, () => queries.findBucket(db, principal.organizationId, bucketId));
  return requireVisible(context, found);
}

/** A bucket by its id or, if none has that, by its name. @throws ApiError 404, 403 */
export async function requireNamedBucket(context: Context, idOrName: string): Promise<BucketRow> {
  const { db, principal } = context;
  const byId = isResourceId(idOrName) ? await queries.findBucket(db, principal.organizationId, idOrName) : undefined;
  return requireVisible(context, byId ?? (await queries.findBucketByName(db, principal.organizationId, idOrName)));
}

/** A bucket of the caller's organization with its counts. @throws ApiError 404 */
async function requireCounted(context: Context, bucketId: string, lock: boolean): Promise<CountedBucket> {
  const found = await queries.findCountedBucket(context.db, context.principal.organizationId, bucketId, lock);
  const row = await requireVisible(context, found);
  const { sources, keys, ...bucket } = row;
  return { bucket, counts: { sources, keys, dataPoints: await countPoints(context, bucket) } };
}

async function countPoints(context: Context, bucket: BucketRow): Promise<number> {
  const { points } = await context.store.extent(context.db, bucketRef(bucket), context.clock.now(), {});
  return points;
}

export function listBuckets(context: Context, page: PageRequest): Promise<Page<BucketRow>> {
  const { organizationId, person } = context.principal;
  return queries.listBuckets(context.db, organizationId, person?.projectIds ?? null, page);
}

export function getBucket(context: Context, bucketId: string): Promise<CountedBucket> {
  return requireCounted(context, bucketId, false);
}

export function createBucket(context: Context, input: BucketCreate & { keyType: KeyType }): Promise<CountedBucket> {
  return transaction(context, async (inner) => {
    requireTimeKeys(input.keyType, input.retentionDays);
    const organization = await lockOrganization(inner);
    await requireNamedDashboard(inner, input.dashboardId ?? null);
    await requireRoom(inner.db, organization, 'buckets');
    const bucket = newBucket(inner, input, organization.plan);
    if (!(await queries.insertBucket(inner.db, bucket))) throw nameTaken(bucket.name);
    const counts = { sources: 0, keys: 0, dataPoints: 0 };
    await recordChange(inner, { action: 'bucket.create', resourceId: bucket.id, after: bucketReply(bucket, counts).data });
    return { bucket, counts };
  });
}

/** A bucket as it will be stored. Records keyed by time are kept as long as the plan allows, if nothing else is said. */
function newBucket({ clock, ids, principal }: Context, input: BucketCreate & { keyType: KeyType }, plan: Plan): BucketRow {
  const isTimed = input.keyType === 'timestamp';
  const retentionDays = input.retentionDays === undefined && isTimed ? plans[plan].retentionDays : (input.retentionDays ?? null);
  if (isTimed) requireRetention(plan, retentionDays);
  const now = new Date(clock.now());
  return {
    id: ids.resourceId(),
    organization_id: principal.organizationId,
    name: input.name,
    description: input.description ?? null,
    key_type: input.keyType,
    retention_days: retentionDays,
    retention_records: input.retentionRecords ?? null,
    dashboard_id: input.dashboardId ?? null,
    sources_version: 0,
    created_at: now,
    updated_at: now,
  };
}

export function updateBucket(context: Context, bucketId: string, input: BucketUpdate): Promise<CountedBucket> {
  return transaction(context, async (inner) => {
    const { organizationId } = inner.principal;
    const { bucket: current, counts } = await requireCounted(inner, bucketId, true);
    requireMatch(inner, bucketReply(current, counts));
    requireTimeKeys(current.key_type, input.retentionDays);
    if (input.retentionDays !== undefined && current.key_type === 'timestamp') requireRetention(inner.principal.plan, input.retentionDays);
    await requireNamedDashboard(inner, input.dashboardId);
    if (input.name !== undefined && (await queries.isBucketNameTaken(inner.db, organizationId, input.name, bucketId)))
      throw nameTaken(input.name);
    const bucket = await queries.updateBucket(inner.db, organizationId, bucketId, changeOf(input), new Date(inner.clock.now()));
    if (!bucket) throw notFound();
    await inner.store.sweep(inner.db, bucketRef(bucket), inner.clock.now());
    const changed = { bucket, counts: { ...counts, dataPoints: await countPoints(inner, bucket) } };
    const [before, after] = [bucketReply(current, counts).data, bucketReply(bucket, changed.counts).data];
    await recordChange(inner, { action: 'bucket.update', resourceId: bucketId, before, after });
    return changed;
  });
}

function changeOf(input: BucketUpdate): BucketChange {
  return {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.retentionDays === undefined ? {} : { retention_days: input.retentionDays }),
    ...(input.dashboardId === undefined ? {} : { dashboard_id: input.dashboardId }),
    ...(input.retentionRecords === undefined ? {} : { retention_records: input.retentionRecords }),
  };
}

/** Deletes the bucket with all that belongs to it, and tells how much that was. */
export function deleteBucket(context: Context, bucketId: string): Promise<BucketCounts> {
  return transaction(context, async (inner) => {
    const { organizationId } = inner.principal;
    const organization = await lockOrganization(inner);
    const { bucket, counts } = await requireCounted(inner, bucketId, true);
    requireMatch(inner, bucketReply(bucket, counts));
    const keyIds = await listKeyIds(inner.db, organizationId, bucketId);
    await inner.store.drop(inner.db, bucketRef(bucket));
    await queries.deleteBucket(inner.db, organizationId, bucketId);
    for (const keyId of keyIds) inner.forgetKey(keyId);
    await recordChange(inner, { action: 'bucket.delete', resourceId: bucketId, before: bucketReply(bucket, counts).data });
    await settleLimits(inner, organization);
    return counts;
  });
}
