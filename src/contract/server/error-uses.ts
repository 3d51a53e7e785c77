import { follow, operationsOf } from '../openapi.ts';
import type { OpenApiDocument, Operation } from '../openapi.ts';

/** An operation as it is named to people. */
export interface OperationName {
  id: string;
  method: string;
  path: string;
  summary: string;
  tag: string;
}

/** What the contract shows of one error code. */
export interface ErrorUse {
  /** A recorded body with the code, if there is one. */
  example: object | null;
  /** Those whose examples show the code, or else all that document its status. */
  operations: readonly OperationName[];
}

/** Finds where the contract uses an error code. */
export function errorUse(document: OpenApiDocument, code: string, status: number): ErrorUse {
  const all = operationsOf(document);
  const shown = all.filter((operation) => examplesOf(document, operation, code, status).length > 0);
  const operations = shown.length > 0 ? shown : all.filter(({ responses }) => responses.has(status));
  return {
    example: shown.flatMap((operation) => examplesOf(document, operation, code, status))[0] ?? null,
    operations: operations.map(nameOf),
  };
}

function nameOf({ id, method, path, object }: Operation): OperationName {
  return { id, method: method.toUpperCase(), path, summary: object.summary, tag: object.tags[0] ?? '' };
}

function examplesOf(document: OpenApiDocument, operation: Operation, code: string, status: number): object[] {
  const examples = operation.responses.get(status)?.content?.['application/json']?.examples ?? {};
  const values = Object.values(examples).map((entry) => follow(document, entry).value);
  return values.filter((value) => typeof value === 'object' && value !== null).filter((value) => Reflect.get(value, 'code') === code);
}
