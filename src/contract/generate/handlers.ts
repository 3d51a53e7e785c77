import { operationsOf } from '../openapi.ts';
import type { MediaType, OpenApiDocument, Operation, Response, Schema } from '../openapi.ts';
import { follow } from '../openapi.ts';
import { head, property, quote } from './emit.ts';

const schemaName = (schema: Schema) => schema.$ref?.split('/').at(-1);

/** The TypeScript type of a parameter, whose schema is simple. */
function parameterType(document: OpenApiDocument, schema: Schema): string {
  const target = follow(document, schema);
  if (target.enum) return target.enum.map((value) => quote(String(value))).join(' | ');
  if (target.type === 'integer' || target.type === 'number') return 'number';
  if (target.type === 'boolean') return 'boolean';
  if (target.type === 'array' && target.items) return `(${parameterType(document, target.items)})[]`;
  return 'string';
}

function parametersType(document: OpenApiDocument, operation: Operation, place: 'path' | 'query'): string {
  const members = operation.parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => {
      const there = parameter.required || follow(document, parameter.schema).default !== undefined;
      return `${property(parameter.name)}${there ? '' : '?'}: ${parameterType(document, parameter.schema)}`;
    });
  return members.length === 0 ? 'Nothing' : `{ ${members.join('; ')} }`;
}

/** What a handler is given of the body: JSON as a value, other media types as bytes, told apart by `contentType` where there are several. */
function inputTypes(document: OpenApiDocument, operation: Operation): string[] {
  const content = Object.entries(operation.object.requestBody?.content ?? {});
  if (content.length === 0) return ['{ body: undefined }'];
  return content.map(([media, entry]) => {
    const body = media === 'application/json' ? jsonType(document, entry) : 'Buffer';
    return content.length === 1 ? `{ body: ${body} }` : `{ contentType: ${quote(media)}; body: ${body} }`;
  });
}

/** A JSON body's type: its defaults are filled in before the handler sees it. */
function jsonType(document: OpenApiDocument, content: MediaType): string {
  const name = `client.${schemaName(content.schema)}`;
  const defaulted = Object.entries(follow(document, content.schema).properties ?? {})
    .filter(([, schema]) => schema.default !== undefined)
    .map(([member]) => quote(member));
  return defaulted.length === 0 ? name : `Filled<${name}, ${defaulted.join(' | ')}>`;
}

function headersType(document: OpenApiDocument, response: Response): string {
  const own = Object.entries(response.headers ?? {}).flatMap(([name, entry]) => {
    const header = follow(document, entry);
    return header['x-setBy'] === 'server' ? [] : [`${property(name)}${header.required ? '' : '?'}: string`];
  });
  return own.length === 0 ? '' : ` headers: { ${own.join('; ')} };`;
}

function replyTypes(document: OpenApiDocument, status: number, response: Response): string[] {
  const headers = headersType(document, response);
  const content = Object.entries(response.content ?? {});
  if (content.length === 0) return [`{ status: ${status};${headers} body?: undefined }`];
  return content.map(([media, { schema, 'x-streamed': isStreamed }]) => {
    if (media === 'application/json') return `{ status: ${status};${headers} body: client.${schemaName(schema)} }`;
    return `{ status: ${status};${headers} mediaType: ${quote(media)}; ${isStreamed ? 'stream: AsyncIterable<string>' : 'body: string'} }`;
  });
}

/** The types of handlers: what each operation is given and every answer that it documents. */
export function emitHandlers(document: OpenApiDocument): string {
  const entries = operationsOf(document).map((operation) => {
    const replies = [...operation.responses].flatMap(([status, response]) => replyTypes(document, status, response));
    return `  /** ${operation.object.summary} */
  ${operation.id}: {
    path: ${parametersType(document, operation, 'path')};
    query: ${parametersType(document, operation, 'query')};
    input: ${inputTypes(document, operation).join(' | ')};
    reply:
${replies.map((reply) => `      | ${reply}`).join('\n')};
  };`;
  });
  return `${head}
import type * as client from './client/types.gen.ts';

type Nothing = Record<never, never>;

/** \`T\` with the members \`K\` there, because their defaults are filled in. */
type Filled<T, K extends keyof T> = T & { [P in K]-?: Exclude<T[P], undefined> };

export interface Operations {
${entries.join('\n')}
}

/** What a handler is given: validated, converted, defaults filled in. Bodies that are not JSON are the bytes that were sent. */
export type Request<Id extends keyof Operations> = Pick<Operations[Id], 'path' | 'query'> & Operations[Id]['input'] & {
  /** The media type to answer with, agreed from \`Accept\`. */
  mediaType: string;
};

/** Every answer that the operation documents. */
export type Reply<Id extends keyof Operations> = Operations[Id]['reply'];

/** One handler for each operation. */
export type Handlers<Context> = {
  [Id in keyof Operations]: (request: Request<Id>, context: Context) => Promise<Reply<Id>>;
};
`;
}
