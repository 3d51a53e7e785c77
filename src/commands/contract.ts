import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { OpenApiDocument } from '../contract/openapi.ts';
import { failures, summary, writeReports } from '../contract/runner/report.ts';
import { runContract } from '../contract/runner/run.ts';
import { jsonOf, textAt } from '../contract/runner/scenario.ts';
import type { Target } from '../contract/runner/target.ts';
import { createWire } from '../contract/runner/wire.ts';
import type { Wire } from '../contract/runner/wire.ts';
import { systemClock } from '../domain/clock.ts';
import { StartError } from '../start-error.ts';

const help = `Usage: telltale contract --url <base URL> --key <admin key> [--foreign-key <admin key>] [--report <directory>]

Runs every documented example and status against a running server and tells what is not as the contract says. The key
must be of an organization without buckets, made for this run (telltale keys create --organization contract --create):
the run makes buckets in it and deletes them again. With an admin key of a second organization it also checks that the two
never see each other. The key may stand in TELLTALE_KEY instead. What can't be caused from outside is reported as
not reachable. Exit code 1 when something failed.`;

/** Names that the run gives to its buckets and projects. */
const ourNames = /^(Greenhouse|Cold store|Births by year|Bucket of .*|Web shop|Web shop and app|Back office|Another shop)$/;

async function list(wire: Wire, path: string, key: string): Promise<{ id: string; name: string }[]> {
  const response = await wire.send({ method: 'GET', path: `${path}?limit=1000`, headers: { 'X-API-Key': key } });
  if (response.status !== 200)
    throw new StartError(`GET ${path} with the key answered ${response.status} instead of 200; check --url and --key`);
  const list = jsonOf(response);
  const data: unknown = typeof list === 'object' && list !== null ? Reflect.get(list, 'data') : undefined;
  return Array.isArray(data) ? data.map((bucket: unknown) => ({ id: textAt(bucket, 'id'), name: textAt(bucket, 'name') })) : [];
}

/** Deletes what the run has made. */
async function cleanUp(wire: Wire, key: string): Promise<void> {
  for (const path of ['/api/buckets', '/api/projects'])
    for (const { id, name } of await list(wire, path, key))
      if (ourNames.test(name)) await wire.send({ method: 'DELETE', path: `${path}/${id}`, headers: { 'X-API-Key': key } });
}

/** A server somewhere, with a key of an organization that may be filled and emptied. */
async function remoteTarget(baseUrl: string, adminKey: string, foreignAdminKey: string | null): Promise<Target> {
  const wire = createWire(baseUrl);
  const existing = await list(wire, '/api/buckets', adminKey).catch((error: unknown) => {
    throw error instanceof StartError
      ? error
      : new StartError(`${baseUrl} can't be reached: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (existing.length > 0)
    throw new StartError(`the organization of the key has ${existing.length} buckets; use one without any, made for this run`);
  const run = systemClock.now().toString(36);
  let count = 0;
  return {
    baseUrl,
    wire,
    harness: null,
    async begin() {
      await cleanUp(wire, adminKey);
      return { adminKey, slug: null, foreignAdminKey, nonce: `contract-${++count}-${run}` };
    },
  };
}

/** Runs the contract against a server. Answers the exit code. */
export async function run(args: string[], env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string', default: env['TELLTALE_URL'] },
      key: { type: 'string', default: env['TELLTALE_KEY'] },
      'foreign-key': { type: 'string' },
      report: { type: 'string', default: 'reports' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (!values.url || !URL.canParse(values.url))
    throw new StartError('--url must be the base URL of a server, such as http://localhost:4680');
  if (!values.key) throw new StartError('--key must be an admin key; telltale contract --help tells of which organization');
  const document: OpenApiDocument = JSON.parse(await readFile(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));
  const target = await remoteTarget(values.url.replace(/\/+$/, ''), values.key, values['foreign-key'] ?? null);
  try {
    const report = await runContract({ document, target });
    await writeReports(report, values.report);
    for (const failure of failures(report)) console.log(failure);
    console.log(`${summary(report)}\nreports in ${values.report}/`);
    return failures(report).length > 0 ? 1 : 0;
  } finally {
    await cleanUp(target.wire, values.key);
    target.wire.close();
  }
}
