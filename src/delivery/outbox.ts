import type { Environment } from '../domain/context.ts';
import { insertMail } from './queries.ts';

/** A message of plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Puts a message into the outbox. In a transaction it is sent if and only if that commits. */
export async function enqueueMail({ db, ids, clock }: Pick<Environment, 'db' | 'ids' | 'clock'>, mail: Mail): Promise<void> {
  const now = new Date(clock.now());
  const row = { id: ids.resourceId(), recipient: mail.to, subject: mail.subject, body: mail.text };
  await insertMail(db, { ...row, created_at: now, due_at: now });
}
