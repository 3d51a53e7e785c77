import type { Environment } from '../domain/context.ts';
import { isEmailAddress } from '../domain/email.ts';
import { insertMail } from './queries.ts';

/** A message of plain text. */
export interface Mail {
  /** One e-mail address. */
  to: string;
  /** One line: any white space becomes one space, and what is beyond 200 characters is cut off. */
  subject: string;
  text: string;
  /** Kept and never sent: nobody is to learn from the work whether it was. */
  isWithheld?: boolean;
}

const mostSubject = 200;
const spaces = /[\s\p{Cc}]+/gu;

/**
 * Puts a message into the outbox. In a transaction it is sent if and only if that commits.
 *
 * @throws Error when the recipient is not one e-mail address
 */
export async function enqueueMail({ db, ids, clock }: Pick<Environment, 'db' | 'ids' | 'clock'>, mail: Mail): Promise<void> {
  if (!isEmailAddress(mail.to)) throw new Error('mail is sent to one e-mail address of ASCII characters');
  const now = new Date(clock.now());
  const subject = mail.subject.replace(spaces, ' ').trim().slice(0, mostSubject);
  const row = { id: ids.resourceId(), recipient: mail.to, subject, body: mail.text, created_at: now, due_at: now };
  await insertMail(db, { ...row, withheld: mail.isWithheld ?? false });
}
