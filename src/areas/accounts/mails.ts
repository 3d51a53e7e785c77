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

/** Tells the owner of an account that its password was changed. */
export const passwordChangedMail = (publicUrl: string): Texts => ({
  subject: 'Your password was changed',
  text: `The password of your account at ${publicUrl} was changed, and your other sessions have ended.

If it was not you, ask for another password at once, with "forgotten password":

${publicUrl}/account/forgot-password
`,
});
