import { operationsOf } from '../../openapi.ts';
import { usualCredential } from '../callers.ts';
import { credentialHeader } from '../credential.ts';
import type { Check } from '../probe.ts';
import { at, jsonOf, send } from '../scenario.ts';
import type { Scenario } from '../scenario.ts';
import type { WireRequest, WireResponse } from '../wire.ts';

/** What was created, changed or deleted is so afterwards: `GET` shows it, or that it is gone. */
export async function checkEffect(check: Check, scenario: Scenario, request: WireRequest, response: WireResponse): Promise<void> {
  if (response.status === 201 && response.headers['location'] !== undefined)
    await createdIsThere(check, scenario, response, response.headers['location']);
  if (response.status === 204 && check.operation.object['x-bulk']) await writtenIsThere(check, scenario);
  if (['PATCH', 'PUT'].includes(request.method) && isReadable(check, request.path))
    await sameByGet(check, scenario, request.path, response);
  if (request.method === 'DELETE' && check.operation.path.endsWith('}')) await deletedIsGone(check, scenario, request);
}

/** A write that answers nothing has left something in the bucket, which was empty. */
async function writtenIsThere(check: Check, scenario: Scenario): Promise<void> {
  const read = await get(check, scenario, `/api/buckets/${scenario.ids.get('bucketId')}`);
  check.count();
  const points = at(jsonOf(read), 'data', 'counts', 'dataPoints');
  if (typeof points !== 'number' || points === 0) check.fail('what was written is not there', scenario);
}

/** Reads as the admin, or as the person where only people may do such things. */
const get = ({ operation }: Check, scenario: Scenario, path: string) => {
  const isPersonal = operation.object['x-access'].length === 0;
  const secret = isPersonal ? usualCredential({ operation }, scenario) : scenario.ground.adminKey;
  return send(scenario, { method: 'GET', path, headers: credentialHeader(secret) });
};

/** Whether the contract has a GET for a concrete path. */
function isReadable({ document }: Check, path: string): boolean {
  const own = path.split('?')[0] ?? '';
  return operationsOf(document).some(
    ({ method, path: template }) => method === 'get' && new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(own),
  );
}

async function createdIsThere(check: Check, scenario: Scenario, response: WireResponse, location: string): Promise<void> {
  if (!isReadable(check, location)) return;
  if (response.headers['etag'] !== undefined) return sameByGet(check, scenario, location, response);
  const read = await get(check, scenario, location);
  check.count();
  if (read.status !== 200) check.fail(`GET of the Location ${location} answers ${read.status}`, scenario);
}

async function sameByGet(check: Check, scenario: Scenario, path: string, response: WireResponse): Promise<void> {
  const read = await get(check, scenario, path);
  check.count();
  if (read.status !== 200 || !read.body.equals(response.body))
    check.fail(`GET ${path} does not show what the change answered: ${read.body.toString('utf8').slice(0, 300)}`, scenario);
  if (read.headers['etag'] !== response.headers['etag']) check.fail(`GET ${path} has another ETag than the change answered`, scenario);
}

async function deletedIsGone(check: Check, scenario: Scenario, request: WireRequest): Promise<void> {
  const again = await send(scenario, request);
  check.count();
  if (again.status !== 404) check.fail(`deleting it again answers ${again.status} instead of 404`, scenario);
  if (!isReadable(check, request.path)) return;
  const read = await get(check, scenario, request.path);
  check.count();
  if (read.status !== 404) check.fail(`GET of what was deleted answers ${read.status} instead of 404`, scenario);
}
