import type { IncomingHttpHeaders } from 'node:http';
import { parse as parseQueryString } from 'node:querystring';
import createRouter from 'find-my-way';
import type { HTTPMethod } from 'find-my-way';
import { OpenAPIBackend } from 'openapi-backend';
import type { Detail } from '../../domain/errors.ts';
import { follow, operationsOf, queryKeyOf } from '../openapi.ts';
import { changes, verdictsOf } from '../permissions.ts';
import type { Caller, Verdict } from '../permissions.ts';
import type { Method, OpenApiDocument, Operation } from '../openapi.ts';
import { unstorableReason } from '../../domain/parse-json.ts';
import { createValidators } from './validators.ts';
import type { BodyValidators, Validator } from './validators.ts';
import { detailsOf } from './violations.ts';

export type { Caller, Verdict } from '../permissions.ts';

/** What a handler is given. */
export interface HandlerRequest {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  /** A parsed JSON value, or the bytes of another media type. */
  body: unknown;
  /** The media type of the body, of those that the operation takes. */
  contentType: string | undefined;
  mediaType: string;
}

/** What a handler answers. */
export interface HandlerReply {
  status: number;
  headers?: Record<string, string>;
  mediaType?: string;
  body?: unknown;
  /** The body's chunks, in place of `body`. It is read once, or not at all. */
  stream?: AsyncIterable<string>;
}

export type Handler<Context> = (request: HandlerRequest, context: Context) => Promise<HandlerReply>;

/** Everything about one operation that a request needs, made once at the start. */
export interface Route<Context> {
  id: string;
  /** What the contract says of each kind of caller. */
  verdicts: Readonly<Record<Caller, Verdict>>;
  /** The person whom `userId` in the path names may call it, whatever their role. */
  allowsSelf: boolean;
  /** Changes something: a read-only credential and another site's page may not. */
  isChange: boolean;
  /** Whether it concerns the caller in all their organizations. */
  isPersonal: boolean;
  /** Refused while the organization has more than its plan allows. */
  isPausable: boolean;
  /** Counted by project and hour too; every 401 has the same title. */
  isReporting: boolean;
  /** Answers set the cookie of a session. */
  setsCookie: boolean;
  isPublic: boolean;
  isBulk: boolean;
  /** The query parameter that may hold the key. */
  queryKey: string | undefined;
  isIdempotent: boolean;
  /** Its only change is one write of points. */
  isGathered: boolean;
  takesIfMatch: boolean;
  /** Successful answers carry an entity tag. */
  hasEntityTag: boolean;
  handler: Handler<Context>;
  /** The media types of bodies that the operation takes; none when it takes no body. */
  takes: readonly string[];
  /** Judges bodies that are JSON. */
  body: BodyValidators | undefined;
  /** The media types of successful answers. */
  mediaTypes: readonly string[];
  parameters: Validator;
  arrays: ReadonlySet<string>;
  headers: readonly string[];
  operation: Operation;
}

interface Found<Context> {
  kind: 'route';
  route: Route<Context>;
  path: Record<string, string | undefined>;
}

export type Match<Context> = Found<Context> | { kind: 'other-method'; allow: string } | { kind: 'unknown' };

export interface Contract<Context> {
  /** Finds the operation of a method and a path without its query. `HEAD` finds that of `GET`. */
  match(method: string, path: string): Match<Context>;
  routes: readonly Route<Context>[];
  /** What is wrong with a value by a named schema, with places like `values.temperature`; fills in its defaults. */
  judge(schema: string, value: unknown): Detail[];
  /** What is wrong with a reply; empty when it is as documented. */
  judgeReply(route: Route<Context>, reply: HandlerReply): Detail[];
}

/**
 * Builds the dispatch table: openapi-backend keeps the document and the handlers, find-my-way finds the route, and
 * Ajv judges with the schemas as they stand in the document.
 *
 * @throws Error when an operation has no handler, or a handler no operation
 */
