import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { IdSource } from './ids.ts';

/** The kinds of key that exist, with the prefix that makes a leaked one recognizable. */
export const keyPrefixes = {
  admin: 'tt_a_',
  write: 'tt_w_',
  read: 'tt_r_',
  dashboard: 'tt_d_',
  project: 'tt_p_',
  organization: 'tt_o_',
  user: 'tt_u_',
  connection: 'tt_c_',
} as const;

export type KeyKind = keyof typeof keyPrefixes;

export const keyKinds = [
  'admin',
  'write',
  'read',
  'dashboard',
  'project',
  'organization',
  'user',
  'connection',
] as const satisfies KeyKind[];

/** Secrets of sessions have the form of keys, and are taken only from the cookie. */
export const sessionPrefix = 'tt_s_';

const randomLength = 30;
const checksumLength = 6;
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const pattern = /^tt_([awrdpoucs])_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;

/** CRC-32 (ISO 3309) of the random part in six base62 digits, as GitHub's tokens carry it. */
export function checksum(random: string): string {
  let rest = crc32(random);
  let text = '';
  for (let digit = 0; digit < checksumLength; digit++) {
    text = base62.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** A new secret of the given kind: `<prefix><30 random base62><6 base62 checksum>`. */
export function createSecret(kind: KeyKind | 'session', ids: IdSource): string {
  const random = ids.secret(randomLength);
  return (kind === 'session' ? sessionPrefix : keyPrefixes[kind]) + random + checksum(random);
}

/** Whether the text has a key's form and its checksum fits; decided without asking the database. */
export function isWellFormedSecret(text: string): boolean {
  const match = pattern.exec(text);
  return match !== null && checksum(match[2] ?? '') === match[3];
}

/** The only form in which a secret is stored. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
