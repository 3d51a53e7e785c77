import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handlers } from '../../generated/handlers.ts';
import { handlers } from '../../src/areas/index.ts';
import { findOrganizationBySlug } from '../../src/areas/organizations/queries.ts';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { checkMatrix } from '../../src/contract/runner/matrix.ts';
import type { Context } from '../../src/domain/context.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { readDocument } from '../../src/http/application.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { startHarness } from '../support/harness.ts';
import type { Faults } from '../support/harness.ts';

let database: TestDatabase;
let document: OpenApiDocument;

beforeAll(async () => {
  database = await openTestDatabase();
  document = await readDocument();
});

afterAll(() => database.close());

async function run(faults: Faults = {}, only?: readonly string[]) {
  const harness = await startHarness(database.db, faults);
  try {
    return await checkMatrix(document, harness.target, only);
  } finally {
    await harness.close();
  }
}

/** The handlers, each called by somebody else than who called. */
function calledBy(change: (principal: Principal) => Principal | Promise<Principal>): Handlers<Context> {
  return new Proxy(handlers, {
    get(target, name) {
      const handler: unknown = Reflect.get(target, name);
      if (typeof handler !== 'function') return handler;
      return async (request: unknown, context: Context) =>
        Reflect.apply(handler, target, [request, context.principal ? { ...context, principal: await change(context.principal) } : context]);
    },
  });
}

const ofOrganization = (organizationId: string) => (principal: Principal) => ({ ...principal, organizationId });

describe('the matrix of callers', () => {
  it('lets nobody see or change what is of another organization or out of their projects', async () => {
    const { executed, failures } = await run();
    console.log(
      `matrix: ${Object.entries(executed)
        .map(([standing, count]) => `${count} entries ${standing}`)
        .join(', ')}`,
    );
    expect(failures).toEqual([]);
    expect(executed['of another organization']).toBeGreaterThan(1000);
    expect(executed['with other projects only']).toBeGreaterThan(300);
    expect(executed['with its project only']).toBeGreaterThan(80);
  }, 300_000);

  it.each(['getSource', 'updateSource', 'listBuckets', 'getProject', 'createDashboard', 'queryData', 'exportBucket', 'createDataPoint'])(
    'turns red when %s forgets the projects of a membership',
    async (operation) => {
      const forgetful = calledBy((principal) => ({ ...principal, person: principal.person && { ...principal.person, projectIds: null } }));
      const { failures } = await run({ overrides: { handlers: forgetful } }, [operation]);
      expect(failures.join('\n')).toContain('with other projects only');
    },
  );

  it.each(['listBuckets', 'getProject', 'createProject', 'queryData', 'deleteSource', 'listAuditLog', 'createBucketKey'])(
    'turns red when %s acts for another organization than that of the caller, and nothing else holds it back',
    async (operation) => {
      const strange = calledBy(async (principal) => {
        const acme = await findOrganizationBySlug(database.db, 'acme');
        return ofOrganization(acme?.id ?? '')(principal);
      });
      const settings = { TELLTALE_ROW_SECURITY: 'off' };
      const { failures } = await run({ overrides: { handlers: strange }, settings }, [operation]);
      expect(failures.join('\n')).toContain('of another organization');
    },
  );
});