export async function createContract<Context>(document: OpenApiDocument, handlers: object): Promise<Contract<Context>> {
  // The registry changes the document that it is given.
  const registry = new OpenAPIBackend({ definition: JSON.parse(JSON.stringify(document)), quick: true, strict: true, validate: false });
  await registry.init();
  for (const [operationId, handler] of Object.entries(handlers)) registry.register(operationId, handler);
  const validators = createValidators(document);
  const named = new Map<string, BodyValidators>();
  const router = createRouter({ maxParamLength: 1000, onBadUrl: () => undefined });
  const routes = operationsOf(document).map((operation) => {
    const handler: unknown = registry.handlers[operation.id];
    if (!isHandler<Context>(handler)) throw new Error(`the operation ${operation.id} has no handler`);
    const route = createRoute<Context>(document, operation, validators, handler);
    router.on(verbs[operation.method], operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), () => undefined, route);
    return route;
  });
  const find = (verb: HTTPMethod, path: string): Found<Context> | null => {
    const found = router.find(verb, path);
    return found?.store && !hasEmpty(found.params) ? { kind: 'route', route: found.store, path: found.params } : null;
  };
  const allowed = (path: string): string[] => Object.values(verbs).filter((verb) => find(verb, path) !== null);
  return {
    routes,
    match(method, path) {
      const verb = verbOf.get(method);
      const found = verb && find(verb, path);
      if (found) return found;
      const others = allowed(path);
      if (others.length === 0) return { kind: 'unknown' };
      const implied = others.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS'];
      return { kind: 'other-method', allow: [...others, ...implied].join(', ') };
    },
    judge(schema, value) {
      let validator = named.get(schema);
      if (!validator) named.set(schema, (validator = validators.named(schema)));
      if (validator.quick()(value)) return [];
      const thorough = validator.thorough();
      thorough(value);
      return detailsOf(thorough.errors, 'body').map(({ location, message }) => ({ location: location.replace(/^body\.?/, ''), message }));
    },
    judgeReply(route, reply) {
      const response = route.operation.responses.get(reply.status);
      if (!response) return [{ location: 'status', message: `${reply.status} is not documented` }];
      if (reply.stream) {
        const media = response.content?.[reply.mediaType ?? ''];
        return media?.['x-streamed'] ? [] : [{ location: 'body', message: 'is streamed with a media type that is not documented so' }];
      }
      if (reply.body === undefined) return response.content ? [{ location: 'body', message: 'is missing' }] : [];
      const validator = validators.reply(route.operation, reply.status, reply.mediaType ?? 'application/json');
      if (!validator) return [{ location: 'body', message: 'has an undocumented media type' }];
      return validator(reply.body) ? [] : detailsOf(validator.errors, 'body');
    },
  };
}

function hasEmpty(params: Readonly<Record<string, string | undefined>>): boolean {
  for (const name in params) if (params[name] === '') return true;
  return false;
}

/** The contract's methods as the router names them. */
const verbs = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const satisfies Record<Method, HTTPMethod>;

const verbOf = new Map<string, HTTPMethod>([...Object.values(verbs).map((verb) => [verb, verb] as const), ['HEAD', 'GET']]);

/** What handlers take is what the validators let through, by the same document. */
function isHandler<Context>(value: unknown): value is Handler<Context> {
  return typeof value === 'function';
}

