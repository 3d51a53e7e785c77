import { head, literal, quote } from './emit.ts';

/** One entry of the error catalogue. */
export interface CatalogueEntry {
  status: number;
  title: string;
  message: string;
  cause: string;
  fix: string;
}

export type Catalogue = Record<string, CatalogueEntry>;

/** The catalogue as code: one constant from which the types of codes follow. */
export function emitErrors(catalogue: Catalogue): string {
  const entries = Object.entries(catalogue).map(([code, entry]) => {
    const fields = Object.entries(entry).map(([name, value]) => `    ${name}: ${literal(value)},`);
    return `  ${code}: {\n${fields.join('\n')}\n  },`;
  });
  return `${head}
/** Every error that the server answers, by its machine code. */
export const errorCatalogue = {
${entries.join('\n')}
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

export const errorCodes = [${Object.keys(catalogue).map(quote).join(', ')}] as const satisfies readonly ErrorCode[];
`;
}
