import type { Mail } from '../../delivery/outbox.ts';

type Texts = Pick<Mail, 'subject' | 'text'>;

/** The link by which the owner of an account gives it another password. */
export const resetMail = (publicUrl: string, token: string): Texts => ({
  subject: 'Reset your password',
  text: `Somebody, probably you, asked for another password for your account at ${publicUrl}.

Set it here, within an hour:

${publicUrl}/account/reset-password?token=${token}

If it was not you, do nothing: your password stays as it is.
`,
});

/** The link by which an address is confirmed and its account made. */
export const confirmMail = (publicUrl: string, token: string): Texts => ({
  subject: 'Confirm your e-mail address',
  text: `Somebody, probably you, signed up with this address at ${publicUrl}.

Make the account here, within a day:

${publicUrl}/account/confirm-sign-up?token=${token}

If it was not you, do nothing: no account is made.
`,
});

/** Tells the owner of an account that somebody signed up with its address. */
export const haveAccountMail = (publicUrl: string): Texts => ({
  subject: 'You have an account already',
  text: `Somebody, probably you, signed up with this address at ${publicUrl}. It has an account already: log in with it.

If you forgot its password, choose another one here:

${publicUrl}/account/forgot-password

If it was not you, do nothing: your account stays as it is.
`,
});

/** Tells the owner of an account that its password was changed. */
export const passwordChangedMail = (publicUrl: string): Texts => ({
  subject: 'Your password was changed',
  text: `The password of your account at ${publicUrl} was changed, and your other sessions have ended.

If it was not you, ask for another password at once, with "forgotten password":

${publicUrl}/account/forgot-password
`,
});