function createRoute<Context>(
  document: OpenApiDocument,
  operation: Operation,
  validators: ReturnType<typeof createValidators>,
  handler: Handler<Context>,
): Route<Context> {
  const named = (name: string) => operation.parameters.some((parameter) => parameter.name === name);
  const successes = [...operation.responses].filter(([status]) => status >= 200 && status < 300).map(([, response]) => response);
  const arrays = operation.parameters.filter((parameter) => follow(document, parameter.schema).type === 'array');
  return {
    id: operation.id,
    verdicts: verdictsOf(operation.method, operation.object),
    allowsSelf: operation.object['x-self'] === true,
    isChange: changes(operation.method, operation.object),
    isPausable: changes(operation.method, operation.object) && operation.method !== 'delete' && operation.object['x-unpaused'] !== true,
    isReporting: operation.object['x-reporting'] === true,
    setsCookie: successes.some((response) => response.headers?.['Set-Cookie'] !== undefined),
    isPublic: operation.object['x-access'].includes('public'),
    isPersonal: operation.object['x-personal'] === true,
    isBulk: operation.object['x-bulk'] === true,
    queryKey: queryKeyOf(document, operation),
    isIdempotent: named('Idempotency-Key'),
    isGathered: operation.object['x-gathered'] === true,
    takesIfMatch: named('If-Match'),
    hasEntityTag: successes.some((response) => response.headers?.['ETag'] !== undefined),
    handler,
    takes: Object.keys(operation.object.requestBody?.content ?? {}),
    body: validators.body(operation),
    mediaTypes: [...new Set(successes.flatMap((response) => Object.keys(response.content ?? {})))],
    parameters: validators.parameters(operation),
    arrays: new Set(arrays.map((parameter) => parameter.name)),
    headers: operation.parameters.filter((parameter) => parameter.in === 'header').map((parameter) => parameter.name.toLowerCase()),
    operation,
  };
}

/** A request's parameters, converted and with defaults. */
export interface Parameters {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, string | undefined>;
}

/** Reads path, query and the headers that the operation knows, and tells every wrong one. */
export function readParameters<Context>(
  route: Route<Context>,
  path: Record<string, string | undefined>,
  queryString: string,
  headers: IncomingHttpHeaders,
): { parameters: Parameters; details: Detail[] } {
  const { query, details }: Query = queryString === '' ? { query: {}, details: [] } : parseQuery(route, queryString);
  const header: Record<string, string | undefined> = {};
  for (const name of route.headers) {
    const value = headers[name];
    if (typeof value === 'string') header[name] = value;
  }
  const parameters: Parameters = { path, query, header };
  if (route.parameters(parameters)) addBeyondDoubles(query, details);
  else
    for (const detail of detailsOf(route.parameters.errors, ''))
      details.push({ ...detail, location: headerLocation(route, detail.location) });
  return { parameters, details };
}

/** Digits may make a number that is none; no bound of the contract would hold it back. */
function addBeyondDoubles(query: Readonly<Record<string, unknown>>, details: Detail[]): void {
  for (const name in query)
    if (typeof query[name] === 'number' && !Number.isFinite(query[name]))
      details.push({ location: `query.${name}`, message: 'is too large a number' });
}

/** `header["if-match"]` as the header is written in the contract. */
function headerLocation<Context>(route: Route<Context>, location: string): string {
  if (!location.startsWith('header.')) return location;
  const name = location.slice('header.'.length);
  return `header.${route.operation.parameters.find((parameter) => parameter.name.toLowerCase() === name)?.name ?? name}`;
}

interface Query {
  query: Record<string, unknown>;
  details: Detail[];
}

function parseQuery<Context>(route: Route<Context>, text: string): Query {
  const query: Record<string, unknown> = Object.create(null);
  if (text.includes('%') && !isDecodable(text))
    return { query, details: [{ location: 'query', message: 'has a malformed percent escape' }] };
  const details: Detail[] = [];
  for (const [name, value] of Object.entries(parseQueryString(text, '&', '=', { maxKeys: 0 }))) {
    const values = [value ?? ''].flat();
    const reason = [name, ...values].map(unstorableReason).find((found) => found !== null);
    if (reason) details.push({ location: `query.${name.replaceAll('\0', '?')}`, message: reason });
    if (route.arrays.has(name)) query[name] = values;
    else if (values.length > 1) details.push({ location: `query.${name}`, message: 'must be given only once' });
    else query[name] = values[0];
  }
  return { query, details };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
