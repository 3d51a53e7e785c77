import { operationsOf } from '../openapi.ts';
import type { OpenApiDocument } from '../openapi.ts';
import { callers, verdictsOf } from '../permissions.ts';
import { head, quote } from './emit.ts';

/** The permission table: operation by kind of caller. */
export function emitPermissions(document: OpenApiDocument): string {
  const rows = operationsOf(document).map(({ id, method, object }) => {
    const verdicts = verdictsOf(method, object);
    return `  ${id}: { ${callers.map((caller) => `${quote(caller)}: ${quote(verdicts[caller])}`).join(', ')} },`;
  });
  return `${head}
/** What each kind of caller may do: \`allowed\`, or the code of the refusal. */
export const permissions = {
${rows.join('\n')}
} as const;
`;
}
