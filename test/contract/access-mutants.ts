import type { Knex } from 'knex';
import { handlers } from '../../src/areas/index.ts';
import { findOrganizationBySlug } from '../../src/areas/organizations/queries.ts';
import type { Operation } from '../../src/contract/openapi.ts';
import type { Context } from '../../src/domain/context.ts';
import type { Person, Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/roles.ts';
import { createKeys } from '../../src/http/keys.ts';
import type { Keys } from '../../src/http/keys.ts';
import { createQuota } from '../../src/http/quota.ts';
import type { Faults } from '../support/harness.ts';
import { startOfTime } from '../support/harness.ts';
import type { ProbeName } from './access-probes.ts';
import { belief } from './mutant.ts';
import type { Mutant } from './mutant.ts';

/** A mistake about who may do what: found by the contract run on some operations, by the matrix of callers, or by a probe. */
export interface AccessMutant {
  name: string;
  by: { contract: string[] } | { matrix: string[] } | { probe: ProbeName };
  /** What a failure tells: it was found for what it is. */
  shows: RegExp;
  faults: Mutant['faults'];
}

const clock = { now: () => startOfTime };
const keysOf = (db: Knex): Keys => createKeys(db, clock, { idleMs: 365 * 86_400_000 });

/** The server believes that callers are others than they are. */
const taking = (change: (principal: Principal) => Principal): Mutant['faults'] => {
  return ({ db }) => {
    const keys = keysOf(db);
    return { overrides: { keys: { ...keys, authenticate: async (secret) => change(await keys.authenticate(secret)) } } };
  };
};

const withPerson = (change: (person: Person) => Person) =>
  taking((principal) => ({ ...principal, person: principal.person && change(principal.person) }));

/** A role is taken for another. */
const roleAs = (from: Role, to: Role) => withPerson((person) => ({ ...person, role: person.role === from ? to : person.role }));

/** One operation is declared otherwise. */
const declared =
  (path: string, method: 'get' | 'post' | 'delete', change: (operation: Operation['object']) => void): Mutant['faults'] =>
  ({ document }) =>
    belief(document, (copy) => {
      const operation = copy.paths[path]?.[method];
      if (!operation) throw new Error(`there is no ${method} ${path}`);
      change(operation);
    });

/** Requests lose something on their way in. */
const without = (...names: string[]): Mutant['faults'] => {
  return (): Faults => ({ receive: ({ headers }) => names.forEach((name) => Reflect.deleteProperty(headers, name)) });
};

const asAcme = async (db: Knex, context: Context): Promise<Context> => {
  const owner = await findOrganizationBySlug(db, 'acme');
  return { ...context, principal: { ...context.principal, organizationId: owner?.id ?? '' } };
};

export const accessMutants: AccessMutant[] = [
  {
    name: "the bucket of a key's scope is not looked at",
    by: { contract: ['listSources'] },
    shows: /another bucket's/,
    faults: taking((principal) => ({ ...principal, bucketId: null })),
  },
  {
    name: "a project's key that names another project is told 403 instead of 404",
    by: { contract: ['getProject'] },
    shows: /another project's key: answered 403/,
    faults: taking((principal) => ({ ...principal, projectId: null })),
  },
  {
    name: 'a key of a dashboard reaches the buckets of others',
    by: { probe: 'dashboardKeyElsewhere' },
    shows: /another dashboard's bucket answered 200/,
    faults: taking((principal) => ({ ...principal, dashboardId: null })),
  },
  {
    name: 'a viewer counts as an editor',
    by: { contract: ['createBucket'] },
    shows: /session:viewer: answered 201/,
    faults: roleAs('viewer', 'editor'),
  },
  {
    name: 'an admin counts as an editor',
    by: { contract: ['listOrganizationKeys'] },
    shows: /session:admin: answered 403/,
    faults: roleAs('admin', 'editor'),
  },
  {
    name: 'an editor counts as an owner',
    by: { contract: ['createOrganizationKey'] },
    shows: /session:editor: answered 201/,
    faults: roleAs('editor', 'owner'),
  },
  {
    name: 'a key that may only read writes',
    by: { contract: ['createBucket'] },
    shows: /read_only: answered 201/,
    faults: taking((principal) => ({ ...principal, accessLevel: 'read_write' })),
  },
  {
    name: 'writes go on above the limits of the plan',
    by: { contract: ['createBucket'] },
    shows: /over the limits of its plan: answered 201/,
    faults: taking((principal) => ({ ...principal, isOverLimit: false })),
  },
  {
    name: "a person's key works on the free plan",
    by: { contract: ['listBuckets'] },
    shows: /a key of user:\S+ on the free plan: answered 200/,
    faults: taking((principal) => ({ ...principal, plan: principal.plan === 'free' ? 'pro' : principal.plan })),
  },
  {
    name: 'the projects of a membership are not looked at',
    by: { matrix: ['getProject'] },
    shows: /with other projects only/,
    faults: withPerson((person) => ({ ...person, projectIds: null })),
  },
  {
    name: 'the records of another organization are found',
    by: { contract: ['listRecords'] },
    shows: /another organization's/,
    faults: ({ db }) => ({
      settings: { TELLTALE_ROW_SECURITY: 'off' },
      overrides: {
        handlers: { ...handlers, listRecords: async (request, context) => handlers.listRecords(request, await asAcme(db, context)) },
      },
    }),
  },
  {
    name: 'what is hidden is forbidden instead',
    by: { contract: ['getBucket'] },
    shows: /answered 403 instead of 404/,
    faults: () => ({
      tamper(_, answer) {
        if (answer.status !== 404) return;
        answer.status = 403;
        answer.body = answer.body.replace('"not_found"', '"forbidden"');
      },
    }),
  },
  { name: 'Origin is not looked at', by: { contract: ['createBucket'] }, shows: /the origin https:\/\/evil/, faults: without('origin') },
  {
    name: 'of two keys that differ one counts',
    by: { contract: ['listBuckets'] },
    shows: /two different keys: answered 200/,
    faults: () => ({ receive: ({ headers }) => void (headers.authorization !== undefined && delete headers['x-api-key']) }),
  },
  {
    name: 'the row of a kind of key is widened',
    by: { contract: ['listSources'] },
    shows: /of kind project: answered 200/,
    faults: declared('/api/buckets/{bucketId}/sources', 'get', (operation) => void operation['x-access'].push('project')),
  },
  {
    name: 'the least role of a deletion is too low',
    by: { contract: ['deleteBucket'] },
    shows: /session:editor: answered 200/,
    faults: declared('/api/buckets/{bucketId}', 'delete', (operation) => void (operation['x-role'] = 'editor')),
  },
  {
    name: "what only sessions may do is done with a person's key",
    by: { contract: ['createOrganizationKey'] },
    shows: /of kind user:(admin|owner):read_write: answered 201/,
    faults: declared('/api/organizations/{slug}/keys', 'post', (operation) => void delete operation['x-session']),
  },
  {
    name: 'a caller who may is refused',
    by: { contract: ['streamRecords'] },
    shows: /of kind dashboard: answered 403/,
    faults: declared('/api/buckets/{bucketId}/stream', 'get', (operation) => void operation['x-access'].pop()),
  },
  {
    name: 'a session goes on after its membership',
    by: { probe: 'membershipEnded' },
    shows: /after its membership answered 200/,
    faults: ({ db }) => ({ overrides: { keys: remembering(keysOf(db)) } }),
  },
  {
    name: 'a key that another process revoked is remembered for ever',
    by: { probe: 'revokedElsewhere' },
    shows: /a revoked key answered 200/,
    faults: ({ db }) => ({ overrides: { keys: remembering(keysOf(db)) } }),
  },
  {
    name: 'a stream outlives its key',
    by: { probe: 'streamOfRevokedKey' },
    shows: /went on without its key/,
    faults: ({ db }) => ({ overrides: { keys: remembering(keysOf(db)) } }),
  },
  {
    name: 'an Idempotency-Key is that of all callers',
    by: { probe: 'anothersIdempotencyKey' },
    shows: /another caller's Idempotency-Key answered/,
    faults: taking((principal) => ({ ...principal, credentialId: 'f'.repeat(24) })),
  },
  {
    name: 'calls are counted for another organization',
    by: { probe: 'countedCalls' },
    shows: /calls are counted for globex/,
    faults: ({ db }) => {
      const quota = createQuota(db, clock);
      const take = async (principal: Principal) => {
        const other = await findOrganizationBySlug(db, 'globex');
        return quota.take({ ...principal, organizationId: other?.id ?? '' });
      };
      return { overrides: { quota: { ...quota, take } } };
    },
  },
  {
    name: 'the secret of a session is taken as a key',
    by: { probe: 'sessionAsKey' },
    shows: /a session as X-API-Key answered 200/,
    faults: () => ({
      receive({ headers }) {
        const key = headers['x-api-key'];
        if (typeof key !== 'string' || !key.startsWith('tt_s_')) return;
        headers.cookie = `telltale_session=${key}`;
        delete headers['x-api-key'];
      },
    }),
  },
];

/** Keys that are asked for once. */
function remembering(keys: Keys): Keys {
  const known = new Map<string, Principal>();
  const authenticate = async (secret: string): Promise<Principal> => {
    const found = known.get(secret) ?? (await keys.authenticate(secret));
    known.set(secret, found);
    return found;
  };
  return { ...keys, authenticate, check: authenticate };
}
