import type { Knex } from 'knex';

export interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  /** Empty when it was sent. */
  body: string;
  created_at: Date;
  /** When it is tried next. */
  due_at: Date;
  /** How often it was begun to be sent. */
  attempts: number;
  last_error: string | null;
  sent_at: Date | null;
  /** When it was given up. */
  failed_at: Date | null;
  /** Never sent. */
  withheld: boolean;
}

export type NewMail = Pick<MailRow, 'id' | 'recipient' | 'subject' | 'body' | 'created_at' | 'due_at' | 'withheld'>;

export async function insertMail(db: Knex, row: NewMail): Promise<void> {
  await db('mail_outbox').insert(row);
}

/**
 * Takes the message that is due for the longest, counts the attempt, and keeps it from others until `until`. Those that others take at
 * this moment are passed over.
 */
export async function claimMail(db: Knex, now: Date, until: Date): Promise<MailRow | undefined> {
  const { rows } = await db.raw<{ rows: MailRow[] }>(
    `with next as materialized (
       select id from mail_outbox where sent_at is null and failed_at is null and not withheld and due_at <= :now
       order by due_at, id limit 1 for update skip locked
     )
     update mail_outbox m set attempts = m.attempts + 1, due_at = :until from next where m.id = next.id returning m.*`,
    { now, until },
  );
  return rows[0];
}

type Claimed = Pick<MailRow, 'id' | 'attempts'>;

/** Notes how an attempt went, unless another one has begun since. */
async function settle(db: Knex, { id, attempts }: Claimed, changes: Partial<MailRow>): Promise<void> {
  await db('mail_outbox').where({ id, attempts, sent_at: null }).update(changes);
}

/** Notes that a message was sent, and forgets its text. */
export const storeSent = (db: Knex, mail: Claimed, sentAt: Date) => settle(db, mail, { sent_at: sentAt, body: '', last_error: null });

/** Notes when a message is tried again. */
export const storePostponed = (db: Knex, mail: Claimed, dueAt: Date, error: string) =>
  settle(db, mail, { due_at: dueAt, last_error: error });

/** Notes that a message is given up. */
export const storeFailed = (db: Knex, mail: Claimed, failedAt: Date, error: string) =>
  settle(db, mail, { failed_at: failedAt, last_error: error });

/** Lets a message that was given up be tried again; tells whether there was one. */
export async function retryMail(db: Knex, id: string, now: Date): Promise<boolean> {
  const again = { failed_at: null, attempts: 0, due_at: now };
  return (await db('mail_outbox').where({ id }).whereNotNull('failed_at').update(again)) === 1;
}

/** The newest messages first, and how many there are. */
export async function listMail(db: Knex, limit: number): Promise<{ rows: MailRow[]; total: number }> {
  const rows: MailRow[] = await db('mail_outbox')
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
  const [counted] = await db('mail_outbox').count<{ total: number }[]>({ total: '*' });
  return { rows, total: Number(counted?.total ?? 0) };
}

export async function findMail(db: Knex, id: string): Promise<MailRow | undefined> {
  return db('mail_outbox').where({ id }).first();
}

/** What waits in the outbox. */
export interface MailFigures {
  waiting: number;
  /** Given up, and still kept. */
  failed: number;
  /** Since when the oldest of those that wait has been waiting. */
  oldestAt: Date | null;
  /** Why the one that was tried last of those that wait was not sent. */
  lastError: string | null;
}

export async function readMailFigures(db: Knex): Promise<MailFigures> {
  const { rows } = await db.raw<{ rows: MailFigures[] }>(
    `select count(*) filter (where failed_at is null)::int as waiting, count(*) filter (where failed_at is not null)::int as failed,
       min(created_at) filter (where failed_at is null) as "oldestAt",
       (array_agg(last_error order by due_at desc) filter (where failed_at is null and last_error is not null))[1] as "lastError"
     from mail_outbox where sent_at is null and not withheld`,
  );
  return rows[0] ?? { waiting: 0, failed: 0, oldestAt: null, lastError: null };
}

/** Forgets messages that were written before. */
export async function deleteMailBefore(db: Knex, time: Date): Promise<number> {
  return db('mail_outbox').where('created_at', '<', time).delete();
}
