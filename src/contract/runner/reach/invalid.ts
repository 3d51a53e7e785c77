import type { Operation, Parameter, Schema } from '../../openapi.ts';
import { bodyExamplesOf, follow, jsonBodyOf } from '../../openapi.ts';
import type { Check } from '../probe.ts';
import { firstSuccess, prepare, probe, usualRequest } from '../probe.ts';
import { at, happyRequest, jsonOf, localize } from '../scenario.ts';
import type { Scenario } from '../scenario.ts';
import { violationsOf } from '../violations.ts';
import { gzipped } from '../wire.ts';
import type { WireRequest } from '../wire.ts';

const refused = { status: 400, code: 'validation_failed' };

/** One violation for each keyword of each parameter and of the body; each must be named at its place. */
export async function reachInvalid(check: Check): Promise<void> {
  const scenario = await prepare(check, firstSuccess(check.document, check.operation).given);
  const request = usualRequest(check, scenario);
  const expect = async (broken: WireRequest, location: string, rule: string) => {
    const response = await probe(check, scenario, broken, { ...refused, why: `${location} breaks ${rule}` });
    if (response.status !== 400) return;
    const details = at(jsonOf(response), 'details');
    const places = Array.isArray(details) ? details.map((detail: unknown) => String(at(detail, 'location'))) : [];
    if (!places.some((place) => place === location))
      check.fail(`${location} breaks ${rule}: details names ${places.join(', ') || 'nothing'}`, scenario);
  };
  await expect({ ...request, path: withQuery(request.path, 'colour=green') }, 'query.colour', 'unknown parameter');
  for (const parameter of check.operation.parameters) await parameterViolations(check, request, parameter, expect);
  const { body } = gzipped(request);
  if (request.body !== undefined)
    for (const broken of [Buffer.from(request.body), Buffer.from(body ?? '').subarray(0, -9)])
      await expect({ ...gzipped(request), body: broken }, 'body', 'Content-Encoding: gzip');
  await bodyViolations(check, scenario, expect);
}

type Expect = (broken: WireRequest, location: string, rule: string) => Promise<void>;

const withQuery = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`;

/** Every parameter arrives as text, so only what text can break is tried; an array is given its first item. */
async function parameterViolations(
  { document, operation }: Check,
  request: WireRequest,
  parameter: Parameter,
  expect: Expect,
): Promise<void> {
  const schema = follow<Schema>(document, parameter.schema);
  const location = `${parameter.in}.${parameter.name}`;
  const own = request.path.split('?')[0] ?? '';
  const broken = violationsOf(document, schema, schema.type === 'array' ? ['text'] : 'text', location).filter(
    ({ rule }) => rule !== 'type',
  );
  if (schema.type === 'integer') broken.push({ rule: 'type', location, value: 'many' });
  for (const { rule, location: place, value } of broken) {
    const texts = [value].flat().map(String);
    const text = texts[0] ?? '';
    if (parameter.in === 'query' && texts.length > 0)
      await expect(
        { ...request, path: `${own}?${texts.map((one) => `${parameter.name}=${encodeURIComponent(one)}`).join('&')}` },
        place,
        rule,
      );
    if (parameter.in === 'path' && text.trim() !== '' && !text.includes('.'))
      await expect({ ...request, path: pathWith(operation, request.path, parameter.name, text) }, place, rule);
    if (parameter.in === 'header' && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text))
      await expect({ ...request, headers: { ...request.headers, [parameter.name]: text } }, place, rule);
  }
  if (parameter.in === 'query' && schema.type !== 'array')
    await expect({ ...request, path: `${own}?${parameter.name}=1&${parameter.name}=1` }, location, 'being given once');
}

/** The request's path with another value for one parameter. */
function pathWith(operation: Operation, path: string, name: string, value: string): string {
  const template = operation.path.split('/');
  const [own = '', query] = path.split('?');
  const parts = own.split('/').map((part, index) => (template[index] === `{${name}}` ? encodeURIComponent(value) : part));
  return parts.join('/') + (query === undefined ? '' : `?${query}`);
}

async function bodyViolations(check: Check, scenario: Scenario, expect: Expect): Promise<void> {
  const { document, operation } = check;
  const schema = jsonBodyOf(operation)?.schema;
  if (!schema) return;
  const request = jsonRequest(check, scenario);
  for (const { mediaType, value } of bodyExamplesOf(document, operation)) {
    if (mediaType !== 'application/json') continue;
    const valid: unknown = JSON.parse(localize(scenario, JSON.stringify(value)));
    for (const broken of violationsOf(document, schema, valid, 'body'))
      await expect({ ...request, body: JSON.stringify(broken.value) }, broken.location, broken.rule);
  }
}

/** The request by which the operation succeeds, or its first one whose body is JSON where it takes other media types too. */
function jsonRequest(check: Check, scenario: Scenario): WireRequest {
  const usual = usualRequest(check, scenario);
  if (usual.headers['Content-Type'] === 'application/json') return usual;
  const first = bodyExamplesOf(check.document, check.operation).find(({ mediaType }) => mediaType === 'application/json');
  return first ? happyRequest(check.document, scenario, check.operation, first.name) : usual;
}

/** Bodies that are not JSON in UTF-8. */
export async function reachMalformed(check: Check): Promise<void> {
  const scenario = await prepare(check, firstSuccess(check.document, check.operation).given);
  const request = jsonRequest(check, scenario);
  const text = request.body?.toString('utf8') ?? '';
  const bodies: [string, string | Buffer][] = [
    ['cut short', text.slice(0, -1)],
    ['empty', ''],
    ['with a comment', `/* no */ ${text}`],
    ['with something behind', `${text}}`],
    ['not in UTF-8', Buffer.concat([Buffer.from(text.slice(0, 1)), Buffer.from([0xc3, 0x28]), Buffer.from(text.slice(1))])],
    ['in UTF-16', Buffer.from(text, 'utf16le')],
    ['with NaN', '{"value": NaN}'],
  ];
  for (const [why, body] of bodies)
    await probe(check, scenario, { ...request, body }, { status: 400, code: 'malformed_json', why: `a body ${why}` });
}
