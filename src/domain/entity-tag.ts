import { hash } from 'node:crypto';
import { ApiError } from './errors.ts';

/** The strong entity tag of a representation: SHA-1 of its bytes in base64url (RFC 9110, 8.8.3). */
export function entityTag(body: string | Buffer): string {
  return `"${hash('sha1', body, 'base64url')}"`;
}

/** Whether a list of entity tags (`If-Match`, `If-None-Match`) names this one. `*` names every one. */
export function names(list: string, tag: string, weak: boolean): boolean {
  return list.split(',').some((entry) => {
    const candidate = entry.trim();
    return candidate === '*' || candidate === tag || (weak && candidate === `W/${tag}`);
  });
}

/** Refuses a change that is meant for another representation. @throws ApiError `precondition_failed` */
export function assertMatch(ifMatch: string | undefined, body: string): void {
  if (ifMatch !== undefined && !names(ifMatch, entityTag(body), false)) throw new ApiError('precondition_failed');
}
