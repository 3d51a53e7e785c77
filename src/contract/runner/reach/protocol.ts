import { usualCredential } from '../callers.ts';
import { credentialHeader } from '../credential.ts';
import type { Check } from '../probe.ts';
import { Unreachable, prepare, probe, successOf, usualRequest } from '../probe.ts';
import { at, jsonOf, send } from '../scenario.ts';
import type { Scenario } from '../scenario.ts';
import { gzipped, padded } from '../wire.ts';
import type { WireRequest } from '../wire.ts';

const withHeaders = (request: WireRequest, headers: Record<string, string>): WireRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

/** Accept headers that the operation cannot meet. */
export async function reachNotAcceptable(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  for (const accept of ['application/xml', 'image/*', 'application/json;q=0, text/plain'])
    await probe(check, scenario, withHeaders(request, { Accept: accept }), {
      status: 406,
      code: 'not_acceptable',
      why: `Accept: ${accept}`,
    });
  const success = successOf(check);
  await probe(check, scenario, withHeaders(request, { Accept: 'application/xml;q=0.9, */*;q=0.1' }), {
    status: success,
    why: 'Accept with */*',
  });
}

const someTypes = [
  'application/json',
  'text/plain',
  'text/csv',
  'application/xml',
  'application/jsonx',
  'application/x-www-form-urlencoded',
];

/** Bodies of other media types and encodings; the answer names those that are taken. */
export async function reachUnsupported(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  const expected = { status: 415, code: 'unsupported_media_type' };
  const expect = async (other: WireRequest, names: readonly string[], why: string) => {
    const response = await probe(check, scenario, other, { ...expected, why });
    const told = response.status === 415 ? String(at(jsonOf(response), 'details', 0, 'message')) : names.join();
    for (const name of names) if (!told.includes(name)) check.fail(`${why}: the details do not name ${name}: ${told}`, scenario);
  };
  const taken = Object.keys(check.operation.object.requestBody?.content ?? {});
  const others = [...someTypes.filter((type) => !taken.includes(type)), ...taken.map((type) => `${type}; charset=latin1`)];
  for (const type of others) await expect(withHeaders(request, { 'Content-Type': type }), taken, `Content-Type: ${type}`);
  const { 'Content-Type': _, ...rest } = request.headers;
  if (!taken.includes('application/octet-stream')) await expect({ ...request, headers: rest }, taken, 'no Content-Type');
  await expect(withHeaders(request, { 'Content-Encoding': 'br' }), ['gzip', 'deflate'], 'Content-Encoding: br');
}

/** The limit of the operation, as the server names it. */
async function bodyLimit(check: Check, scenario: Scenario): Promise<number> {
  const response = await send(scenario, { method: 'GET', path: '/api/meta/capabilities', headers: {} });
  const limit = at(jsonOf(response), 'data', 'limits', check.operation.object['x-bulk'] ? 'bulkBodyBytes' : 'bodyBytes');
  if (typeof limit !== 'number') throw new Unreachable('the server does not name its limits');
  return limit;
}

/** A body over the limit, with its length said and unsaid, or only when it is inflated; blank space up to the limit is fine. */
export async function reachTooLarge(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const limit = await bodyLimit(check, scenario);
  const request = usualRequest(check, scenario);
  const blank = limit - Buffer.byteLength(request.body ?? '');
  const over = padded(request, blank + 1);
  const expected = { status: 413, code: 'payload_too_large' };
  await probe(check, scenario, over, { ...expected, why: 'a body one byte over the limit' });
  await probe(check, scenario, { ...over, chunked: true }, { ...expected, why: 'a body in chunks over the limit' });
  await probe(check, scenario, gzipped(over), { ...expected, why: 'a compressed body one byte over the limit' });
  const success = successOf(check);
  await probe(check, scenario, padded(request, blank), { status: success, why: 'a body of just the limit' });
}

/** The month's calls are used up; in the next month the same call succeeds. */
export async function reachQuotaExceeded(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('the quota of an organization cannot be used up from outside');
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  await harness.exhaustQuota(usualCredential(check, scenario));
  const response = await probe(check, scenario, request, { status: 429, code: 'quota_exceeded', why: 'no calls left' });
  const wait = Number(response.headers['retry-after']);
  const reset = Number(response.headers['x-ratelimit-reset']);
  if (response.headers['x-ratelimit-remaining'] !== '0') check.fail('X-RateLimit-Remaining is not 0', scenario);
  if (!(wait > 0 && reset * 1000 === Date.UTC(2026, 1, 1)))
    check.fail('the month does not end when Retry-After and X-RateLimit-Reset say', scenario);
  if (!Number.isFinite(wait)) return;
  harness.moveClock(wait * 1000);
  const after = check.operation.object['x-lapses'] ? 409 : successOf(check);
  await probe(check, scenario, request, { status: after, why: 'the next month' });
}

/** A broken or unreachable database: the answer says nothing of it, the log says it all. */
export async function reachFault(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('faults are planted in the test harness only');
  const scenario = await prepare(check);
  const request = withHeaders(usualRequest(check, scenario), { 'X-Request-Id': 'fault-planted' });
  // The key is known then, and calls are leased: a fault comes after them.
  const list = { method: 'GET', path: '/api/buckets', headers: credentialHeader(usualCredential(check, scenario)) };
  await send(scenario, check.operation.object['x-reporting'] ? request : list);
  const secret = 'the inside of the server';
  const fault = new Error(secret);
  if (check.cell.status === 503) Object.assign(fault, { code: 'ECONNREFUSED' });
  const heal = harness.plantFault(fault);
  const expected = check.cell.status === 503 ? { status: 503, code: 'unavailable' } : { status: 500, code: 'internal_error' };
  const response = await probe(check, scenario, request, { ...expected, why: 'a broken database' });
  heal();
  if (response.body.includes(secret) || JSON.stringify(response.headers).includes(secret))
    check.fail('the answer tells the cause', scenario);
  if (!harness.logged('fault-planted').includes(secret)) check.fail('the log does not tell the cause under the request id', scenario);
  const success = successOf(check);
  await probe(check, scenario, request, { status: success, why: 'after the fault' });
}

/** So many values of the bucket wait for the background work that the store takes no more. */
export async function reachFullLog(check: Check): Promise<void> {
  const { harness } = check.target;
  if (!harness) throw new Unreachable('a log of the store cannot be filled from outside');
  const scenario = await prepare(check);
  await harness.fillLog(scenario.ids.get('bucketId') ?? '');
  await probe(check, scenario, usualRequest(check, scenario), { status: 429, code: 'rate_limited', why: 'a full log of the bucket' });
}
