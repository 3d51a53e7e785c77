import { createKey } from '../../src/areas/keys/service.ts';
import { insertOrganization } from '../../src/areas/organizations/queries.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { prepareSchema } from '../../src/db/open.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createIdSource } from '../../src/domain/ids.ts';

/** Makes the organization of a bench in a database; answers its admin key, whose plan knows no limits. */
export async function makeKey(url: string): Promise<string> {
  const db = await openDatabase({ url, poolMax: 1, statementTimeoutMs: 0 });
  await prepareSchema(db);
  const ids = createIdSource();
  const organizationId = ids.resourceId();
  await insertOrganization(db, { id: organizationId, slug: 'bench', name: 'Bench', plan: 'enterprise', created_at: new Date() });
  const owner = { organizationId, kind: 'admin' as const, name: 'Bench', expiresAt: null };
  const { secret } = await createKey({ db, clock: systemClock, ids }, owner);
  await db.destroy();
  return secret;
}
