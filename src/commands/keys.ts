import { parseArgs } from 'node:util';
import { operatorActor, recordChangeBy } from '../areas/audit/service.ts';
import type { Change } from '../areas/audit/service.ts';
import { deleteKey, listKeys } from '../areas/keys/queries.ts';
import { keyResource } from '../areas/keys/resource.ts';
import { createKey } from '../areas/keys/service.ts';
import { organizationResource } from '../areas/organizations/resource.ts';
import type { OrganizationRow } from '../areas/organizations/queries.ts';
import { findOrganizationBySlug, insertOrganization } from '../areas/organizations/queries.ts';
import type { Config } from '../config.ts';
import { loadConfig } from '../config.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { keyPrefixes } from '../domain/api-key.ts';
import { systemClock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import type { IdSource } from '../domain/ids.ts';
import { StartError } from '../start-error.ts';
import { withDatabase } from './with-database.ts';

const help = `Usage: telltale keys create --organization <slug> [--create] [--name <name>]
       telltale keys list --organization <slug>
       telltale keys revoke --organization <slug> <id>

Manages an organization's admin keys in the configured database, also while a server runs on it.
The secret of a new key is printed once. --create makes the organization when there is none of that slug.
A running server refuses a revoked key within a second.`;

const options = {
  organization: { type: 'string', short: 'o' },
  create: { type: 'boolean' },
  name: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const listLimit = 1000;

interface Job {
  config: Config;
  db: OpenedDatabase['db'];
  slug: string;
  ids: IdSource;
  /** Of the command, as if it were a request. */
  requestId: string;
}

/** Creates, lists or revokes admin keys. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [verb, id] = positionals;
  if (values.help || verb === undefined) {
    console.log(help);
    return 0;
  }
  const work = chooseWork(verb, id, values);
  const slug = values.organization;
  if (slug === undefined) throw new StartError('--organization <slug> is missing; telltale keys --help tells more');
  const config = loadConfig(env);
  const ids = createIdSource();
  await withDatabase(config, (db) => work({ config, db, slug, ids, requestId: ids.requestId() }));
  return 0;
}

function chooseWork(verb: string, id: string | undefined, values: { create?: boolean; name?: string }): (job: Job) => Promise<void> {
  if (verb === 'create' && id === undefined) return (job) => create(job, values.name ?? 'Admin', values.create === true);
  if (verb === 'list' && id === undefined) return list;
  if (verb === 'revoke' && id !== undefined) return (job) => revoke(job, id);
  throw new StartError('expected create, list or revoke <id>; telltale keys --help tells more');
}

async function create(job: Job, name: string, mayCreate: boolean): Promise<void> {
  if (name.trim() === '' || name.length > 100 || name.includes('\0')) throw new StartError('--name must have 1 to 100 characters');
  const secret = await job.db.transaction(async (transaction) => {
    const inner = { ...job, db: transaction };
    if (mayCreate) await createOrganization(inner, job.ids.resourceId());
    const { id } = await requireOrganization(inner);
    const owner = { organizationId: id, kind: 'admin' as const, name, expiresAt: null };
    const made = await createKey({ ...inner, clock: systemClock }, owner);
    await record(inner, id, { action: 'key.create', resourceId: made.row.id, after: keyResource(made.row) });
    return made.secret;
  });
  console.log(secret);
}

/** Tells the audit log what the operator has done. */
function record({ db, ids, requestId }: Job, organizationId: string, change: Change): Promise<void> {
  return recordChangeBy({ db, ids, clock: systemClock, requestId }, operatorActor(organizationId), change);
}

async function createOrganization(job: Job, id: string): Promise<void> {
  const { config, db, slug } = job;
  if (!slugPattern.test(slug))
    throw new StartError(`the slug ${JSON.stringify(slug)} must be of a-z, 0-9 and -, at most 63, and not begin or end with -`);
  const row = { id, slug, name: slug, plan: config.defaultPlan, created_at: new Date(systemClock.now()) };
  const organization = await insertOrganization(db, row);
  if (!organization) return;
  await record(job, id, { action: 'organization.create', resourceId: id, after: organizationResource(organization) });
  console.error(`made the organization ${slug} (${config.defaultPlan})`);
}

async function list(job: Job): Promise<void> {
  const { id } = await requireOrganization(job);
  const { rows, total } = await listKeys(job.db, id, ['admin'], {}, { limit: listLimit, offset: 0 });
  for (const row of rows) {
    const used = row.last_used_at?.toISOString() ?? 'never used';
    console.log([row.id, `${keyPrefixes[row.kind]}…${row.last_four}`, row.created_at.toISOString(), used, row.name].join('\t'));
  }
  if (total > rows.length) console.error(`and ${total - rows.length} more`);
}

async function revoke(job: Job, keyId: string): Promise<void> {
  const { id } = await requireOrganization(job);
  await job.db.transaction(async (transaction) => {
    const deleted = await deleteKey(transaction, id, ['admin'], {}, keyId);
    if (!deleted) throw new StartError(`the organization ${job.slug} has no admin key ${JSON.stringify(keyId)}`);
    await record({ ...job, db: transaction }, id, { action: 'key.delete', resourceId: keyId, before: keyResource(deleted) });
  });
  console.log(`revoked ${keyId}`);
}

async function requireOrganization({ db, slug }: Job): Promise<OrganizationRow> {
  const organization = slug.includes('\0') ? undefined : await findOrganizationBySlug(db, slug);
  if (organization) return organization;
  throw new StartError(`there is no organization ${JSON.stringify(slug)}; keys create --create makes it`);
}
