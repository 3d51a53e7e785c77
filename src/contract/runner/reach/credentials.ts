import { checksum, keyPrefixes } from '../../../domain/api-key.ts';
import { strangersKey } from '../callers.ts';
import { usualCaller, withCredential, withoutCredential } from '../credential.ts';
import type { Check } from '../probe.ts';
import { Unreachable, firstSuccess, prepare, probe, usualRequest } from '../probe.ts';
import { canonicalIds, jsonOf, make, requestExample, send, textAt, unknownId } from '../scenario.ts';
import type { Scenario } from '../scenario.ts';
import type { WireResponse } from '../wire.ts';

const zeros = '0'.repeat(30);
/** A key with the right checksum that no server has made. */
const unknownKey = keyPrefixes.admin + zeros + checksum(zeros);

/** No credential, and headers that hold none. */
export async function reachUnauthenticated(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  const expected = { status: 401, code: 'unauthenticated' };
  await probe(check, scenario, withoutCredential(request), { ...expected, why: 'no credential' });
  await probe(check, scenario, withoutCredential(request, { Authorization: 'Digest username="tell"' }), {
    ...expected,
    why: 'Digest authentication',
  });
  await probe(check, scenario, withoutCredential(request, { Authorization: 'Basic dGVsbDo=' }), {
    ...expected,
    why: 'Basic without password',
  });
  await probe(check, scenario, withoutCredential(request, { Authorization: 'Bearer' }), { ...expected, why: 'Bearer without a key' });
}

/** Keys that are malformed, mistyped, unknown, revoked, or two at once. */
export async function reachInvalidKey(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  const key = scenario.ground.adminKey;
  const expected = { status: 401, code: 'api_key_invalid' };
  const mistyped = key.slice(0, 10) + (key[10] === 'x' ? 'y' : 'x') + key.slice(11);
  const keys: [string, string][] = [
    ['an empty key', ''],
    ['a malformed key', 'secret'],
    ['a mistyped key', mistyped],
    ['a key that is cut short', key.slice(0, -1)],
    ['an unknown key', unknownKey],
    ['a key in lower case', key.toLowerCase()],
  ];
  for (const [why, other] of keys) await probe(check, scenario, withCredential(request, other), { ...expected, why });
  await probe(check, scenario, withCredential(withoutCredential(request, { Authorization: `Bearer ${key}` }), mistyped), {
    ...expected,
    why: 'two different keys',
  });
  await probe(check, scenario, withCredential(request, await revokedKey(scenario)), { ...expected, why: 'a revoked key' });
}

/** A bucket key that was used and then revoked. */
async function revokedKey(scenario: Scenario): Promise<string> {
  const bucketId =
    scenario.ids.get('bucketId') ?? textAt(await make(scenario, '/api/buckets', { name: 'Bucket of a revoked key' }), 'data', 'id');
  const reply = await make(scenario, `/api/buckets/${bucketId}/keys`, { name: 'Lost', type: 'write' });
  const [key, id] = [textAt(reply, 'data', 'key'), textAt(reply, 'data', 'id')];
  await send(scenario, { method: 'GET', path: `/api/buckets/${bucketId}/sources`, headers: { 'X-API-Key': key } });
  await send(scenario, {
    method: 'DELETE',
    path: `/api/buckets/${bucketId}/keys/${id}`,
    headers: { 'X-API-Key': scenario.ground.adminKey },
  });
  return key;
}

/** A key past its time; before it, the same key is known. */
export async function reachExpiredKey(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('the clock of the server cannot be moved from outside');
  const scenario = await prepare(check);
  const bucketId =
    scenario.ids.get('bucketId') ?? textAt(await make(scenario, '/api/buckets', { name: 'Bucket of an expired key' }), 'data', 'id');
  const expiresAt = '2026-01-15T10:31:00.000Z';
  const key = textAt(await make(scenario, `/api/buckets/${bucketId}/keys`, { name: 'Visitor', type: 'read', expiresAt }), 'data', 'key');
  const request = withCredential(usualRequest(check, scenario), key);
  const before = await send(scenario, request);
  if (before.status === 401) check.fail('a key is refused before it expires', scenario);
  harness.moveClock(60_000);
  await probe(check, scenario, request, { status: 401, code: 'api_token_expired', why: 'a key at its expiresAt' });
}

