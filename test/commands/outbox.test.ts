import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createIdSource } from '../../src/domain/ids.ts';
import { enqueueMail } from '../../src/delivery/outbox.ts';
import { runCommand, startServer } from '../support/command.ts';
import { openTestDatabase } from '../support/database.ts';
import { temporaryDirectory } from '../support/directory.ts';
import { refusal, startSmtp } from '../support/smtp.ts';

async function openOutbox() {
  const { db, url, close } = await openTestDatabase();
  onTestFinished(close);
  const enqueue = (to: string, subject: string, text: string) =>
    enqueueMail({ db, ids: createIdSource(), clock: systemClock }, { to, subject, text });
  return { db, enqueue, settings: { DATABASE_URL: url } };
}

const lines = (text: string) => text.trimEnd().split('\n');

describe('telltale outbox', () => {
  it('shows what waits, without SMTP, and lets nothing in it steer the terminal', async () => {
    const { enqueue, settings } = await openOutbox();
    const server = await startServer(settings);
    expect(server.output().out).toMatch(/^ {2}Mail +is kept, not sent: TELLTALE_SMTP_URL is not set; npx telltale outbox shows it$/m);
    await enqueue('ada@example.com', 'First', 'One');
    await enqueue('eve@example.com', 'Second \u001b[31mred', 'Two\n\u001b]0;title\u0007\u001b[2Jthree');
    const listed = await runCommand(['outbox'], settings);
    expect(listed).toMatchObject({ code: 0, err: '' });
    const rows = lines(listed.out).map((line) => line.split('\t'));
    expect(rows).toEqual([
      [
        expect.stringMatching(/^[0-9a-f]{24}$/),
        'waiting',
        expect.stringMatching(/Z$/),
        'eve@example.com',
        expect.stringMatching(/^Second .*red$/),
      ],
      [expect.stringMatching(/^[0-9a-f]{24}$/), 'waiting', expect.stringMatching(/Z$/), 'ada@example.com', 'First'],
    ]);
    const [[id = ''] = []] = rows;
    const shown = await runCommand(['outbox', 'show', id], settings);
    expect(lines(shown.out)).toEqual([
      'To: eve@example.com',
      expect.stringMatching(/^Subject: Second /),
      expect.stringMatching(/^Written: .*Z$/),
      'State: waiting, after 0 attempts',
      '',
      'Two',
      'three',
    ]);
    expect(listed.out + shown.out).not.toContain('\u001b');
    const json: unknown = JSON.parse((await runCommand(['outbox', 'show', id, '--json'], settings)).out);
    expect(json).toMatchObject({
      id,
      state: 'waiting',
      to: 'eve@example.com',
      attempts: 0,
      lastError: null,
      text: expect.stringMatching(/^Two/),
    });
    expect(JSON.parse((await runCommand(['outbox', '--json'], settings)).out)).toMatchObject([{ id }, { subject: 'First' }]);
  });

  it('is sent by a server with SMTP settings within seconds, and shows what was given up', async () => {
    const smtp = await startSmtp({
      login: { user: 'user', password: 'tell-no-one' },
      disabledCommands: ['STARTTLS'],
      onRecipient(address) {
        if (address === 'nobody@example.com') throw refusal(550, 'there is nobody');
      },
    });
    const { db, enqueue, settings } = await openOutbox();
    const mail = { TELLTALE_SMTP_URL: `smtp://user:tell-no-one@127.0.0.1:${smtp.port}`, TELLTALE_SMTP_TLS: 'never' };
    const sending = { ...settings, ...mail, TELLTALE_MAIL_FROM: 'Telltale <t@example.com>' };
    const server = await startServer(sending);
    expect(server.output().out).toMatch(new RegExp(`^ {2}Mail +through 127\\.0\\.0\\.1:${smtp.port}$`, 'm'));
    await enqueue('nobody@example.com', 'Hello', 'Nobody reads this');
    await enqueue('ada@example.com', 'Hello', 'Ada reads this');
    expect(await smtp.until(1)).toMatchObject([{ to: ['ada@example.com'], text: 'Ada reads this' }]);
    await expect.poll(async () => (await db('mail_outbox').whereNotNull('failed_at')).length, { timeout: 60_000 }).toBe(1);
    await expect.poll(async () => (await db('mail_outbox').whereNotNull('sent_at')).length, { timeout: 60_000 }).toBe(1);
    const rows = lines((await runCommand(['outbox', 'list'], sending)).out).map((line) => line.split('\t'));
    const [sent = [], givenUp = []] = rows;
    expect([sent[1], givenUp[1], givenUp[5]]).toEqual(['sent', 'given up', expect.stringContaining('550 there is nobody')]);
    expect((await runCommand(['outbox', 'show', sent[0] ?? ''], sending)).out).toContain('the text is not kept');
    expect(await runCommand(['outbox', 'retry', sent[0] ?? ''], sending)).toMatchObject({ code: 1 });
    expect((await runCommand(['outbox', 'retry', givenUp[0] ?? ''], sending)).out).toBe(`${givenUp[0]} is tried again\n`);
    server.kill('SIGTERM');
    const { code, out, err } = await server.ended;
    expect([code, out + err]).toEqual([0, expect.not.stringContaining('tell-no-one')]);
  });

  it('works beside a server on the embedded database, and says in a line what it cannot do', async () => {
    const settings = { TELLTALE_DATA_DIR: temporaryDirectory(), TELLTALE_DEMO: 'off' };
    const server = await startServer(settings);
    expect(await runCommand(['outbox'], settings)).toEqual({ code: 0, out: '', err: '' });
    expect(await runCommand(['outbox', 'show', 'x'], settings)).toEqual({
      code: 1,
      out: '',
      err: 'telltale: there is no message "x" in the outbox\n',
    });
    expect((await runCommand(['outbox', 'send'], settings)).err).toMatch(/^telltale: expected nothing, show <id> or retry <id>/);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});
