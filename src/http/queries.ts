import type { Knex } from 'knex';
import type { KeyKind } from '../domain/api-key.ts';
import type { Plan } from '../domain/plans.ts';

/** A key with what the pipeline needs to know of its organization. */
export interface KeyRow {
  id: string;
  kind: KeyKind;
  organization_id: string;
  bucket_id: string | null;
  plan: Plan;
  expires_at: Date | null;
}

/** The key with this hash, whoever it belongs to: this look-up is what tells the organization. */
export async function findKey(db: Knex, secretSha256: Buffer): Promise<KeyRow | undefined> {
  return db('api_keys as k')
    .join('organizations as o', 'o.id', 'k.organization_id')
    .where('k.secret_sha256', secretSha256)
    .first('k.id', 'k.kind', 'k.organization_id', 'k.bucket_id', 'k.expires_at', 'o.plan');
}

/** Moves the last use of keys forward; one statement for all. `uses` maps key ids to Unix milliseconds. */
export async function storeLastUses(db: Knex, uses: ReadonlyMap<string, number>): Promise<void> {
  const times = [...uses.values()].map((time) => new Date(time));
  await db.raw(
    `update api_keys k set last_used_at = greatest(k.last_used_at, u.used_at)
     from unnest(?::text[], ?::timestamptz[]) as u (id, used_at) where k.id = u.id`,
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

/** Which request an answer is kept for. */
export interface AnswerKey {
  organizationId: string;
  keyId: string;
  idempotencyKey: string;
}

/** Claims the key until the transaction ends; false when another request holds it. */
export async function claimAnswer(db: Knex, { keyId, idempotencyKey }: AnswerKey): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { claimed: boolean }[] }>('select pg_try_advisory_xact_lock(hashtextextended(?, 7)) as claimed', [
    `${keyId} ${idempotencyKey}`,
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
    .where({ organization_id: key.organizationId, api_key_id: key.keyId, idempotency_key: key.idempotencyKey })
    .where('created_at', '>', since)
    .first('request_sha256', 'answer');
}

export async function storeAnswer(db: Knex, key: AnswerKey, row: AnswerRow, createdAt: Date): Promise<void> {
  await db('idempotent_answers')
    .insert({
      organization_id: key.organizationId,
      api_key_id: key.keyId,
      idempotency_key: key.idempotencyKey,
      ...row,
      created_at: createdAt,
    })
    .onConflict(['api_key_id', 'idempotency_key'])
    .merge();
}

/** Forgets answers that are too old to be repeated. */
export async function deleteAnswersBefore(db: Knex, time: Date): Promise<number> {
  return db('idempotent_answers').where('created_at', '<', time).delete();
}
