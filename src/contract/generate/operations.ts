import { operationsOf } from '../openapi.ts';
import type { OpenApiDocument } from '../openapi.ts';
import { changes } from '../permissions.ts';
import { head, quote } from './emit.ts';

const list = (items: readonly string[]) => `[${items.map(quote).join(', ')}]`;

/** The table of operations: method, path, who may call, statuses, what the audit log is told, the area (tag), and whether it changes something. */
export function emitOperations(document: OpenApiDocument): string {
  const rows = operationsOf(document).map((operation) => {
    const { method, object } = operation;
    const facts = `area: ${quote(object.tags[0] ?? '')}, isChange: ${changes(method, object)}`;
    const statuses = [...operation.responses.keys()].join(', ');
    return `  ${operation.id}: { method: ${quote(operation.method)}, path: ${quote(operation.path)}, access: ${list(operation.object['x-access'])}, statuses: [${statuses}], audit: ${quote(object['x-audit'] ?? 'none')}, ${facts} },`;
  });
  return `${head}
/** Every operation of the contract. */
export const operations = {
${rows.join('\n')}
} as const;

export type OperationId = keyof typeof operations;

/** The version of the contract. */
export const apiVersion = ${quote(document.info.version)};
`;
}
