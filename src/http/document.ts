import { readFile } from 'node:fs/promises';
import type { OpenApiDocument } from '../contract/openapi.ts';

/** The contract as it was generated. */
export async function readDocument(): Promise<OpenApiDocument> {
  return JSON.parse(await readFile(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));
}
