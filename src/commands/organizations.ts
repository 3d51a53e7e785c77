import { parseArgs } from 'node:util';
import type { Knex } from 'knex';
import { operatorActor } from '../areas/audit/service.ts';
import { changePlan } from '../areas/organizations/change-plan.ts';
import { countUsage, findOrganizationBySlug, listOrganizations } from '../areas/organizations/queries.ts';
import type { OrganizationRow } from '../areas/organizations/queries.ts';
import { loadConfig } from '../config.ts';
import { systemClock } from '../domain/clock.ts';
import { createIdSource } from '../domain/ids.ts';
import { planNames, plans } from '../domain/plans.ts';
import type { Plan } from '../domain/plans.ts';
import { StartError } from '../start-error.ts';
import { withDatabase } from './with-database.ts';

const help = `Usage: telltale organizations list
       telltale organizations plan <slug>
       telltale organizations plan <slug> <${planNames.join('|')}>

Lists the organizations of the configured database, shows the plan of one and what it uses of it, or puts it on another plan, also
while a server runs on it. A running server follows within a second. An organization that has more than its new plan allows can read
and delete, and write again when it is back under.`;

const listLimit = 10_000;
const bounded = ['buckets', 'projects', 'dashboards', 'members'] as const;

/** Lists organizations, shows their plans and changes them. */
export async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  if (values.help || positionals.length === 0) {
    console.log(help);
    return 0;
  }
  const work = chooseWork(positionals);
  await withDatabase(loadConfig(env), work);
  return 0;
}

function chooseWork([verb, slug, plan, ...others]: string[]): (db: Knex) => Promise<void> {
  if (verb === 'list' && slug === undefined) return list;
  if (verb === 'plan' && slug !== undefined && plan === undefined) return (db) => show(db, slug);
  if (verb === 'plan' && slug !== undefined && plan !== undefined && others.length === 0) {
    const chosen = planNames.find((name) => name === plan);
    if (!chosen) throw new StartError(`the plan must be one of ${planNames.join(', ')}, not ${JSON.stringify(plan)}`);
    return (db) => change(db, slug, chosen);
  }
  throw new StartError('expected list, plan <slug> or plan <slug> <plan>; telltale organizations --help tells more');
}

const stateOf = ({ over_limit: isOver }: OrganizationRow) => (isOver ? 'writes paused' : 'writable');

async function list(db: Knex): Promise<void> {
  const rows = await listOrganizations(db, listLimit);
  for (const row of rows) console.log([row.slug, row.plan, stateOf(row), row.created_at.toISOString(), row.name].join('\t'));
  if (rows.length === listLimit) console.error(`and maybe more than these ${listLimit}`);
}

async function show(db: Knex, slug: string): Promise<void> {
  const organization = await requireOrganization(db, slug);
  const usage = await countUsage(db, organization.id);
  console.log([slug, organization.plan, stateOf(organization)].join('\t'));
  for (const resource of bounded) console.log(`${resource}\t${usage[resource]} of ${plans[organization.plan][resource] ?? 'any number'}`);
}

async function change(db: Knex, slug: string, plan: Plan): Promise<void> {
  const ids = createIdSource();
  const before = await requireOrganization(db, slug);
  const changed = await db.transaction((inner) =>
    changePlan({ db: inner, ids, clock: systemClock, requestId: ids.requestId() }, operatorActor(before.id), plan),
  );
  if (!changed) throw missing(slug);
  console.log(`${slug}: ${before.plan} -> ${plan}`);
  if (changed.excess.length > 0)
    console.error(`its writes are paused until it is back under the limits; it has ${changed.excess.join('; ')}`);
}

const missing = (slug: string) => new StartError(`there is no organization ${JSON.stringify(slug)}; telltale organizations list names all`);

async function requireOrganization(db: Knex, slug: string): Promise<OrganizationRow> {
  const organization = slug.includes('\0') ? undefined : await findOrganizationBySlug(db, slug);
  if (!organization) throw missing(slug);
  return organization;
}