/** Unknown ids, another organization's credential and another bucket's key: the same answer but for the request id. */
export async function reachNotFound(check: Check): Promise<void> {
  const { operation, target } = check;
  const expected = { status: 404, code: 'not_found' };
  const answers: [string, WireResponse][] = [];
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  for (const name of [...names, ...(requestNamesBucket(check) ? ['bucketId'] : [])]) {
    const scenario = await prepare(check);
    scenario.ids.set(name, unknownId);
    answers.push([
      `an unknown ${name}`,
      await probe(check, scenario, usualRequest(check, scenario), { ...expected, why: `an unknown ${name}` }),
    ]);
  }
  const scenario = await prepare(check);
  const foreignCredential = await foreignOf(check, scenario);
  if (foreignCredential !== null) {
    const foreign = withCredential(usualRequest(check, scenario), foreignCredential);
    answers.push([
      'another organization',
      await probe(check, scenario, foreign, { ...expected, why: `another organization's ${usualCaller(operation)}` }),
    ]);
  }
  for (const kind of operation.object['x-access']) {
    if (kind !== 'write' && kind !== 'read') continue;
    const stranger = withCredential(usualRequest(check, scenario), await strangersKey(scenario, kind));
    answers.push([`another bucket`, await probe(check, scenario, stranger, { ...expected, why: `another bucket's ${kind} key` })]);
    await make(scenario, `/api/buckets/${await strangersBucket(scenario, kind)}`, {}, 'DELETE');
  }
  for (const [parameter, kind] of [
    ['projectId', 'project'],
    ['dashboardId', 'dashboard'],
  ] as const) {
    if (!names.includes(parameter) || !target.harness) continue;
    const stranger = await target.harness.credential(scenario.ground.adminKey, kind);
    const why = `another ${kind}'s key`;
    answers.push([why, await probe(check, scenario, withCredential(usualRequest(check, scenario), stranger), { ...expected, why })]);
  }
  const [first, ...others] = answers.map(([why, response]) => [why, withoutRequestId(response)] as const);
  for (const [why, text] of others)
    if (text !== first?.[1]) check.fail(`${why} and ${first?.[0]} are told apart: ${text} against ${first?.[1]}`, scenario);
  if (target.harness === null && scenario.ground.foreignAdminKey === null) check.count();
}

/** A credential of another organization that is of the usual kind. */
async function foreignOf({ operation, target }: Check, { ground }: Scenario): Promise<string | null> {
  const caller = usualCaller(operation);
  if (caller === 'admin' || ground.foreignAdminKey === null) return ground.foreignAdminKey;
  return (await target.harness?.credential(ground.foreignAdminKey, caller)) ?? null;
}

async function strangersBucket(scenario: Scenario, type: string): Promise<string> {
  const response = await send(scenario, {
    method: 'GET',
    path: '/api/buckets?limit=1000',
    headers: { 'X-API-Key': scenario.ground.adminKey },
  });
  const list = JSON.parse(response.body.toString('utf8'));
  for (let index = 0; ; index++)
    if (textAt(list, 'data', index, 'name') === `Bucket of a stranger with a ${type} key`) return textAt(list, 'data', index, 'id');
}

/** Whether the bucket is named in the body or the query. */
function requestNamesBucket({ document, operation }: Check): boolean {
  const { body, query } = requestExample(document, operation, firstSuccess(document, operation).example);
  return query.includes(canonicalIds.bucketId) || (typeof body === 'object' && body !== null && 'bucketId' in body);
}

function withoutRequestId(response: WireResponse): string {
  const body = jsonOf(response);
  return JSON.stringify(body, (name, value: unknown) => (name === 'requestId' ? undefined : value));
}
