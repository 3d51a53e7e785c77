import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { depth } from '../../domain/depth.ts';
import { isTimestamp } from '../../domain/time.ts';
import { follow, jsonBodyOf, queryKeyOf } from '../openapi.ts';
import type { OpenApiDocument, Operation, Parameter, Schema } from '../openapi.ts';

const documentId = 'telltale';

/** A compiled schema: fills in defaults, and leaves what is wrong in `errors`. */
export type Validator = ValidateFunction;

function isUriReference(text: string): boolean {
  return URL.canParse(text, 'http://localhost') && !/[\s<>"\\^`{|}]/.test(text);
}

function createAjv(document: OpenApiDocument, options: { allErrors: boolean; coerceTypes: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    strictNumbers: true,
    validateSchema: false,
    useDefaults: true,
    addUsedSchema: false,
    ownProperties: true,
    ...options,
  });
  ajv.addFormat('date-time', { type: 'string', validate: isTimestamp });
  ajv.addFormat('uri', { type: 'string', validate: (text: string) => URL.canParse(text) });
  ajv.addFormat('uri-reference', { type: 'string', validate: isUriReference });
  ajv.addKeyword({
    keyword: 'x-maxDepth',
    type: 'object',
    schemaType: 'number',
    validate: (limit: number, value: unknown) => depth(value, limit) <= limit,
    error: { message: (context) => `must not be nested more than ${String(context.schema)} deep` },
  });
  ajv.addSchema(document, documentId);
  return ajv;
}

/** Each is compiled when it is asked for first: most servers see few kinds of bodies, and fewer mistakes. */
export interface BodyValidators {
  quick(): Validator;
  thorough(): Validator;
}

/** Compiles the contract's schemas on demand; each is compiled once. */
export interface Validators {
  /** A request's JSON body: a quick verdict that stops at the first mistake, and one that finds all. */
  body(operation: Operation): BodyValidators | undefined;
  /** Path, query and headers in one object, converted to the types of the contract. */
  parameters(operation: Operation): Validator;
  /** A named schema of the contract. */
  named(name: string): BodyValidators;
  /** A reply's body of one media type. */
  reply(operation: Operation, status: number, mediaType: string): Validator | undefined;
}

export function createValidators(document: OpenApiDocument): Validators {
  const strict = createAjv(document, { allErrors: true, coerceTypes: false });
  const quick = createAjv(document, { allErrors: false, coerceTypes: false });
  const converting = createAjv(document, { allErrors: true, coerceTypes: true });
  const compile = (ajv: Ajv2020, schema: Schema): Validator => {
    const known = schema.$ref && ajv.getSchema(`${documentId}${schema.$ref}`);
    return known || ajv.compile(absolute(schema));
  };
  return {
    body(operation) {
      const content = jsonBodyOf(operation);
      return content && { quick: once(() => compile(quick, content.schema)), thorough: once(() => compile(strict, content.schema)) };
    },
    named: (name) => {
      const schema = { $ref: `#/components/schemas/${name}` };
      return { quick: once(() => compile(quick, schema)), thorough: once(() => compile(strict, schema)) };
    },
    parameters: (operation) => converting.compile(parametersSchema(document, operation)),
    reply(operation, status, mediaType) {
      const content = operation.responses.get(status)?.content?.[mediaType];
      return content && compile(strict, content.schema);
    },
  };
}

/** Makes a value at its first use. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The same schema with references that lead into the added document. */
function absolute(schema: Schema): object {
  return JSON.parse(JSON.stringify(schema), (name, value: unknown) =>
    name === '$ref' && typeof value === 'string' ? documentId + value : value,
  );
}

function parametersSchema(document: OpenApiDocument, operation: Operation): object {
  const credential = queryKeyOf(document, operation);
  const place = (name: Parameter['in'], closed: boolean) => {
    const own = operation.parameters.filter((parameter) => parameter.in === name);
    const key = (parameter: Parameter) => (name === 'header' ? parameter.name.toLowerCase() : parameter.name);
    return {
      type: 'object',
      properties: {
        // The key was judged before, and is no parameter of the operation.
        ...(name === 'query' && credential !== undefined ? { [credential]: { type: 'string' } } : {}),
        ...Object.fromEntries(own.map((parameter) => [key(parameter), absolute(inline(document, parameter.schema))])),
      },
      required: own.filter((parameter) => parameter.required).map(key),
      ...(closed ? { additionalProperties: false } : {}),
    };
  };
  return { type: 'object', properties: { path: place('path', true), query: place('query', true), header: place('header', false) } };
}

/** A default beside or behind a reference must stand in the schema itself to be filled in. */
function inline(document: OpenApiDocument, schema: Schema): Schema {
  return schema.$ref ? { ...follow<Schema>(document, schema), ...schema, $ref: undefined } : schema;
}

export type { ErrorObject };
