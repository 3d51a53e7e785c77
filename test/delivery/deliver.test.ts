import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { claimMs, createDelivery, mostAttempts, pauseAfter } from '../../src/delivery/deliver.ts';
import type { Delivery } from '../../src/delivery/deliver.ts';
import { enqueueMail } from '../../src/delivery/outbox.ts';
import { findMail, listMail, readMailFigures, retryMail } from '../../src/delivery/queries.ts';
import type { MailRow } from '../../src/delivery/queries.ts';
import { createSmtpSender } from '../../src/delivery/smtp.ts';
import type { Send } from '../../src/delivery/smtp.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { refusal, startSmtp } from '../support/smtp.ts';
import type { TestSmtp } from '../support/smtp.ts';

const from = { name: 'Telltale', address: 'telltale@example.com' };
const ids = createIdSource();
const log = pino({ level: 'silent' });

let database: TestDatabase;
let now: number;
const clock = { now: () => now };

beforeEach(async () => {
  now = Date.UTC(2026, 0, 15, 10, 30);
  database = await openTestDatabase();
  onTestFinished(() => database.close());
});

function senderTo({ port }: Pick<TestSmtp, 'port'>): Send {
  const server = { host: '127.0.0.1', port, secure: false, user: undefined, password: undefined };
  return createSmtpSender({ server, tls: 'never', from });
}

const deliveryBy = (send: Send): Delivery => createDelivery({ db: database.db, clock, log, send });

async function enqueue(to = 'ada@example.com', subject = 'Hello', text = 'This is for you.'): Promise<MailRow> {
  await enqueueMail({ db: database.db, ids, clock }, { to, subject, text });
  const [row] = (await listMail(database.db, 1)).rows;
  if (!row) throw new Error('nothing is in the outbox');
  return row;
}

async function rowOf({ id }: MailRow): Promise<MailRow> {
  const row = await findMail(database.db, id);
  if (!row) throw new Error(`the message ${id} is gone`);
  return row;
}

