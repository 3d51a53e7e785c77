import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { follow } from '../openapi.ts';
import type { Header, OpenApiDocument, Operation, Response, Schema } from '../openapi.ts';
import type { WireResponse } from './wire.ts';

/** Headers of HTTP itself; every other one must be declared. */
const protocolHeaders = new Set([
  'content-type',
  'content-length',
  'transfer-encoding',
  'date',
  'connection',
  'keep-alive',
  'cache-control',
  'x-content-type-options',
  'vary',
]);

/** What is known of the request that an answer belongs to. */
export interface Circumstances {
  /** The organization's plan counts calls. */
  limitedPlan: boolean;
  /** The request repeats one with the same `Idempotency-Key`. */
  replay: boolean;
  /** The request was a HEAD: everything as for GET, but no body. */
  head: boolean;
}

export interface Judge {
  /** Everything in which an answer is not as the contract documents it. It has no list of acceptable statuses. */
  (operation: Operation, response: WireResponse, circumstances: Circumstances): string[];
}

/** Makes the judge, which reads nothing but the document. */
export function createJudge(document: OpenApiDocument): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, strictNumbers: true });
  formats.default(ajv);
  ajv.addSchema(document, 'contract');
  const compiled = new Map<string, ValidateFunction>();
  const compile = (schema: Schema): ValidateFunction => {
    const text = JSON.stringify(schema);
    const known =
      compiled.get(text) ?? ajv.compile(JSON.parse(text, (name, value: unknown) => (name === '$ref' ? `contract${String(value)}` : value)));
    compiled.set(text, known);
    return known;
  };
  const errorsOf = (validate: ValidateFunction, value: unknown, place: string) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          (error) => `${place}${error.instancePath} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params)}`,
        );

  const judgeHeaders = (declared: Response['headers'], received: WireResponse['headers'], circumstances: Circumstances): string[] => {
    const found: string[] = [];
    const known = new Map(Object.entries(declared ?? {}).map(([name, header]) => [name.toLowerCase(), follow(document, header)]));
    for (const [name, header] of known) {
      const value = received[name];
      if (value !== undefined) found.push(...errorsOf(compile(header.schema), convert(header, value), `header ${name}`));
      else if (isDue(header, circumstances)) found.push(`header ${name} is missing`);
      if (value !== undefined && header['x-sent'] === 'replay' && !circumstances.replay)
        found.push(`header ${name} is there without a replay`);
    }
    for (const name of Object.keys(received))
      if (!known.has(name) && !protocolHeaders.has(name)) found.push(`header ${name} is not documented`);
    return found;
  };

  const judgeBody = (response: Response, received: WireResponse): string[] => {
    const type = received.headers['content-type'] ?? '';
    const [mediaType = '', ...parameters] = type.split(';').map((part) => part.trim());
    if (!response.content) return received.body.length === 0 ? [] : ['a body where none is documented'];
    const media = response.content[mediaType];
    if (!media) return [`the media type ${JSON.stringify(type)} is not documented`];
    if (parameters.join() !== 'charset=utf-8')
      return [`the media type says ${JSON.stringify(parameters.join())} where charset=utf-8 belongs`];
    const text = received.body.toString('utf8');
    if (mediaType !== 'application/json') return [];
    try {
      return errorsOf(compile(media.schema), JSON.parse(text), 'body');
    } catch {
      return ['the body is not JSON'];
    }
  };

  return (operation, received, circumstances) => {
    const response = operation.responses.get(received.status);
    if (!response) return [`the status ${received.status} is not documented: ${received.body.toString('utf8').slice(0, 300)}`];
    const found = judgeHeaders(response.headers, received.headers, circumstances);
    if (circumstances.head) return received.body.length === 0 ? found : [...found, 'a HEAD has a body'];
    return [...found, ...judgeBody(response, received), ...judgeRequestId(received)];
  };
}

/** Whether a declared header must be there. */
function isDue(header: Header, circumstances: Circumstances): boolean {
  if (header['x-sent'] === 'limited-plan') return circumstances.limitedPlan;
  if (header['x-sent'] === 'replay') return circumstances.replay;
  return header.required === true;
}

/** A header's text as the type of its schema. */
function convert(header: Header, value: string): unknown {
  return header.schema.type === 'integer' && /^-?\d+$/.test(value) ? Number(value) : value;
}

/** The id in an error's body is that of the header. */
function judgeRequestId(received: WireResponse): string[] {
  if (received.status < 400) return [];
  try {
    const body: unknown = JSON.parse(received.body.toString('utf8'));
    const id = typeof body === 'object' && body !== null ? Reflect.get(body, 'requestId') : undefined;
    return id === received.headers['x-request-id'] ? [] : ['requestId is not that of X-Request-Id'];
  } catch {
    return [];
  }
}

/** In which of `members` two JSON objects differ; in anything when no members are named. */
export function differences(expected: unknown, actual: unknown, members?: readonly string[]): string[] {
  if (!members)
    return isDeepStrictEqual(expected, actual)
      ? []
      : [`the answer is not the documented example: ${JSON.stringify(actual)?.slice(0, 600)}`];
  const pick = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return members.flatMap((name) => {
    const [wanted, is] = [pick(expected, name), pick(actual, name)];
    return isDeepStrictEqual(wanted, is) ? [] : [`${name} is ${JSON.stringify(is)}, the example says ${JSON.stringify(wanted)}`];
  });
}
