import { keyKinds } from '../domain/api-key.ts';
import type { KeyKind } from '../domain/api-key.ts';
import { isAtLeast, roles } from '../domain/roles.ts';
import type { Role } from '../domain/roles.ts';
import type { OperationObject } from './openapi.ts';

/** A kind of caller: a kind of key, a person's session by their role, or a person's key by role and access level. */
export type Caller = Exclude<KeyKind, 'user'> | `session:${Role}` | `user:${Role}:${AccessLevel}`;

type AccessLevel = 'read_only' | 'read_write';

/** What the contract says of a kind of caller: the operation is theirs, or the code of the refusal. */
export type Verdict = 'allowed' | 'forbidden' | 'shared_account_write_forbidden' | 'api_token_scope_denied';

/** Every kind of caller, in the order of the table. */
export const callers: readonly Caller[] = [
  ...keyKinds.filter((kind) => kind !== 'user'),
  ...roles.map((role) => `session:${role}` as const),
  ...roles.map((role) => `user:${role}:read_write` as const),
  ...roles.map((role) => `user:${role}:read_only` as const),
];

/** Whether an operation changes something. `x-reads` marks those that are sent by POST and only read. */
export const changes = (method: string, object: OperationObject) => method !== 'get' && object['x-reads'] !== true;

/** The row of the permission table for one operation: what it says of every kind of caller. */
export function verdictsOf(method: string, object: OperationObject): Record<Caller, Verdict> {
  const row = callers.map((caller) => [caller, verdictOf(caller, method, object)] as const);
  const verdicts: Partial<Record<Caller, Verdict>> = Object.fromEntries(row);
  if (!isWhole(verdicts)) throw new Error('the table lacks a kind of caller');
  return verdicts;
}

const isWhole = (row: Partial<Record<Caller, Verdict>>): row is Record<Caller, Verdict> => callers.every((caller) => caller in row);

function verdictOf(caller: Caller, method: string, object: OperationObject): Verdict {
  const access: readonly string[] = object['x-access'];
  const [credential, role, level] = caller.split(':');
  if (access.includes('public') || access.includes(caller)) return 'allowed';
  const least = object['x-role'];
  if (role === undefined || least === undefined || (credential === 'user' && object['x-session'] === 'only')) return 'forbidden';
  const isChange = changes(method, object);
  if (!roles.some((one) => one === role && isAtLeast(one, least)))
    return isChange && role === 'viewer' ? 'shared_account_write_forbidden' : 'forbidden';
  return isChange && level === 'read_only' ? 'api_token_scope_denied' : 'allowed';
}
