import type { Knex } from 'knex';
import { createKey } from '../../src/areas/keys/service.ts';
import { insertOrganization } from '../../src/areas/organizations/queries.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import type { Plan } from '../../src/domain/plans.ts';

/** Makes an organization in a database that servers run on; answers its id and an admin key. */
export async function found(db: Knex, slug: string, plan: Plan = 'enterprise'): Promise<{ organizationId: string; key: string }> {
  const ids = createIdSource();
  const organizationId = ids.resourceId();
  await insertOrganization(db, { id: organizationId, slug, name: slug, plan, created_at: new Date(systemClock.now()) });
  const owner = { organizationId, kind: 'admin' as const, name: 'Founder', expiresAt: null };
  return { organizationId, key: (await createKey({ db, clock: systemClock, ids }, owner)).secret };
}
