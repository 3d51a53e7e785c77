import type * as nodeCrypto from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createIdSource } from '../../src/domain/ids.ts';
import { checkPassword, hashPassword, noOnesHash } from '../../src/domain/password.ts';
import { openPeople, password } from './support/people.ts';

// Work is counted, because time can't be measured well: N of each run of scrypt.
const counted = vi.hoisted((): { work: number[] } => ({ work: [] }));

vi.mock('node:crypto', async (load) => {
  const crypto = await load<typeof nodeCrypto>();
  const scrypt = (
    secret: string,
    salt: string,
    length: number,
    options: { N: number },
    done: (error: Error | null, key: Buffer) => void,
  ) => {
    counted.work.push(options.N);
    crypto.scrypt(secret, salt, length, options, done);
  };
  return { ...crypto, scrypt };
});

afterEach(() => void (counted.work = []));

/** The runs of scrypt while something is done. */
async function workOf(act: () => Promise<unknown>): Promise<number[]> {
  counted.work = [];
  await act();
  return counted.work;
}

const { db, logIn, post, signUp } = openPeople();
const N = 2 ** 10;

describe('the work of a login', () => {
  it('is the same for an unknown address as for a wrong password, from the first one on', async () => {
    await signUp();
    expect(await workOf(() => logIn('nobody@example.com'))).toEqual([N]);
    expect(await workOf(() => logIn('ada@example.com', 'a wrong one'))).toEqual([N]);
    expect(await workOf(() => logIn('nobody@example.com'))).toEqual([N]);
    expect(await workOf(() => logIn())).toEqual([N]);
  });

  it('is the same for an account whose password has an older, lower cost', async () => {
    const { userId } = await signUp();
    const cheap = await hashPassword(password, 8, createIdSource());
    await db()('users').where({ id: userId }).update({ password_hash: cheap });
    const work = await workOf(() => logIn('ada@example.com', 'a wrong one'));
    expect(work.reduce((sum, one) => sum + one, 0)).toBe(N);
    // The right password is hashed anew.
    expect(await workOf(() => logIn())).toEqual([N / 4, N]);
    expect(await workOf(() => logIn())).toEqual([N]);
  });

  it('is none beyond the limit of attempts, and none for links', async () => {
    await signUp();
    const work = await workOf(async () => {
      for (let count = 0; count < 30; count++) await logIn('ada@example.com', 'a wrong one');
    });
    expect(work).toHaveLength(19);
    const links = async () => {
      await post('/api/auth/password/forgot', { email: 'ada@example.com' });
      await post('/api/auth/password/reset', { token: '0'.repeat(43), password });
    };
    expect(await workOf(links)).toEqual([]);
  });
});

describe('the work of a sign-up that is to be confirmed', () => {
  const { lastToken, post: ask } = openPeople({ TELLTALE_SIGN_UP: 'confirm' });
  const signUpAs = (email: string, more: object = {}) => ask('/api/auth/signup', { email, password, name: 'Ada', ...more });

  it('is the same whether the address has an account or not', async () => {
    await signUpAs('ada@example.com');
    expect((await ask('/api/auth/signup/confirm', { token: await lastToken() })).status).toBe(201);
    const invitationToken = '0'.repeat(43);
    for (const email of ['ada@example.com', 'eve@example.com']) {
      expect(await workOf(() => signUpAs(email))).toEqual([N]);
      expect(await workOf(() => signUpAs(email, { invitationToken }))).toEqual([]);
    }
  });
});

describe("nobody's hash", () => {
  it('has the form of a hash and no password', async () => {
    expect(await checkPassword('', noOnesHash(10), 10)).toEqual({ isRight: false, needsRehash: false });
    expect(noOnesHash(10)).toMatch(/^scrypt\$10\$[0-9A-Za-z]{22}\$[\w-]{43}$/);
    expect(await hashPassword('x', 10, createIdSource())).toMatch(/^scrypt\$10\$[0-9A-Za-z]{22}\$[\w-]{43}$/);
  });
});
