import { answerExamplesOf, operationsOf } from '../openapi.ts';
import type { OpenApiDocument } from '../openapi.ts';
import { head, quote } from './emit.ts';

/** One thing the contract promises: an operation's answer of one status and media type, by its named example. */
export interface Cell {
  operation: string;
  status: number;
  mediaType: string | null;
  example: string;
  given: string | null;
}

/** Every cell of the contract, in the order of the document. An answer without a body and without `x-examples` has the one cell `no-body`. */
export function cellsOf(document: OpenApiDocument): Cell[] {
  return operationsOf(document).flatMap((operation) =>
    [...operation.responses].flatMap(([status, response]): Cell[] => {
      const examples = answerExamplesOf(document, response);
      if (examples.length === 0) return [{ operation: operation.id, status, mediaType: null, example: 'no-body', given: null }];
      return examples.map(({ mediaType, name, example }) => {
        return { operation: operation.id, status, mediaType, example: name, given: example['x-given'] ?? null };
      });
    }),
  );
}

/** The list of cells, and the names of the states that the runner must know how to make. */
export function emitCells(document: OpenApiDocument): string {
  const cells = cellsOf(document);
  const states = [...new Set(cells.flatMap((cell) => cell.given ?? []))].sort();
  const nullable = (text: string | null) => (text === null ? 'null' : quote(text));
  const rows = cells.map(
    (cell) =>
      `  cell(${quote(cell.operation)}, ${cell.status}, ${nullable(cell.mediaType)}, ${quote(cell.example)}, ${nullable(cell.given)}),`,
  );
  return `${head}
import type { OperationId } from './operations.ts';

/** The states that examples name in \`x-given\`. */
export type StateName = ${states.map(quote).join(' | ')};

/** One promise of the contract. */
export interface Cell {
  operation: OperationId;
  status: number;
  mediaType: string | null;
  example: string;
  given: StateName | null;
}

/** A list of more than a thousand object literals is too much for the compiler. */
const cell = (operation: OperationId, status: number, mediaType: string | null, example: string, given: StateName | null): Cell => {
  return { operation, status, mediaType, example, given };
};

export const cells: readonly Cell[] = [
${rows.join('\n')}
];
`;
}
