import type { Knex } from 'knex';
import type { KeyKind } from '../domain/api-key.ts';
import type { Plan } from '../domain/plans.ts';
import type { Role } from '../domain/roles.ts';

/** A key with what the pipeline needs to know of its organization. */
export interface KeyRow {
  id: string;
  kind: KeyKind;
  organization_id: string;
  bucket_id: string | null;
  project_id: string | null;
  dashboard_id: string | null;
  access_level: 'read_only' | 'read_write' | null;
  plan: Plan;
  over_limit: boolean;
  expires_at: Date | null;
  user_id: string | null;
  /** Of the key's user in the key's organization; null when they are no member any more. */
  role: Role | null;
  project_ids: string[] | null;
}

/** The key with this hash, whoever it belongs to: this look-up is what tells the organization. */
export async function findKey(db: Knex, secretSha256: Buffer): Promise<KeyRow | undefined> {
  return db('api_keys as k')
    .join('organizations as o', 'o.id', 'k.organization_id')
    .leftJoin('memberships as m', (join) => join.on('m.organization_id', 'k.organization_id').on('m.user_id', 'k.user_id'))
    .where('k.secret_sha256', secretSha256)
    .first(
      'k.id',
      'k.kind',
      'k.organization_id',
      'k.bucket_id',
      'k.project_id',
      'k.dashboard_id',
      'k.access_level',
      'k.expires_at',
      'k.user_id',
      'o.plan',
      'o.over_limit',
      'm.role',
      'm.project_ids',
    );
}

/** A session with the organization that it acts for and the person's membership there. */
export interface SessionRow {
  id: string;
  user_id: string;
  organization_id: string;
  plan: Plan;
  over_limit: boolean;
  role: Role;
  project_ids: string[] | null;
  last_used_at: Date;
  expires_at: Date;
}

/** The session with this hash, if its person is still a member of the organization that it acts for. */
export async function findSession(db: Knex, secretSha256: Buffer): Promise<SessionRow | undefined> {
  return db('sessions as s')
    .join('organizations as o', 'o.id', 's.organization_id')
    .join('memberships as m', (join) => join.on('m.organization_id', 's.organization_id').on('m.user_id', 's.user_id'))
    .where('s.secret_sha256', secretSha256)
    .first('s.id', 's.user_id', 's.organization_id', 's.last_used_at', 's.expires_at', 'o.plan', 'o.over_limit', 'm.role', 'm.project_ids');
}

/** Moves the last use of keys and sessions forward; one statement each. `uses` maps their ids to Unix milliseconds. */
export async function storeLastUses(db: Knex, uses: ReadonlyMap<string, number>): Promise<void> {
  const times = [...uses.values()].map((time) => new Date(time));
  for (const table of ['api_keys', 'sessions'])
    await db.raw(
      `update ${table} c set last_used_at = greatest(c.last_used_at, u.used_at)
     from unnest(?::text[], ?::timestamptz[]) as u (id, used_at) where c.id = u.id`,
      [[...uses.keys()], times],
    );
}

/** What a lease of calls was granted, and how many calls of the month are leased now, by all processes. */
export interface Lease {
  granted: number;
  leased: number;
}

/**
 * Takes up to `block` calls of the month for this process, fewer near the limit so that little is left unused
 * elsewhere, at least `needed` if there are as many.
 */
export async function leaseCalls(
  db: Knex,
  organizationId: string,
  month: string,
  limit: number,
  block: number,
  needed: number,
): Promise<Lease> {
  const { rows } = await db.raw<{ rows: Lease[] }>(
    `insert into call_leases as l (organization_id, month, leased, granted) values (:organizationId, :month, least(:block::bigint, :limit), least(:block::bigint, :limit))
     on conflict (organization_id, month) do update set
       granted = least(greatest(:needed::bigint, least(:block, (:limit - l.leased) / 50)), greatest(0, :limit - l.leased)),
       leased = l.leased + least(greatest(:needed::bigint, least(:block, (:limit - l.leased) / 50)), greatest(0, :limit - l.leased))
     returning granted, leased`,
    { organizationId, month, limit, block: Math.max(block, needed), needed },
  );
  return rows[0] ?? { granted: 0, leased: limit };
}

/** Gives back calls that this process leased and did not use. */
export async function returnCalls(db: Knex, organizationId: string, month: string, calls: number): Promise<void> {
  await db('call_leases').where({ organization_id: organizationId, month }).decrement('leased', calls);
}

/** The same of an hour of a project's reporting API. `hour` is its beginning. A project that is gone has no calls. */
export async function leaseHourlyCalls(
  db: Knex,
  projectId: string,
  hour: string,
  limit: number,
  block: number,
  needed: number,
): Promise<Lease> {
  const { rows } = await db.raw<{ rows: Lease[] }>(
    `insert into hourly_leases as l (project_id, organization_id, hour, leased, granted)
     select id, organization_id, :hour, least(:block::bigint, :limit), least(:block::bigint, :limit) from projects where id = :projectId
     on conflict (project_id, hour) do update set
       granted = least(greatest(:needed::bigint, least(:block, (:limit - l.leased) / 50)), greatest(0, :limit - l.leased)),
       leased = l.leased + least(greatest(:needed::bigint, least(:block, (:limit - l.leased) / 50)), greatest(0, :limit - l.leased))
     returning granted, leased`,
    { projectId, hour, limit, block: Math.max(block, needed), needed },
  );
  return rows[0] ?? { granted: 0, leased: limit };
}

export async function returnHourlyCalls(db: Knex, projectId: string, hour: string, calls: number): Promise<void> {
  await db('hourly_leases').where({ project_id: projectId, hour }).decrement('leased', calls);
}

/** Forgets the hours that began before a time. */
export async function deleteHoursBefore(db: Knex, time: Date): Promise<number> {
  return db('hourly_leases').where('hour', '<', time).delete();
}

/** Which request an answer is kept for. */
export interface AnswerKey {
  organizationId: string;
  callerId: string;
  idempotencyKey: string;
}

/** Claims the key until the transaction ends; false when another request holds it. */
export async function claimAnswer(db: Knex, { callerId, idempotencyKey }: AnswerKey): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { claimed: boolean }[] }>('select pg_try_advisory_xact_lock(hashtextextended(?, 7)) as claimed', [
    `${callerId} ${idempotencyKey}`,
  ]);
  return rows[0]?.claimed === true;
}

export interface AnswerRow {
  request_sha256: Buffer;
  answer: Buffer;
}

/** The answer that is kept for the key, if it is younger than `since`. */
export async function findAnswer(db: Knex, key: AnswerKey, since: Date): Promise<AnswerRow | undefined> {
  return db('idempotent_answers')
    .where({ organization_id: key.organizationId, caller_id: key.callerId, idempotency_key: key.idempotencyKey })
    .where('created_at', '>', since)
    .first('request_sha256', 'answer');
}

export async function storeAnswer(db: Knex, key: AnswerKey, row: AnswerRow, createdAt: Date): Promise<void> {
  await db('idempotent_answers')
    .insert({
      organization_id: key.organizationId,
      caller_id: key.callerId,
      idempotency_key: key.idempotencyKey,
      ...row,
      created_at: createdAt,
    })
    .onConflict(['caller_id', 'idempotency_key'])
    .merge();
}

/** Forgets answers that are too old to be repeated. */
export async function deleteAnswersBefore(db: Knex, time: Date): Promise<number> {
  return db('idempotent_answers').where('created_at', '<', time).delete();
}
