import type { Knex } from 'knex';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import type { Answer, Faults } from '../support/harness.ts';

/** A planted mistake, and the operations on which the suite must notice it. */
export interface Mutant {
  name: string;
  operations?: string[];
  /** The rules for paths find it. */
  paths?: true;
  faults: (base: { db: Knex; document: OpenApiDocument }) => Faults;
}

/** Changes an answer by changing its text. */
export const rewrite = (when: (answer: Answer) => boolean, change: (body: string) => string): Faults => ({
  tamper(_request, answer) {
    if (when(answer)) answer.body = change(answer.body);
  },
});

/** Whether the answer is a success. */
export const isOk = ({ status }: Answer) => status < 300;

/** A copy of the contract with one change, which the server then believes in and the suite does not. */
export function belief(document: OpenApiDocument, change: (copy: OpenApiDocument) => void): Faults {
  const copy = structuredClone(document);
  change(copy);
  return { overrides: { document: copy } };
}
