import { operations } from '../../../generated/operations.ts';

interface Known {
  /** With parameters in braces. */
  path: string;
  /** Of a success. */
  status: number;
}

const all: Readonly<Record<string, { method: string; path: string; statuses: readonly number[] }>> = operations;

/** The operation of the contract at a method and path, or null when this version has none. */
export function findOperation(method: string, path: string): Known | null {
  const found = Object.values(all).find((operation) => operation.method === method && operation.path === path);
  const status = found?.statuses.find((each) => each >= 200 && each < 300);
  return status === undefined ? null : { path, status };
}

/** The same, for operations that every version has. */
export function requireOperation(method: string, path: string): Known {
  const found = findOperation(method, path);
  if (!found) throw new Error(`the contract has no ${method} ${path}`);
  return found;
}
