import { keyKinds } from '../../domain/api-key.ts';
import { roles } from '../../domain/roles.ts';
import { callers, changes, verdictsOf } from '../permissions.ts';
import { answerExamplesOf, bodyExamplesOf, operationsOf } from '../openapi.ts';
import type { OpenApiDocument, Operation, Schema } from '../openapi.ts';
import type { Catalogue } from './errors.ts';

const kinds = keyKinds.filter((kind) => kind !== 'user');
const auditAction = /^(none|[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*)$/;
const camelCase = /^[a-z][A-Za-z0-9]*$/;
/** The record forms keep the names of the product that they come from. */
const namedExceptions = new Set(['series_key', 'source_id']);

/** Every rule of ours that the contract breaks, each with its place. The linter checks the general ones. */
export function violations(document: OpenApiDocument, catalogue: Catalogue): string[] {
  return [
    ...operationsOf(document).flatMap((operation) => operationViolations(document, operation)),
    ...Object.entries(document.components.schemas).flatMap(([name, schema]) => schemaViolations(`schemas.${name}`, schema)),
    ...catalogueViolations(document, catalogue),
  ];
}

function operationViolations(document: OpenApiDocument, operation: Operation): string[] {
  const { id, object, responses } = operation;
  const access = object['x-access'] ?? [];
  const isPublic = access.includes('public');
  const broken: string[] = [];
  const demand = (holds: boolean, rule: string) => void (holds || broken.push(`${id}: ${rule}`));
  const role = object['x-role'];
  demand(access.length > 0 || role !== undefined, 'x-access or x-role must name who may call');
  demand(
    isPublic ? access.length === 1 && role === undefined : access.every((kind) => kinds.some((known) => known === kind)),
    `x-access is public, or some of ${kinds.join(', ')}`,
  );
  demand(role === undefined || roles.includes(role), `x-role is one of ${roles.join(', ')}`);
  demand(object['x-session'] === undefined || role !== undefined, 'x-session belongs to operations for people, which have x-role');
  demand(
    object['x-self'] !== true || (role !== undefined && operation.path.includes('{userId}')),
    'x-self belongs to operations for people on a user that the path names',
  );
  demand(object['x-personal'] !== true || role !== undefined, 'x-personal belongs to operations for people, which have x-role');
  demand(object['x-reads'] !== true || operation.method === 'post', 'x-reads belongs to POST');
  const audit = object['x-audit'];
  const isChange = changes(operation.method, object);
  demand(
    !isChange || (audit !== undefined && auditAction.test(audit)),
    'x-audit says what the audit log is told of a success, such as bucket.create, which the service writes with recordChange; or none where only points are stored. CONTRIBUTING.md tells more',
  );
  demand(isChange || audit === undefined, 'x-audit belongs to operations that change something');
  demand(isPublic === (object.security?.length === 0), 'security: [] belongs to public operations, and only to them');
  demand(isPublic || responses.has(401), 'an operation that needs a key documents 401');
  demand(isPublic || responses.has(429), 'an operation that needs a key documents 429');
  const refuses = callers.some((caller) => verdictsOf(operation.method, object)[caller] !== 'allowed');
  demand(refuses === responses.has(403) || isPublic, '403 is documented exactly where some kind of caller is refused');
  demand(responses.has(400), '400 is documented, unknown parameters cause it');
  const hasContent = [...responses].some(([status, { content }]) => status < 300 && content !== undefined);
  demand(responses.has(406) === hasContent, '406 is documented exactly where Accept can cause it');
  demand(isPublic || responses.has(500), 'an operation that needs a key documents 500');
  const hasBody = object.requestBody !== undefined;
  demand(hasBody === responses.has(413) && hasBody === responses.has(415), '413 and 415 are documented exactly where there is a body');
  const takes = (name: string) => operation.parameters.some((parameter) => parameter.name === name);
  demand(takes('If-None-Match') === responses.has(304), '304 and If-None-Match belong together');
  demand(takes('If-Match') === responses.has(412), '412 and If-Match belong together');
  demand(takes('Idempotency-Key') === responses.has(422), '422 and Idempotency-Key belong together');
  const requests = bodyExamplesOf(document, operation).map(({ name }) => name);
  const answers: string[] = [];
  for (const [status, response] of responses) {
    demand(response.headers?.['X-Request-Id'] !== undefined, `${status} declares X-Request-Id`);
    const examples = answerExamplesOf(document, response);
    const mediaTypes = Object.keys(response.content ?? {});
    if (mediaTypes.length === 0 && status < 300) demand(examples.length > 0, `${status} names in x-examples what causes it`);
    demand(mediaTypes.length === 0 || response['x-examples'] === undefined, `${status} has x-examples only where it has no body`);
    for (const [mediaType, media] of Object.entries(response.content ?? {})) {
      demand(
        !media['x-streamed'] || (mediaType !== 'application/json' && status < 300),
        `${status} ${mediaType} is streamed, which only successes that are not JSON are`,
      );
      demand(
        !media['x-streamed'] || !takes('Idempotency-Key'),
        `${status} ${mediaType} is streamed and can not be kept for an Idempotency-Key`,
      );
      demand(Object.keys(media.examples ?? {}).length > 0, `${status} ${mediaType} has a named example`);
      demand(mediaType !== 'application/json' || media.schema.$ref !== undefined, `${status} has a named schema`);
    }
    for (const { name, example } of examples) {
      answers.push(name);
      const given = example['x-given'];
      demand(status >= 400 || given !== undefined, `${status} ${name} says in x-given which state causes it`);
      demand(
        status < 400 || given === undefined || !hasBody || requests.includes(name),
        `${status} ${name} has a request example of its name`,
      );
      demand(status >= 300 || !hasBody || requests.includes(name), `${status} ${name} has a request example of its name`);
    }
  }
  for (const name of requests) demand(answers.includes(name), `the request example ${name} has an answer of its name`);
  broken.push(...bodyViolations(document, operation));
  return broken;
}

function bodyViolations(document: OpenApiDocument, operation: Operation): string[] {
  const broken: string[] = [];
  for (const [mediaType, media] of Object.entries(operation.object.requestBody?.content ?? {})) {
    if (mediaType === 'application/json' && !media.schema.$ref) broken.push(`${operation.id}: the body has a named schema`);
    if (Object.keys(media.examples ?? {}).length === 0) broken.push(`${operation.id}: the body has a named example`);
  }
  const examples = bodyExamplesOf(document, operation);
  for (const [index, { name, mediaType, value }] of examples.entries()) {
    if (examples.findIndex((other) => other.name === name) !== index)
      broken.push(`${operation.id}: the request example ${name} is there for one media type only`);
    if (mediaType !== 'application/json' && typeof value !== 'string')
      broken.push(`${operation.id}: the request example ${name} is the text of its ${mediaType}`);
  }
  return broken;
}

function schemaViolations(place: string, schema: Schema): string[] {
  const broken: string[] = [];
  const types = [schema.type ?? []].flat();
  if (types.includes('object') && schema.additionalProperties === undefined)
    broken.push(`${place}: objects say what additionalProperties are`);
  if (schema.properties && schema.additionalProperties !== false) broken.push(`${place}: objects with properties are closed`);
  if (schema.default !== undefined && !fits(schema.default, types)) broken.push(`${place}: the default is of another type`);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (!camelCase.test(name) && !namedExceptions.has(name)) broken.push(`${place}.${name}: property names are camelCase`);
    if (!member.$ref && member.description === undefined && member.const === undefined && !place.endsWith('.data') && name !== 'data')
      broken.push(`${place}.${name}: properties have a description`);
    broken.push(...schemaViolations(`${place}.${name}`, member));
  }
  if (schema.items) broken.push(...schemaViolations(`${place}[]`, schema.items));
  if (typeof schema.additionalProperties === 'object') broken.push(...schemaViolations(`${place}.*`, schema.additionalProperties));
  return broken;
}

/** A rough check of a default's type; enums are checked by the linter. */
function fits(value: unknown, types: string[]): boolean {
  if (types.length === 0) return true;
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.includes(type) || (type === 'number' && types.includes('integer') && Number.isInteger(value));
}

function catalogueViolations(document: OpenApiDocument, catalogue: Catalogue): string[] {
  const codes = document.components.schemas['ErrorReply']?.properties?.['code']?.enum ?? [];
  const missing = Object.keys(catalogue).filter((code) => !codes.includes(code));
  const unknown = codes.filter((code) => typeof code !== 'string' || !(code in catalogue));
  return [
    ...missing.map((code) => `schemas.ErrorReply.code lacks ${code} of errors.yaml`),
    ...unknown.map((code) => `schemas.ErrorReply.code has ${String(code)}, which errors.yaml lacks`),
  ];
}
