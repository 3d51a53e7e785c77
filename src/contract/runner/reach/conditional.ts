import type { Check } from '../probe.ts';
import { prepare, probe, usualRequest } from '../probe.ts';
import { send } from '../scenario.ts';
import type { Scenario } from '../scenario.ts';
import type { WireRequest } from '../wire.ts';

const withHeader = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

/** 304 for the current tag in all its forms, 200 for another. */
export async function reachNotModified(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  const tag = (await send(scenario, request)).headers['etag'];
  if (tag === undefined) return check.fail('the answer has no ETag', scenario);
  for (const value of [tag, `W/${tag}`, `"other", ${tag}`, '*'])
    await probe(check, scenario, withHeader(request, 'If-None-Match', value), { status: 304, why: `If-None-Match: ${value}` });
  await probe(check, scenario, withHeader(request, 'If-None-Match', '"stale"'), { status: 200, why: 'If-None-Match with an old tag' });
}

/** The entity tag of what a change is about, as its GET answers it. */
async function currentTag(check: Check, scenario: Scenario): Promise<string> {
  const { path, headers } = usualRequest(check, scenario);
  const { 'Content-Type': _, ...rest } = headers;
  return (await send(scenario, { method: 'GET', path, headers: rest })).headers['etag'] ?? 'no ETag';
}

/** A stale tag refuses and changes nothing; the current one lets the change through. */
export async function reachPreconditionFailed(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  const tag = await currentTag(check, scenario);
  const refused = { status: 412, code: 'precondition_failed' };
  await probe(check, scenario, withHeader(request, 'If-Match', '"stale"'), { ...refused, why: 'If-Match with an old tag' });
  await probe(check, scenario, withHeader(request, 'If-Match', `W/${tag}`), { ...refused, why: 'If-Match with a weak tag' });
  if ((await currentTag(check, scenario)) !== tag) check.fail('a refused change changed something', scenario);
  await probe(check, scenario, withHeader(request, 'If-Match', tag), { status: 200, why: 'If-Match with the current tag' });
}
