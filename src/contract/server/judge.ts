import type { Detail } from '../../domain/errors.ts';
import { operationsOf } from '../openapi.ts';
import type { OpenApiDocument } from '../openapi.ts';
import { parseBody } from './body.ts';
import { validateBody } from './validate-body.ts';
import { createValidators } from './validators.ts';

/** A parsed body with its defaults, and what is wrong with it. */
export interface JudgedBody {
  body: unknown;
  wrong: Detail[];
}

/** Parses and judges JSON bodies by the operation, as the server does with those that it does not give to a thread. */
export function createBodyJudge(document: OpenApiDocument): (operationId: string, bytes: Buffer) => JudgedBody {
  const validators = createValidators(document);
  const bodies = new Map(operationsOf(document).map((operation) => [operation.id, { body: validators.body(operation) }]));
  return (operationId, bytes) => {
    const body = parseBody(bytes);
    const known = bodies.get(operationId);
    return { body, wrong: known ? validateBody(known, body, bytes.length) : [] };
  };
}
