import { callersWith, credentialOf } from '../callers.ts';
import { usualCaller } from '../credential.ts';
import { differences } from '../judge.ts';
import type { Check } from '../probe.ts';
import { firstSuccess, prepare, probe } from '../probe.ts';
import { canonical, happyRequest, jsonOf } from '../scenario.ts';
import type { Scenario } from '../scenario.ts';
import { checkEffect } from './effects.ts';
import { gzipped } from '../wire.ts';
import type { WireRequest, WireResponse } from '../wire.ts';

/** The example's own request, in the example's state, answers exactly the example. */
export async function reachSuccess(check: Check): Promise<void> {
  const { document, operation, cell } = check;
  const scenario = await prepare(check);
  const request = withAccept(check, happyRequest(document, scenario, operation, cell.example));
  const response = await probe(check, scenario, request, { status: cell.status, why: `the example ${cell.example}` });
  compare(check, scenario, response);
  if (response.status === cell.status) await checkEffect(check, scenario, request, response);
  if (request.method === 'GET') await headToo(check, scenario, request, response);
  if (cell.example === firstSuccess(document, operation).example) {
    await everyKind(check);
    if (request.body !== undefined) await compressed(check);
    if (operation.responses.has(422)) await replayed(check);
  }
}

const withAccept = ({ cell }: Check, request: WireRequest): WireRequest =>
  cell.mediaType === 'application/json' || cell.mediaType === null
    ? request
    : { ...request, headers: { ...request.headers, Accept: cell.mediaType } };

/** With clock and ids in hand the answer must be the example; elsewhere the schema has judged it already. */
function compare(check: Check, scenario: Scenario, response: WireResponse): void {
  if (check.target.harness === null || check.cell.mediaType === null || response.status !== check.cell.status) return;
  const actual = check.cell.mediaType === 'application/json' ? jsonOf(response) : canonical(response.body.toString('utf8'));
  for (const found of differences(check.example, actual)) check.fail(found, scenario);
}

/** HEAD answers like GET. */
async function headToo(check: Check, scenario: Scenario, request: WireRequest, get: WireResponse): Promise<void> {
  const head = await probe(check, scenario, { ...request, method: 'HEAD' }, { status: get.status, why: 'HEAD' });
  for (const name of ['content-type', 'content-length', 'etag'])
    if (head.headers[name] !== get.headers[name])
      check.fail(`HEAD: ${name} is ${head.headers[name]}, GET says ${get.headers[name]}`, scenario);
}

/** Every kind of caller that the permission table allows succeeds; keys in the other header too. */
async function everyKind(check: Check): Promise<void> {
  const { document, operation, cell } = check;
  if (operation.object['x-access'].includes('public')) return;
  for (const caller of callersWith(operation, 'allowed')) {
    const scenario = await prepare(check);
    const credential = await credentialOf(scenario, caller);
    if (credential === null) continue;
    scenario.keys.set(caller, credential);
    const request = withAccept(check, happyRequest(document, scenario, operation, cell.example, caller));
    const { 'X-API-Key': key, ...headers } = request.headers;
    const bearer = key === undefined ? request : { ...request, headers: { ...headers, Authorization: `Bearer ${key}` } };
    const isHidden = operation.object['x-own'] === true && caller !== usualCaller(operation);
    await probe(check, scenario, bearer, { status: isHidden ? 404 : cell.status, why: `a caller of kind ${caller}` });
  }
}

/** The same request compressed has the same answer. */
async function compressed(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = withAccept(check, happyRequest(check.document, scenario, check.operation, check.cell.example));
  compare(check, scenario, await probe(check, scenario, gzipped(request), { status: check.cell.status, why: 'Content-Encoding: gzip' }));
}

/** A repeat with the same key answers the same bytes and does nothing again. */
async function replayed(check: Check): Promise<void> {
  const { document, operation, cell } = check;
  const scenario = await prepare(check);
  const plain = happyRequest(document, scenario, operation, cell.example);
  const request = { ...plain, headers: { ...plain.headers, 'Idempotency-Key': `replay-${scenario.ground.nonce}` } };
  const first = await probe(check, scenario, request, { status: cell.status, why: 'the first request with an Idempotency-Key' });
  const second = await probe(check, scenario, request, { status: cell.status, replay: true, why: 'its repeat' });
  if (!first.body.equals(second.body)) check.fail('the repeat with an Idempotency-Key answers other bytes', scenario);
  for (const name of ['location', 'etag'])
    if (first.headers[name] !== second.headers[name]) check.fail(`the repeat with an Idempotency-Key answers another ${name}`, scenario);
}
