import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { IdSource } from './ids.ts';

const derive = promisify<string, string, number, object, Buffer>(scrypt);

const blockSize = 8;
const parallelization = 3;
const keyBytes = 32;
const form = /^scrypt\$(\d{1,2})\$([0-9A-Za-z]+)\$([0-9A-Za-z_-]+)$/;

/**
 * A password's hash as it is stored: `scrypt$<cost>$<salt>$<key>`, by scrypt (RFC 7914) with N = 2^cost, r = 8, p = 3. Cost 15
 * takes 32 MiB and about a tenth of a second. The password is taken in Unicode's NFKC, so that keyboards do not matter.
 */
export async function hashPassword(password: string, cost: number, ids: IdSource): Promise<string> {
  const salt = ids.secret(22);
  const key = await keyOf(password, cost, salt);
  return `scrypt$${cost}$${salt}$${key.toString('base64url')}`;
}

/**
 * Whether the password is that of the hash; `needsRehash` when it was made with another cost than is wanted now. A wrong password costs
 * as much work at an older, lower cost as at the wanted one.
 */
export async function checkPassword(password: string, hash: string, cost: number): Promise<{ isRight: boolean; needsRehash: boolean }> {
  const [, storedCost = '', salt = '', stored = ''] = form.exec(hash) ?? [];
  const expected = Buffer.from(stored, 'base64url');
  const key = await keyOf(password, Number(storedCost), salt);
  const isRight = expected.length === key.length && timingSafeEqual(expected, key);
  // 2^s + 2^s + 2^(s+1) + … + 2^(cost-1) = 2^cost.
  if (!isRight) for (let rest = Number(storedCost); rest < cost; rest++) await keyOf(password, rest, salt);
  return { isRight, needsRehash: Number(storedCost) !== cost };
}

/** A hash of no password, so that checking one for nobody costs as much work as for somebody. */
export const noOnesHash = (cost: number): string => `scrypt$${cost}$${'0'.repeat(22)}$${'0'.repeat(43)}`;

function keyOf(password: string, cost: number, salt: string): Promise<Buffer> {
  const N = 2 ** cost;
  return derive(password.normalize('NFKC'), salt, keyBytes, { N, r: blockSize, p: parallelization, maxmem: 256 * N * blockSize });
}
