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

// Statements that many requests send have names: PostgreSQL keeps their plans, which take longer to make than to run.

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
    )
    .options({ name: 'find_key' });
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
    .first('s.id', 's.user_id', 's.organization_id', 's.last_used_at', 's.expires_at', 'o.plan', 'o.over_limit', 'm.role', 'm.project_ids')
    .options({ name: 'find_session' });
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

/** Claims keys until the transaction ends; false for each that another request holds. */
export async function claimAnswers(db: Knex, keys: readonly AnswerKey[]): Promise<boolean[]> {
  const { rows } = await db.raw<{ rows: { claimed: boolean }[] }>(
    `select pg_try_advisory_xact_lock(hashtextextended(name, 7)) as claimed
     from unnest(?::text[]) with ordinality as k (name, place) order by place`,
    [keys.map(({ callerId, idempotencyKey }) => `${callerId} ${idempotencyKey}`)],
  );
  return rows.map(({ claimed }) => claimed);
}

/** An answer, sealed, and the fingerprint of its request. */
export interface AnswerRow {
  request_sha256: Buffer;
  answer: Buffer;
}

/** The answers that are kept for keys of an organization, if they are younger than `since`; undefined for the others. */
export async function findAnswers(db: Knex, keys: readonly AnswerKey[], since: Date): Promise<(AnswerRow | undefined)[]> {
  const { rows } = await db.raw<{ rows: (AnswerRow & { place: number })[] }>(
    `select k.place::int, a.request_sha256, a.answer
     from unnest(?::text[], ?::text[], ?::text[]) with ordinality as k (organization_id, caller_id, idempotency_key, place)
     join idempotent_answers a using (organization_id, caller_id, idempotency_key) where a.created_at > ?`,
    [...columnsOf(keys), since],
  );
  const found = new Map(rows.map(({ place, ...row }) => [place, row]));
  return keys.map((_, index) => found.get(index + 1));
}

/** Keeps answers, in place of older ones of the same keys. */
export async function storeAnswers(db: Knex, entries: readonly { key: AnswerKey; row: AnswerRow }[], createdAt: Date): Promise<void> {
  await db.raw(
    `insert into idempotent_answers (organization_id, caller_id, idempotency_key, request_sha256, answer, created_at)
     select organization_id, caller_id, idempotency_key, request, answer, ?
     from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[]) as e (organization_id, caller_id, idempotency_key, request, answer)
     on conflict (caller_id, idempotency_key) do update set
       organization_id = excluded.organization_id, request_sha256 = excluded.request_sha256, answer = excluded.answer, created_at = excluded.created_at`,
    [
      createdAt,
      ...columnsOf(entries.map(({ key }) => key)),
      entries.map(({ row }) => row.request_sha256),
      entries.map(({ row }) => row.answer),
    ],
  );
}

const columnsOf = (keys: readonly AnswerKey[]): [string[], string[], string[]] => [
  keys.map(({ organizationId }) => organizationId),
  keys.map(({ callerId }) => callerId),
  keys.map(({ idempotencyKey }) => idempotencyKey),
];

/** Forgets answers that are too old to be repeated. */
export async function deleteAnswersBefore(db: Knex, time: Date): Promise<number> {
  return db('idempotent_answers').where('created_at', '<', time).delete();
}
