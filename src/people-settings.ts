import { oneOf, wholeNumber } from './settings.ts';

const dayMs = 86_400_000;

/** The settings of accounts and sessions, in the order of the documentation. */
export const peopleSettings = () => ({
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