describe('delivery', () => {
  it('hands a message over once, and forgets its text', async () => {
    const smtp = await startSmtp();
    const mail = await enqueue('ada@example.com', 'Welcome', 'Dear Ada,\n\n.a line that begins with a dot\nGrüße');
    const delivery = deliveryBy(senderTo(smtp));
    expect(await delivery.run()).toBe(1);
    expect(await delivery.run()).toBe(0);
    expect(smtp.received).toHaveLength(1);
    const [message] = smtp.received;
    expect(message).toMatchObject({
      from: 'telltale@example.com',
      to: ['ada@example.com'],
      text: 'Dear Ada,\n\n.a line that begins with a dot\nGrüße',
    });
    expect(Object.fromEntries(message?.headers ?? [])).toMatchObject({
      from: 'Telltale <telltale@example.com>',
      to: 'ada@example.com',
      subject: 'Welcome',
      'message-id': `<${mail.id}@example.com>`,
      date: 'Thu, 15 Jan 2026 10:30:00 +0000',
      'auto-submitted': 'auto-generated',
    });
    expect(await rowOf(mail)).toMatchObject({ sent_at: new Date(now), body: '', attempts: 1, failed_at: null, last_error: null });
  });

  it('does nothing with what was enqueued in a transaction that was undone', async () => {
    const smtp = await startSmtp();
    const undone = database.db.transaction(async (db) => {
      await enqueueMail({ db, ids, clock }, { to: 'ada@example.com', subject: 'Hello', text: 'No.' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await deliveryBy(senderTo(smtp)).run()).toBe(0);
    expect(smtp.received).toEqual([]);
  });

  it('waits for a server that is down, with growing pauses', async () => {
    const down = await startSmtp();
    await down.close();
    const mail = await enqueue();
    const delivery = deliveryBy(senderTo(down));
    for (const attempts of [1, 2, 3]) {
      await expect(delivery.run()).rejects.toThrow('ECONNREFUSED');
      expect(await rowOf(mail)).toMatchObject({ attempts, due_at: new Date(now + pauseAfter(attempts)), sent_at: null });
      now += pauseAfter(attempts) - 1;
      expect(await delivery.run()).toBe(0);
      now += 1;
    }
    expect((await readMailFigures(database.db)).lastError).toContain('ECONNREFUSED');
    const up = await startSmtp({ port: down.port });
    expect(await delivery.run()).toBe(1);
    expect(up.received.map(({ headers }) => headers.get('message-id'))).toEqual([`<${mail.id}@example.com>`]);
    expect(await rowOf(mail)).toMatchObject({ attempts: 4, last_error: null });
  });

  it('tries again after a refusal for now, and not after one for good', async () => {
    const answers = new Map([
      ['grey@example.com', 451],
      ['nobody@example.com', 550],
    ]);
    const smtp = await startSmtp({
      onRecipient(address) {
        const code = answers.get(address);
        if (code !== undefined) throw refusal(code, `not ${address}`);
      },
    });
    const [grey, nobody] = [await enqueue('grey@example.com'), await enqueue('nobody@example.com')];
    const delivery = deliveryBy(senderTo(smtp));
    await expect(delivery.run()).rejects.toThrow('451');
    await delivery.run();
    expect(await rowOf(grey)).toMatchObject({ failed_at: null, attempts: 1, last_error: expect.stringContaining('451') });
    expect(await rowOf(nobody)).toMatchObject({ failed_at: new Date(now), attempts: 1, last_error: expect.stringContaining('550') });
    expect(await readMailFigures(database.db)).toMatchObject({ waiting: 1, failed: 1 });
    answers.clear();
    now += pauseAfter(1);
    expect(await delivery.run()).toBe(1);
    expect(smtp.received.map(({ to }) => to)).toEqual([['grey@example.com']]);
    expect(await retryMail(database.db, grey.id, new Date(now))).toBe(false);
    expect(await retryMail(database.db, nobody.id, new Date(now))).toBe(true);
    expect(await delivery.run()).toBe(1);
    expect(await rowOf(nobody)).toMatchObject({ failed_at: null, attempts: 1, sent_at: new Date(now) });
  });

  it('takes a refusal of the text for one of the message', async () => {
    const smtp = await startSmtp({
      onMessage({ text }) {
        throw refusal(text === 'later' ? 452 : 554, 'not this');
      },
    });
    const [later, never] = [await enqueue('ada@example.com', 'A', 'later'), await enqueue('ada@example.com', 'B', 'never')];
    const delivery = deliveryBy(senderTo(smtp));
    await expect(delivery.run()).rejects.toThrow('452');
    await delivery.run();
    expect([(await rowOf(later)).failed_at, (await rowOf(never)).failed_at]).toEqual([null, new Date(now)]);
  });

  it('gives a message up after a day of attempts', async () => {
    const send: Send = async () => ({ kind: 'postponed', reason: 'not now' });
    const mail = await enqueue();
    const delivery = deliveryBy(send);
    let attempts = 0;
    while ((await rowOf(mail)).failed_at === null) {
      await expect(delivery.run()).rejects.toThrow('not now');
      now += pauseAfter(++attempts);
    }
    expect(attempts).toBe(mostAttempts);
    expect(now - mail.created_at.getTime()).toBeGreaterThan(24 * 3_600_000);
    expect(now - mail.created_at.getTime()).toBeLessThan(36 * 3_600_000);
    expect(await delivery.run()).toBe(0);
    expect(await rowOf(mail)).toMatchObject({ last_error: 'not now', body: 'This is for you.' });
  });

  it('lets another process have a message whose process ended, with the same Message-ID', async () => {
    const smtp = await startSmtp();
    const mail = await enqueue();
    const send = senderTo(smtp);
    // Handed over, and then the process ends before it can note it.
    const lost = deliveryBy(async (row, signal) => {
      await send(row, signal);
      throw new Error('killed');
    });
    await expect(lost.run()).rejects.toThrow('killed');
    const other = deliveryBy(send);
    expect(await other.run()).toBe(0);
    now += claimMs;
    expect(await other.run()).toBe(1);
    expect(smtp.received.map(({ headers }) => headers.get('message-id'))).toEqual(Array(2).fill(`<${mail.id}@example.com>`));
  });

  it('is not fooled by the late end of an attempt that another one has followed', async () => {
    const mail = await enqueue();
    const held = Promise.withResolvers<undefined>();
    const slow = deliveryBy(async () => {
      await held.promise;
      return { kind: 'refused', reason: 'late' };
    }).run();
    await expect.poll(async () => (await rowOf(mail)).attempts).toBe(1);
    now += claimMs;
    expect(await deliveryBy(async () => ({ kind: 'sent' })).run()).toBe(1);
    held.resolve(undefined);
    await slow;
    expect(await rowOf(mail)).toMatchObject({ attempts: 2, failed_at: null, last_error: null, sent_at: new Date(now) });
  });

  it('hands each of many messages over once when several processes do it', async () => {
    const smtp = await startSmtp();
    const count = 60;
    for (let index = 0; index < count; index++) await enqueue(`person-${index}@example.com`);
    const workers = Array.from({ length: 3 }, () => deliveryBy(senderTo(smtp)));
    const sent = await Promise.all(workers.map((worker) => worker.run()));
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(count);
    expect(sent.filter((one) => one > 0).length).toBeGreaterThan(1);
    expect(new Set(smtp.received.map(({ to }) => to[0])).size).toBe(count);
    expect(smtp.received).toHaveLength(count);
  });

  it('waits for what is under way when it ends, and begins no more', async () => {
    const held = Promise.withResolvers<undefined>();
    const underWay = [await enqueue(), await enqueue(), await enqueue(), await enqueue()];
    const delivery = deliveryBy(async () => {
      await held.promise;
      return { kind: 'sent' };
    });
    const running = delivery.run();
    await expect.poll(async () => (await Promise.all(underWay.map(rowOf))).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    const late = await enqueue();
    const closing = delivery.close();
    held.resolve(undefined);
    await closing;
    expect(await running).toBe(4);
    expect(await rowOf(late)).toMatchObject({ attempts: 0, sent_at: null });
    expect(await delivery.run()).toBe(0);
  });
});

describe('the outbox', () => {
  it.each([
    ['ada@example.com\r\nBcc: eve@example.com'],
    ['ada@example.com,eve@example.com'],
    ['Ada <ada@example.com>'],
    ['ada@example.com '],
    ['ada@exämple.com'],
    ['@example.com'],
    [''],
  ])('takes one address only, not %j', async (to) => {
    await expect(enqueue(to)).rejects.toThrow('one e-mail address');
    expect((await listMail(database.db, 1)).total).toBe(0);
  });

  it.each([
    ['Hello\r\nBcc: eve@example.com\r\n\r\nAnother text', 'Hello Bcc: eve@example.com Another text'],
    ['Hello\nX-Evil: 1', 'Hello X-Evil: 1'],
    ['\u2028Hello\u0000 \u0085you', 'Hello you'],
  ])('keeps a subject one line: %j', async (subject, expected) => {
    const smtp = await startSmtp();
    await enqueue('ada@example.com', subject);
    await deliveryBy(senderTo(smtp)).run();
    const [message] = smtp.received;
    expect(message?.to).toEqual(['ada@example.com']);
    expect(message?.headers.get('subject')).toBe(expected);
    expect([message?.headers.has('bcc'), message?.headers.has('x-evil'), message?.text]).toEqual([false, false, 'This is for you.']);
  });

  it('lets nothing in a row that somebody changed become a header or another recipient', async () => {
    const smtp = await startSmtp();
    const mail = await enqueue();
    await database.db('mail_outbox').where({ id: mail.id }).update({ recipient: 'ada@example.com>\r\nRCPT TO:<eve@example.com' });
    const second = await enqueue();
    await database.db('mail_outbox').where({ id: second.id }).update({ subject: 'A\r\nBcc: eve@example.com' });
    await deliveryBy(senderTo(smtp)).run();
    expect(smtp.received.map(({ to }) => to)).toEqual([['ada@example.com']]);
    expect(await rowOf(mail)).toMatchObject({ failed_at: new Date(now), sent_at: null });
    expect(smtp.received.some(({ headers }) => headers.has('bcc'))).toBe(false);
  });
});
