import { isIP } from 'node:net';
import { z } from 'zod';
import { oneOf, setting, wholeNumber } from './settings.ts';

const dayMs = 86_400_000;

/** The settings of accounts and sessions, in the order of the documentation. */
export const peopleSettings = () => ({
  TELLTALE_TRUSTED_PROXIES: setting(
    'TELLTALE_TRUSTED_PROXIES',
    {
      description:
        "Proxies whose X-Forwarded-For tells the client's address, by which attempts to log in are counted: addresses or networks, separated by commas.",
      allowed: 'addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8',
    },
    z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .refine((list) => list.every(isNetwork))
      .default([]),
  ),
  TELLTALE_SIGN_UP: oneOf(
    'TELLTALE_SIGN_UP',
    'open',
    ['open', 'confirm', 'closed'],
    'Who may make an account: open everybody, which tells strangers whether an address has one; confirm who opens a link that is sent to the address; closed who was invited.',
  ),
  TELLTALE_PASSWORD_COST: wholeNumber(
    'TELLTALE_PASSWORD_COST',
    15,
    [10, 20],
    'Cost of a password hash (scrypt): the binary logarithm of N. Each step doubles time and memory; 15 takes 32 MiB.',
  ),
  TELLTALE_SESSION_IDLE_MS: wholeNumber(
    'TELLTALE_SESSION_IDLE_MS',
    7 * dayMs,
    [60_000, 365 * dayMs],
    "Time without a request after which a person's session ends, in milliseconds.",
  ),
  TELLTALE_SESSION_MAX_MS: wholeNumber(
    'TELLTALE_SESSION_MAX_MS',
    30 * dayMs,
    [60_000, 365 * dayMs],
    "Longest time that a person's session lasts, in milliseconds.",
  ),
});

/** An address, or one with the length of a network's prefix. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...others] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most > 0 && others.length === 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most));
}
