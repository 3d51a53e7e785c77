import { bodyExamplesOf, follow } from '../openapi.ts';
import type { OpenApiDocument, Operation } from '../openapi.ts';
import { credentialHeader, usualCaller } from './credential.ts';
import type { Ground, Target } from './target.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** The ids that the documented examples use, in the order in which states make things. */
export const canonicalIds = { bucketId: '6968c1a80000000000000001', sourceId: '6968c1a80000000000000002' } as const;

/** The token that stands in examples for the one of the last message. */
const canonicalTexts = { ...canonicalIds, token: 'Th1sStandsInTheMessageToThe1nvitedPerson000' } as const;

/** One fresh organization with what a state made in it, and everything that was sent to it. */
export interface Scenario {
  target: Target;
  ground: Ground;
  /** Keys by kind; `admin` is always there. */
  keys: Map<string, string>;
  /** Path parameters by name. */
  ids: Map<string, string>;
  last: { request: WireRequest; response: WireResponse } | null;
}

export async function beginScenario(target: Target): Promise<Scenario> {
  const ground = await target.begin();
  return { target, ground, keys: new Map([['admin', ground.adminKey]]), ids: new Map(), last: null };
}

/** Sends a request and remembers it for the report. */
export async function send(scenario: Scenario, request: WireRequest): Promise<WireResponse> {
  const response = await scenario.target.wire.send(request);
  scenario.last = { request, response };
  return response;
}

/** The JSON of an answer. @throws Error when it is none */
export function jsonOf(response: WireResponse): unknown {
  return JSON.parse(response.body.toString('utf8'));
}

/** A member of a nested JSON value. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined), value);
}

/** The same as `at`, which must be text. */
export function textAt(value: unknown, ...path: (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return found;
}

/** Makes something by the API itself, as the admin. @throws Error when it is refused */
export async function make(scenario: Scenario, path: string, body: unknown, method = 'POST'): Promise<unknown> {
  const headers = { 'X-API-Key': scenario.ground.adminKey, 'Content-Type': 'application/json' };
  const response = await send(scenario, { method, path, headers, body: JSON.stringify(body) });
  if (response.status >= 300)
    throw new Error(`the state could not be made: ${method} ${path} answered ${response.status} ${response.body.toString('utf8')}`);
  return jsonOf(response);
}

/** Puts the scenario's ids where an example has the documented ones. */
export function localize(scenario: Scenario, text: string): string {
  let local = text;
  for (const [name, canonical] of Object.entries(canonicalTexts)) local = local.replaceAll(canonical, scenario.ids.get(name) ?? canonical);
  return local;
}

/** The text of an answer without what no two runs have alike: the ids of events, which hold the time of the database. */
export const canonical = (text: string): string => text.replaceAll(/^id: [0-9a-z.~]+$/gm, 'id: hqv2zz1c4k.hqv2zz1c4k');

/** What a named example sends. */
export interface RequestExample {
  /** A value for JSON, the text itself for other media types; undefined when the operation takes no body. */
  body: unknown;
  mediaType: string | undefined;
  query: string;
}

/** The request example of a name, or the operation's first one: body and query. */
export function requestExample(document: OpenApiDocument, operation: Operation, name: string): RequestExample {
  const examples = bodyExamplesOf(document, operation);
  const example = examples.find((one) => one.name === name) ?? examples[0];
  const query = new URLSearchParams();
  for (const parameter of operation.parameters) {
    const named = parameter.in === 'query' ? parameter.examples?.[name] : undefined;
    const value: unknown = named && follow(document, named).value;
    for (const one of value === undefined ? [] : [value].flat()) query.append(parameter.name, String(one));
  }
  return { body: example?.value, mediaType: example?.mediaType, query: query.toString() };
}

/** The text of an example's body, before ids are put in. */
function textOf({ body, mediaType }: RequestExample): string {
  return mediaType === 'application/json' || typeof body !== 'string' ? JSON.stringify(body) : body;
}

/** The path with the scenario's ids; one that the scenario has not is a well-formed unknown one. */
export function pathOf(scenario: Scenario, operation: Operation): string {
  return operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => scenario.ids.get(name) ?? unknownId);
}

/** A well-formed id that nothing has. */
export const unknownId = 'ffffffffffffffffffffffff';

/** The documented request of an operation by the name of its example. */
export function happyRequest(
  document: OpenApiDocument,
  scenario: Scenario,
  operation: Operation,
  name: string,
  caller: string = usualCaller(operation),
): WireRequest {
  const example = requestExample(document, operation, name);
  const isPublic = operation.object['x-access'].includes('public');
  const headers: Record<string, string> = isPublic ? {} : credentialHeader(scenario.keys.get(caller) ?? '');
  if (example.mediaType !== undefined) headers['Content-Type'] = example.mediaType;
  const query = localize(scenario, example.query);
  return {
    method: operation.method.toUpperCase(),
    path: pathOf(scenario, operation) + (query === '' ? '' : `?${query}`),
    headers,
    ...(example.mediaType === undefined ? {} : { body: localize(scenario, textOf(example)) }),
  };
}
