import type { Knex } from 'knex';

export interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  created_at: Date;
  /** When it is tried next. */
  due_at: Date;
  attempts: number;
  last_error: string | null;
  sent_at: Date | null;
}

export type NewMail = Pick<MailRow, 'id' | 'recipient' | 'subject' | 'body' | 'created_at' | 'due_at'>;

export async function insertMail(db: Knex, row: NewMail): Promise<void> {
  await db('mail_outbox').insert(row);
}
