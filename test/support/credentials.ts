import type { Knex } from 'knex';
import { insertMembership, insertSession, insertUser } from '../../src/areas/accounts/queries.ts';
import { createKey } from '../../src/areas/keys/service.ts';
import type { Caller } from '../../src/contract/permissions.ts';
import { createSecret, hashSecret, keyKinds } from '../../src/domain/api-key.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import type { IdSource } from '../../src/domain/ids.ts';
import { hashPassword } from '../../src/domain/password.ts';
import { roles } from '../../src/domain/roles.ts';
import type { Role } from '../../src/domain/roles.ts';

interface Makers {
  db: Knex;
  clock: Clock;
  ids: IdSource;
}

/** What the members' password is; the documented examples know it too. */
const memberPassword = 'correct horse battery';
const memberHash = hashPassword(memberPassword, 10, { ...createIdSource(), secret: (length) => '0'.repeat(length) });

/** A credential of a new caller of any kind in an organization, with a new project and dashboard where the kind needs one. */
export async function makeCredential(
  makers: Makers,
  organizationId: string,
  caller: Caller,
  projectIds?: readonly string[],
): Promise<string> {
  const [kind, role, level] = caller.split(':');
  const person = roles.find((one) => one === role);
  if (person && kind === 'session')
    return makeSession(makers, organizationId, await makeMember(makers, organizationId, person, projectIds));
  const owner = { organizationId, name: caller, expiresAt: null };
  if (person) {
    const userId = await makeMember(makers, organizationId, person, projectIds);
    const accessLevel = level === 'read_only' ? 'read_only' : 'read_write';
    return (await createKey(makers, { ...owner, kind: 'user', userId, accessLevel })).secret;
  }
  const keyKind = keyKinds.find((one) => one === kind);
  if (keyKind === undefined || keyKind === 'write' || keyKind === 'read') throw new Error(`${caller} is made through the API`);
  if (keyKind === 'admin' || keyKind === 'organization') return (await createKey(makers, { ...owner, kind: keyKind })).secret;
  const projectId = await makeProject(makers, organizationId);
  if (keyKind !== 'dashboard') return (await createKey(makers, { ...owner, kind: keyKind, projectId })).secret;
  const dashboardId = await makeDashboard(makers, organizationId, projectId);
  return (await createKey(makers, { ...owner, kind: 'dashboard', dashboardId })).secret;
}

/** A new user who is a member with this role; answers their id. */
export async function makeMember(
  { db, clock, ids }: Makers,
  organizationId: string,
  role: Role,
  projectIds?: readonly string[],
): Promise<string> {
  const userId = ids.resourceId();
  const now = new Date(clock.now());
  const user = { email: `${userId}@example.org`, name: role, password_hash: await memberHash, timezone: 'UTC', preferences: {} };
  await insertUser(db, { id: userId, ...user, created_at: now, updated_at: now });
  await insertMembership(db, {
    organization_id: organizationId,
    user_id: userId,
    role,
    project_ids: projectIds ? [...projectIds] : null,
    created_at: now,
  });
  return userId;
}

async function makeSession({ db, clock, ids }: Makers, organizationId: string, userId: string): Promise<string> {
  const secret = createSecret('session', ids);
  const [now, later] = [new Date(clock.now()), new Date(clock.now() + 86_400_000)];
  const times = { created_at: now, last_used_at: now, expires_at: later };
  const session = { id: ids.resourceId(), user_id: userId, organization_id: organizationId, address: '', user_agent: '', ...times };
  await insertSession(db, { ...session, secret_sha256: hashSecret(secret) });
  return secret;
}

/** A new project; answers its id. */
export async function makeProject({ db, clock, ids }: Makers, organizationId: string): Promise<string> {
  const id = ids.resourceId();
  const now = new Date(clock.now());
  await db('projects').insert({ id, organization_id: organizationId, slug: id, name: 'Project', created_at: now, updated_at: now });
  return id;
}

async function makeDashboard({ db, clock, ids }: Makers, organizationId: string, projectId: string): Promise<string> {
  const id = ids.resourceId();
  const now = new Date(clock.now());
  const row = { organization_id: organizationId, project_id: projectId, name: 'Dashboard', created_at: now, updated_at: now };
  await db('dashboards').insert({ id, ...row });
  return id;
}
