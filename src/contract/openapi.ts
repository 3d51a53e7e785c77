import type { KeyKind } from '../domain/api-key.ts';
import type { Role } from '../domain/roles.ts';

/** The parts of an OpenAPI 3.1 document that Telltale's own document uses. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  tags: { name: string; description: string }[];
  paths: Record<string, PathItem>;
  components: {
    securitySchemes: Record<string, SecurityScheme>;
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    headers: Record<string, Header>;
    responses: Record<string, Response>;
    examples: Record<string, Example>;
  };
}

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

export type PathItem = { [method in Method]?: OperationObject } & { parameters?: (Parameter | Reference)[] };

export interface Reference {
  $ref: string;
}

export interface SecurityScheme {
  type: 'apiKey' | 'http';
  /** The header, query parameter or cookie of an apiKey. */
  in?: 'header' | 'query' | 'cookie';
  name?: string;
}

/** The kinds of key that an operation takes, or `public`. */
export type Access = 'public' | Exclude<KeyKind, 'user'>;

export interface OperationObject {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  'x-access': Access[];
  /** The least role of a person that may call it, by session or user key; absent: no person may. */
  'x-role'?: Role;
  /** `only`: a person's key may not. */
  'x-session'?: 'only';
  /** What the path names is the person's who calls; others do not find it. */
  'x-own'?: boolean;
  /** The person whom `userId` in the path names may call it by session, whatever their role. */
  'x-self'?: boolean;
  /** Concerns the person who calls in whichever organization: its statements are not confined to one. */
  'x-personal'?: boolean;
  /** What it takes ends by itself before the month does; from then on it answers 409. */
  'x-lapses'?: boolean;
  /** Changes nothing although it is not a GET. */
  'x-reads'?: boolean;
  /** Goes on while the organization has more than its plan allows. */
  'x-unpaused'?: boolean;
  /** What the audit log is told of a success, such as `bucket.create`; `none` for points themselves. On changes only. */
  'x-audit'?: string;
  /** Of the reporting API: its calls are counted by project and hour too, and its 401 has the one title of that API. */
  'x-reporting'?: boolean;
  'x-bulk'?: boolean;
  /** Its only change is one write of points: with an Idempotency-Key it shares a commit with others too. */
  'x-gathered'?: boolean;
  security?: Record<string, string[]>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  responses: Record<string, Response | Reference>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description: string;
  schema: Schema;
  examples?: Record<string, Example | Reference>;
}

/** `x-streamed`: the answer is sent as it is made, at any size. */
export interface MediaType {
  schema: Schema;
  'x-streamed'?: boolean;
  examples?: Record<string, Example | Reference>;
}

/** `x-examples` names what causes an answer without a body, as `examples` does for one with a body. */
export interface Response {
  description: string;
  'x-examples'?: Record<string, Example>;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, MediaType>;
}

/** `x-sent` says when an optional header is there, `x-setBy` that handlers leave it to the server. */
export interface Header {
  description: string;
  required?: boolean;
  'x-sent'?: 'limited-plan' | 'replay';
  'x-setBy'?: 'server';
  schema: Schema;
}

/** `x-given` names the state in which the request of the same name is answered so. */
export interface Example {
  summary: string;
  'x-given'?: string;
  value: unknown;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  uniqueItems?: boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  dependentRequired?: Record<string, string[]>;
  anyOf?: Schema[];
  description?: string;
  'x-maxDepth'?: number;
}

/** One operation with what its path item adds, all references of its own level followed. */
export interface Operation {
  id: string;
  method: Method;
  path: string;
  object: OperationObject;
  parameters: Parameter[];
  responses: Map<number, Response>;
}

/** Follows a local `$ref` (JSON pointer) until it reaches an object without one. */
export function follow<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  let current: T | Reference = value;
  while (isReference(current)) current = atPointer<T>(document, current.$ref);
  return current;
}

function isReference(value: object): value is Reference {
  return '$ref' in value && typeof value.$ref === 'string';
}

function atPointer<T extends object>(document: OpenApiDocument, pointer: string): T {
  let value: unknown = document;
  for (const token of pointer.replace(/^#\//, '').split('/')) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  if (typeof value !== 'object' || value === null) throw new Error(`the document has nothing at ${pointer}`);
  return value as T;
}

/** What an operation takes as JSON, if it does. */
export function jsonBodyOf({ object }: Operation): MediaType | undefined {
  return object.requestBody?.content['application/json'];
}

/** The query parameter in which an operation takes a key, if it does. */
export function queryKeyOf(document: OpenApiDocument, { object }: Operation): string | undefined {
  const names = (object.security ?? []).flatMap((requirement) => Object.keys(requirement));
  return names.map((name) => document.components.securitySchemes[name]).find((scheme) => scheme?.in === 'query')?.name;
}

/** A named request of the contract: its body as the text that is sent, and the media type. */
export interface RequestBodyExample {
  name: string;
  mediaType: string;
  value: unknown;
}

/** The examples of an operation's bodies, of all media types. Those that are not JSON are text, sent as they are. */
export function bodyExamplesOf(document: OpenApiDocument, { object }: Operation): RequestBodyExample[] {
  return Object.entries(object.requestBody?.content ?? {}).flatMap(([mediaType, media]) =>
    Object.entries(media.examples ?? {}).map(([name, entry]) => ({ name, mediaType, value: follow(document, entry).value })),
  );
}

/** The examples of an answer by media type; null stands for no body. */
export function answerExamplesOf(
  document: OpenApiDocument,
  response: Response,
): { mediaType: string | null; name: string; example: Example }[] {
  const named = Object.entries(response['x-examples'] ?? {}).map(([name, example]) => ({ mediaType: null, name, example }));
  const content = Object.entries(response.content ?? {}).flatMap(([mediaType, media]) =>
    Object.entries(media.examples ?? {}).map(([name, entry]) => ({ mediaType, name, example: follow(document, entry) })),
  );
  return [...named, ...content];
}

/** All operations in the order of the document. */
export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const object = item[method];
      if (!object) return [];
      const parameters = [...(item.parameters ?? []), ...(object.parameters ?? [])].map((entry) => follow(document, entry));
      const responses = new Map(Object.entries(object.responses).map(([status, entry]) => [Number(status), follow(document, entry)]));
      return [{ id: object.operationId, method, path, object, parameters, responses }];
    }),
  );
}
